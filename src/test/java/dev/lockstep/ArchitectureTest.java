package dev.lockstep;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The order of the packages, who may use which library, and a few rules of naming and logging. */
class ArchitectureTest {
  private static final String ROOT = "dev.lockstep.";

  /** Part of the place of every compiled test, whichever tool compiled it. */
  private static final String TESTS = "/test-classes/";

  /** Each layer may use those before it; packages in one layer may not use each other. */
  private static final List<List<String>> LAYERS =
      List.of(
          List.of("message", "storage"),
          List.of("tensor"),
          List.of("recording"),
          List.of("compare"),
          List.of("compare.alignment"),
          List.of("explain"),
          List.of("explain.cause", "mutation"),
          List.of("cases"),
          List.of("model"),
          List.of("init"),
          List.of("backend"),
          List.of("backend.reference", "backend.djl", "backend.nd4j"),
          List.of("device", "golden", "noise", "upgrade"),
          List.of("training", "contract"),
          List.of("fault"),
          List.of("diagnosis"),
          List.of("verification"),
          List.of("worker", "proof"),
          List.of("report"),
          List.of("report.said"),
          List.of("report.format", "report.map"),
          List.of(
              "report.console",
              "report.json",
              "report.html",
              "report.markdown",
              "report.png",
              "report.xml"),
          List.of("report.directory"),
          List.of("bench", "junit", "recording.djl", "recording.dl4j"),
          List.of("cli"));

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(location -> !location.contains(TESTS))
            .withImportOption(location -> !location.contains("jmh_generated"))
            .importPackages("dev.lockstep");
  }

  @Test
  void packagesUseOnlyThoseOfEarlierLayers() {
    Architectures.LayeredArchitecture layered =
        Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true);
    for (String name : packages()) {
      layered = layered.layer(name).definedBy(ROOT + name);
    }
    List<String> earlier = new ArrayList<>();
    for (List<String> layer : LAYERS) {
      for (String name : layer) {
        layered =
            earlier.isEmpty()
                ? layered.whereLayer(name).mayNotAccessAnyLayer()
                : layered.whereLayer(name).mayOnlyAccessLayers(earlier.toArray(new String[0]));
      }
      earlier.addAll(layer);
    }
    layered.check(classes);
  }

  @Test
  void everyClassIsInAPackageThatHasItsPlace() {
    List<String> placed = packages().stream().map(name -> ROOT + name).toList();
    List<String> misplaced =
        classes.stream()
            .filter(javaClass -> !placed.contains(javaClass.getPackageName()))
            .map(JavaClass::getName)
            .toList();
    assertEquals(List.of(), misplaced);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void onlyTheBackendsOfAnEngineUseIt() {
    assertOnlyOf(List.of("backend.djl..", "recording.djl.."), "ai.djl..");
    assertOnlyOf(List.of("backend.nd4j..", "recording.dl4j.."), "org.nd4j..");
    assertOnly(ROOT + "backend.nd4j..", "org.bytedeco..");
    assertOnly(ROOT + "recording.dl4j..", "org.deeplearning4j..");
  }

  @Test
  void jsonIsReadAndWrittenWhereFilesAreOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT + "cases",
            ROOT + "recording",
            ROOT + "compare.alignment",
            ROOT + "report.json",
            ROOT + "report.html",
            "..worker..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson..")
        .check(classes);
  }

  @Test
  void onlyTheCommandLineUsesPicocliAndTheProgressBar() {
    assertOnly(ROOT + "cli..", "picocli..", "me.tongfei.progressbar..");
  }

  @Test
  void onlyTheExtensionForTestsUsesJunit() {
    assertOnly(ROOT + "junit..", "org.junit..", "org.opentest4j..");
  }

  @Test
  void onlyBenchmarksUseJmh() {
    assertOnly(ROOT + "bench..", "org.openjdk.jmh..");
  }

  @Test
  void onlyTheCommandLineWritesToTheTerminal() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "cli..")
        .and()
        // The streams of a worker are its implementation's, which it flushes after a job.
        .doNotHaveFullyQualifiedName(ROOT + "worker.WorkerMain")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(classes);
  }

  /** Else a message has the digits of the reader's locale, and a Turkish one another i. */
  @Test
  void textIsFormattedTheSameUnderEveryLocale() {
    noClasses()
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .orShould()
        .callMethodWhere(
            target(nameMatching("printf|format"))
                .and(
                    target(
                        owner(assignableTo(PrintWriter.class).or(assignableTo(PrintStream.class)))))
                .and(target(rawParameterTypes(String.class, Object[].class))))
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(NumberFormat.class, Formatter.class)
        .check(classes);
  }

  /** What came from a file, an option or an implementation is made harmless in one place. */
  @Test
  void commandsPrintThroughOneClass() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "cli")
        .and()
        .doNotHaveSimpleName("Output")
        .should()
        .callMethodWhere(
            target(nameMatching("print|println|printf|format|append|write"))
                .and(target(owner(assignableTo(Writer.class).or(assignableTo(PrintStream.class))))))
        .check(classes);
  }

  @Test
  void nothingLogs() {
    GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(classes);
  }

  @Test
  void classesSayWhatTheyAre() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helpers?|Managers?|Comparators?)")
        .check(classes);
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    List<String> silent =
        classes.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .map(JavaPackage::getName)
            .filter(name -> !hasPackageInfo(name))
            .toList();
    assertEquals(List.of(), silent);
  }

  /** A gate that draws anew each time fails now and then, and then for nobody else. */
  @Test
  void everyPropertyOutsideTheLongRunDrawsFromAFixedSeed() {
    List<JavaMethod> properties =
        new ClassFileImporter()
                .withImportOption(location -> location.contains(TESTS))
                .importPackages("dev.lockstep")
                .stream()
                .filter(javaClass -> !javaClass.isAnnotatedWith(Tag.class))
                .flatMap(javaClass -> javaClass.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Property.class))
                .toList();
    assertTrue(properties.size() > 20, () -> properties.size() + " properties");
    List<String> unseeded =
        properties.stream()
            .filter(method -> method.getAnnotationOfType(Property.class).seed().isEmpty())
            .map(JavaMethod::getFullName)
            .toList();
    assertEquals(List.of(), unseeded);
  }

  @Test
  void theRulesSeeTheProject() {
    assertTrue(classes.contain("dev.lockstep.backend.djl.DjlCell"));
    assertTrue(classes.size() > 50, () -> classes.size() + " classes");
  }

  private static List<String> packages() {
    return LAYERS.stream().flatMap(List::stream).toList();
  }

  private static void assertOnly(String user, String... libraries) {
    assertOnlyOf(List.of(user.substring(ROOT.length())), libraries);
  }

  private static void assertOnlyOf(List<String> users, String... libraries) {
    noClasses()
        .that()
        .resideOutsideOfPackages(users.stream().map(ROOT::concat).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .check(classes);
  }

  private static boolean hasPackageInfo(String name) {
    Path source =
        Path.of("src", "main", "java").resolve(name.replace('.', '/')).resolve("package-info.java");
    return Files.isRegularFile(source);
  }
}
