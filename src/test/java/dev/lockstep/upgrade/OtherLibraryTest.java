package dev.lockstep.upgrade;

import static dev.lockstep.upgrade.MadeUpRepository.dependencies;
import static dev.lockstep.upgrade.MadeUpRepository.needs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.backend.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherLibraryTest {
  private static final ClassPath NOTHING = new ClassPath(List.of());

  @TempDir private Path directory;

  private MadeUpRepository made;

  @BeforeEach
  void makeRepository() {
    assumeTrue(
        Platform.current().equals(Optional.of(Platform.LINUX_X86_64)),
        "the made-up natives are Linux's");
    made = new MadeUpRepository(directory.resolve("repository"));
  }

  private void makeDjl() throws IOException {
    made.pom(
        "ai.djl:bom:9.1",
        "<groupId>ai.djl</groupId><version>9.1</version><dependencyManagement>"
            + dependencies(needs("ai.djl.pytorch:pytorch-jni:8.2-9.1", ""))
            + "</dependencyManagement>");
    made.jar("ai.djl.pytorch:pytorch-engine:9.1", dependencies(needs("ai.djl:api:9.1", "")));
    made.pom("ai.djl:api:9.1", "");
    made.jar("ai.djl:api:9.1", "", Map.of("ai/djl/engine/api.properties", "djl_version=9.1"));
    made.pom("ai.djl.pytorch:pytorch-jni:8.2-9.1", "");
    made.jar(
        "ai.djl.pytorch:pytorch-jni:8.2-9.1",
        "",
        Map.of("jnilib/pytorch.properties", "jni_version=8.2-9.1"));
    made.pom("ai.djl.pytorch:pytorch-native-cpu:8.2", "");
  }

  @Test
  void aReleaseOfDjlHasTheNativesThatItsBillOfMaterialsNames()
      throws IOException, MissingArtifactsException {
    makeDjl();
    made.jar("ai.djl.pytorch:pytorch-native-cpu:8.2", "linux-x86_64", Map.of());
    OtherLibrary found = OtherLibrary.release(Library.DJL, "9.1", made.repository(), NOTHING);
    assertEquals("DJL 9.1, PyTorch 8.2", found.described());
    assertEquals(
        List.of(
            "api-9.1.jar",
            "pytorch-engine-9.1.jar",
            "pytorch-jni-8.2-9.1.jar",
            "pytorch-native-cpu-8.2-linux-x86_64.jar"),
        found.jars().stream().map(jar -> jar.getFileName().toString()).toList());
  }

  @Test
  void aReleaseOfNd4jHasTheNativesOfWhatItNeeds() throws IOException, MissingArtifactsException {
    made.jar(
        "org.nd4j:nd4j-native:3",
        dependencies(needs("org.bytedeco:javacpp:1", ""), needs("org.nd4j:nd4j-api:3", "")));
    made.jar("org.bytedeco:javacpp:1", "");
    made.pom("org.nd4j:nd4j-api:3", "");
    made.jar(
        "org.nd4j:nd4j-api:3",
        "",
        Map.of("META-INF/maven/org.nd4j/nd4j-api/pom.properties", "version=3"));
    made.jar("org.nd4j:nd4j-native:3", "linux-x86_64", Map.of());
    made.jar("org.bytedeco:javacpp:1", "linux-x86_64", Map.of());
    OtherLibrary found = OtherLibrary.release(Library.ND4J, "3", made.repository(), NOTHING);
    assertEquals("ND4J 3", found.described());
    assertEquals(
        List.of(
            "nd4j-native-3.jar",
            "javacpp-1.jar",
            "nd4j-api-3.jar",
            "nd4j-native-3-linux-x86_64.jar",
            "javacpp-1-linux-x86_64.jar"),
        found.jars().stream().map(jar -> jar.getFileName().toString()).toList());
  }

  @Test
  void whatIsNotThereIsToldWithTheCommandThatFetchesIt() throws IOException {
    makeDjl();
    MissingArtifactsException missing =
        assertThrows(
            MissingArtifactsException.class,
            () -> OtherLibrary.release(Library.DJL, "9.1", made.repository(), NOTHING));
    assertEquals(
        "1 artifact is not in the local repository " + directory.resolve("repository"),
        missing.getMessage());
    assertEquals(
        List.of(
            "mvn dependency:get"
                + " -Dartifact=ai.djl.pytorch:pytorch-native-cpu:8.2:jar:linux-x86_64"),
        missing.commands());
    missing =
        assertThrows(
            MissingArtifactsException.class,
            () -> OtherLibrary.release(Library.DJL, "9.2", made.repository(), NOTHING));
    assertEquals(
        List.of(
            "mvn dependency:get -Dartifact=ai.djl:api:9.2",
            "mvn dependency:get -Dartifact=ai.djl.pytorch:pytorch-engine:9.2",
            "mvn dependency:get -Dartifact=ai.djl:bom:9.2:pom"),
        missing.commands());
  }

  @Test
  void aFolderOfJarsIsALibraryAndNamedAfterItself() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("patched"));
    MadeUpRepository.jarOf(
        folder.resolve("own.jar"), Map.of("ai/djl/engine/api.properties", "djl_version=mine"));
    OtherLibrary found = OtherLibrary.folder(Library.DJL, folder);
    assertEquals("patched", found.version());
    assertEquals("DJL mine, PyTorch unknown", found.described());
    assertEquals(List.of(folder.resolve("own.jar")), found.jars());
    assertFalse(found.isThere());
  }

  @Test
  void theLocalRepositoryIsWhereMavenHasIt() throws IOException {
    Properties properties = new Properties();
    properties.setProperty("user.home", directory.toString());
    Path maven = Files.createDirectory(directory.resolve(".m2"));
    assertEquals(maven.resolve("repository"), LocalRepository.of(properties).root());
    Files.writeString(
        maven.resolve("settings.xml"),
        "<settings><localRepository>\n ${user.home}/elsewhere </localRepository></settings>");
    assertEquals(directory.resolve("elsewhere"), LocalRepository.of(properties).root());
    properties.setProperty("maven.repo.local", "given");
    assertEquals(Path.of("given"), LocalRepository.of(properties).root());
  }
}
