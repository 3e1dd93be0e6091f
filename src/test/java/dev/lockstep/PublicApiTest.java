package dev.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What others may depend on, and that it leads to nothing else. */
class PublicApiTest {
  private static final String ROOT = "dev.lockstep.";
  private static final String MARK = "Part of the public API";

  /** The packages whose binary compatibility is checked from release to release. */
  private static final List<String> PUBLIC =
      List.of(
          "backend",
          "cases",
          "junit",
          "model",
          "recording",
          "recording.djl",
          "recording.dl4j",
          "tensor");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.lockstep");

  @Test
  void whatIsPublicShowsNothingThatIsNot() {
    List<String> shown = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      if (isPublicApi(type) && isVisible(type)) {
        for (JavaClass other : exposed(type)) {
          if (other.getName().startsWith(ROOT) && !(isPublicApi(other) && isVisible(other))) {
            shown.add(type.getName() + " shows " + other.getName());
          }
        }
      }
    }
    assertEquals(List.of(), shown.stream().sorted().distinct().toList());
  }

  @Test
  void everyPackageSaysWhetherItIsPublic() throws IOException {
    Path sources = Path.of("src", "main", "java", "dev", "lockstep");
    Set<String> marked = new TreeSet<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.endsWith("package-info.java")).toList()) {
        if (Files.readString(file).replaceAll("\\s*\\*?\\s+", " ").contains(MARK)) {
          marked.add(sources.relativize(file.getParent()).toString().replace('/', '.'));
        }
      }
    }
    assertEquals(new TreeSet<>(PUBLIC), marked);
  }

  @Test
  void whatIsPublicIsWhatIsComparedWithTheReleaseBefore() throws IOException {
    Matcher compared =
        Pattern.compile("<include>dev\\.lockstep\\.([a-z0-9.]+)</include>")
            .matcher(Files.readString(Path.of("pom.xml")));
    Set<String> packages = new TreeSet<>();
    while (compared.find()) {
      packages.add(compared.group(1));
    }
    assertEquals(new TreeSet<>(PUBLIC), packages);
  }

  @Test
  void theTestSeesThePublicApi() {
    assertTrue(CLASSES.contain("dev.lockstep.junit.GoldenRecording"));
    assertTrue(exposed(CLASSES.get("dev.lockstep.backend.Backend")).size() > 3);
  }

  private static boolean isPublicApi(JavaClass type) {
    return PUBLIC.contains(
        type.getPackageName().substring(Math.min(ROOT.length(), type.getPackageName().length())));
  }

  private static boolean isVisible(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(PublicApiTest::isVisible).orElse(true);
  }

  /** The types that whoever uses a type may have to name. */
  private static Set<JavaClass> exposed(JavaClass type) {
    Set<JavaClass> exposed = new LinkedHashSet<>(type.getRawInterfaces());
    type.getRawSuperclass().ifPresent(exposed::add);
    for (JavaCodeUnit unit : type.getCodeUnits()) {
      if (isVisible(unit.getModifiers())) {
        unit.getReturnType().getAllInvolvedRawTypes().forEach(exposed::add);
        unit.getParameterTypes().forEach(p -> exposed.addAll(p.getAllInvolvedRawTypes()));
        unit.getThrowsClause().getTypes().forEach(exposed::add);
      }
    }
    for (JavaField field : type.getFields()) {
      if (isVisible(field.getModifiers())) {
        exposed.addAll(field.getType().getAllInvolvedRawTypes());
      }
    }
    return exposed;
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }
}
