package dev.lockstep.upgrade;

import static dev.lockstep.upgrade.MadeUpRepository.artifact;
import static dev.lockstep.upgrade.MadeUpRepository.dependencies;
import static dev.lockstep.upgrade.MadeUpRepository.needs;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosureTest {
  @TempDir private Path directory;

  private MadeUpRepository made;
  private final Set<Artifact> present = new HashSet<>();

  @BeforeEach
  void makeRepository() throws IOException {
    made = new MadeUpRepository(directory);
    made.jar("g:leaf:1", "").jar("g:leaf:2", "").jar("g:other:1", "");
  }

  private List<String> closure(String... roots) {
    return closure(Map.of(), roots);
  }

  private List<String> closure(Map<String, Dependency> managed, String... roots) {
    Models models = new Models(made.repository(), present::contains);
    return new Closure(models, managed)
        .of(List.of(roots).stream().map(MadeUpRepository::artifact).toList()).stream()
            .map(Artifact::toString)
            .toList();
  }

  @Test
  void whatRunsIsFollowedAndWhatOnlyBuildsIsNot() throws IOException {
    made.jar(
        "g:root:1",
        dependencies(
            needs("g:middle:1", "<scope>runtime</scope>"),
            needs("g:test:1", "<scope>test</scope>"),
            needs("g:provided:1", "<scope>provided</scope>"),
            needs("g:optional:1", "<optional>true</optional>")));
    made.jar("g:middle:1", dependencies(needs("g:leaf:1", "")));
    assertEquals(List.of("g:root:1", "g:middle:1", "g:leaf:1"), closure("g:root:1"));
  }

  @Test
  void theNearestVersionWinsAndOfEquallyNearOnesTheFirst() throws IOException {
    made.jar(
        "g:root:1", dependencies(needs("g:a:1", ""), needs("g:b:1", ""), needs("g:other:1", "")));
    made.jar("g:a:1", dependencies(needs("g:leaf:2", ""), needs("g:other:9", "")));
    made.jar("g:b:1", dependencies(needs("g:leaf:1", "")));
    assertEquals(
        List.of("g:root:1", "g:a:1", "g:b:1", "g:other:1", "g:leaf:2"), closure("g:root:1"));
  }

  @Test
  void parentsGivePropertiesManagedVersionsAndDependencies() throws IOException {
    made.pom(
        "g:parent:7",
        "<groupId>g</groupId><version>7</version><properties><leaf.version>${two}</leaf.version>"
            + "<two>1</two></properties><dependencyManagement>"
            + dependencies(needs("g:leaf:${leaf.version}", ""))
            + "</dependencyManagement>"
            + dependencies(needs("${project.groupId}:other:1", "")));
    made.jar(
        "g:root:1",
        "<parent><groupId>g</groupId><artifactId>parent</artifactId><version>7</version></parent>"
            + "<properties><two>2</two></properties>"
            + dependencies(needs("g:leaf", "")));
    assertEquals(List.of("g:root:1", "g:leaf:2", "g:other:1"), closure("g:root:1"));
  }

  @Test
  void anImportedBillOfMaterialsManagesVersions() throws IOException {
    made.pom(
        "g:bom:3",
        "<groupId>g</groupId><version>3</version><dependencyManagement>"
            + dependencies(needs("g:leaf:2", ""))
            + "</dependencyManagement>");
    made.jar(
        "g:root:1",
        "<dependencyManagement>"
            + dependencies(needs("g:bom:3", "<type>pom</type><scope>import</scope>"))
            + "</dependencyManagement>"
            + dependencies(needs("g:leaf", "")));
    assertEquals(List.of("g:root:1", "g:leaf:2"), closure("g:root:1"));
  }

  @Test
  void theRootsBillOfMaterialsHoldsForWhatTheyNeed() throws IOException {
    made.jar("g:root:1", dependencies(needs("g:leaf:1", "")));
    Dependency two = new Dependency(artifact("g:leaf:2"), "", false, Set.of());
    assertEquals(List.of("g:root:1", "g:leaf:2"), closure(Map.of("g:leaf:jar:", two), "g:root:1"));
  }

  @Test
  void exclusionsHoldAllTheWayDown() throws IOException {
    made.jar(
        "g:root:1",
        dependencies(
            needs(
                "g:middle:1",
                "<exclusions><exclusion><groupId>g</groupId><artifactId>leaf</artifactId></exclusion>"
                    + "</exclusions>")));
    made.jar("g:middle:1", dependencies(needs("g:lower:1", "")));
    made.jar("g:lower:1", dependencies(needs("g:leaf:1", ""), needs("g:other:1", "")));
    assertEquals(List.of("g:root:1", "g:middle:1", "g:lower:1", "g:other:1"), closure("g:root:1"));
  }

  @Test
  void whatIsPresentIsNotFollowed() throws IOException {
    made.jar("g:root:1", dependencies(needs("g:middle:1", ""), needs("g:other:1", "")));
    made.jar("g:middle:1", dependencies(needs("g:leaf:1", "")));
    present.add(artifact("g:middle:1"));
    assertEquals(List.of("g:root:1", "g:other:1"), closure("g:root:1"));
  }

  @Test
  void aPomThatIsNotThereIsRemembered() throws IOException {
    made.jar("g:root:1", dependencies(needs("g:gone:1", "")));
    Models models = new Models(made.repository(), present::contains);
    new Closure(models, Map.of()).of(List.of(artifact("g:root:1")));
    assertEquals("[g:gone:1:pom]", models.missing().toString());
  }
}
