package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.compare.Alignment;
import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.Element;
import dev.lockstep.compare.StepResult;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.compare.TensorResult.Standing;
import dev.lockstep.explain.cause.Cause;
import dev.lockstep.explain.cause.Explanation;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.TensorName;
import dev.lockstep.report.Circumstances;
import dev.lockstep.report.ComparisonReport;
import dev.lockstep.report.MachineFacts;
import dev.lockstep.report.Reports;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonPageTest {
  private static final String EVIL = "<script>alert(1)</script>";

  @Test
  void theVerdictAndTheReasonComeFirst() {
    String page = page(3, 4, (step, tensor) -> step == 2 ? 5.0 : 0.5);
    assertTrue(page.indexOf("</span> DIVERGENT</h1>") < page.indexOf("<main>"));
    assertTrue(page.indexOf("step 2, gradient/t1, parts first") < page.indexOf("<main>"));
    assertTrue(page(1, 1, (step, tensor) -> 0.5).contains("</span> EQUIVALENT</h1>"));
  }

  @Test
  void theFrameIsAroundTheFirstMismatchInTimeThenInOrderOfComputation() throws IOException {
    JsonNode map = map(page(3, 4, (step, tensor) -> step + tensor >= 5 ? 7.0 : 0.1));
    assertEquals("[3,0]", map.path("first").toString());
    assertEquals("gradient/t4", map.path("rows").path(3).asText());
    assertEquals("1", map.path("columns").path(0).asText());
    assertTrue(map(page(3, 4, (step, tensor) -> 1.0)).path("first").isNull());
  }

  @Test
  void aCellTellsItsExcessToAHundredthOfItself() throws IOException {
    double[] excesses = {1e-3, 0.02, 0.5, 0.999, 1, 1.001, 3, 77, 12345, 1e9};
    JsonNode map = map(page(excesses.length, 1, (step, tensor) -> excesses[step - 1]));
    for (int i = 0; i < excesses.length; i++) {
      double told = excess(map.path("cells").path(0).asText(), i);
      assertEquals(excesses[i], told, 0.01 * excesses[i]);
      assertEquals(excesses[i] > 1, told > 1, "side of the limit");
    }
  }

  @Test
  void whatIsNotANumberIsToldApartFromWhatIsWithin() throws IOException {
    JsonNode map =
        map(page(4, 1, (step, tensor) -> step == 1 ? 0 : step == 2 ? Double.POSITIVE_INFINITY : 1));
    String cells = map.path("cells").path(0).asText();
    assertEquals(1, code(cells, 0));
    assertEquals(4095, code(cells, 1));
  }

  @Test
  void aLargeTrainingStaysSmallAndSaysWhatACellStandsFor() throws IOException {
    String page = page(1000, 500, (step, tensor) -> step == 800 && tensor == 300 ? 50.0 : 0.3);
    assertTrue(page.length() < 2_000_000, "length " + page.length());
    assertTrue(page.contains("a column stands for up to 2 steps"), "note");
    JsonNode map = map(page);
    assertEquals("[299,399]", map.path("first").toString());
    assertEquals("799 … 800", map.path("columns").path(399).asText());
    assertEquals(50, excess(map.path("cells").path(299).asText(), 399), 0.5);
  }

  @Test
  void moreTensorsThanRowsShareThem() throws IOException {
    JsonNode map = map(page(1, 1300, (step, tensor) -> 0.3));
    assertEquals(434, map.path("rows").size());
    assertEquals("gradient/t1 … gradient/t3", map.path("rows").path(0).asText());
  }

  @Test
  void aTensorThatComesLaterStandsWhereItsStepComputesIt() throws IOException {
    StepResult one = new StepResult(1, List.of(tensor("a", 0.1), tensor("c", 0.1)));
    StepResult two =
        new StepResult(2, List.of(tensor("a", 0.1), tensor("b", 0.1), tensor("c", 0.1)));
    JsonNode rows = map(ComparisonPage.of(report(List.of(one, two)))).path("rows");
    assertEquals("[\"gradient/a\",\"gradient/b\",\"gradient/c\"]", rows.toString());
  }

  @Test
  void noTextOfARecordingIsMarkup() {
    StepResult step = new StepResult(1, List.of(tensor("<script>alert(1)<\\script>", 9)));
    String page = ComparisonPage.of(report(List.of(step)));
    assertFalse(page.contains("<script>alert"));
    assertTrue(page.contains("gradient/&lt;script&gt;alert(1)"));
    assertTrue(page.contains("gradient/\\u003cscript>alert(1)"));
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; of the alignment"));
  }

  @Test
  void causesStandBeforeThePlaceWithWhatTheyLeave() {
    String page = page(1, 1, (step, tensor) -> 9);
    int cause = page.indexOf("<li>&lt;script&gt;alert(1)&lt;/script&gt; of the cause");
    assertTrue(cause > 0 && cause < page.indexOf("Where they part"));
    assertTrue(page.contains("gradient-scaled; leaves 0.25× of what rounding explains"));
  }

  @Test
  void itLoadsNothing() {
    String page = page(2, 2, (step, tensor) -> 2.0);
    assertTrue(page.contains("content=\"default-src 'none';"));
    assertFalse(Pattern.compile("<(link|img|iframe|base)\\b|\\ssrc=").matcher(page).find());
  }

  private static String page(int steps, int tensors, BiFunction<Integer, Integer, Number> excess) {
    List<StepResult> results = new ArrayList<>();
    for (int step = 1; step <= steps; step++) {
      int number = step;
      results.add(
          new StepResult(
              step,
              IntStream.rangeClosed(1, tensors)
                  .mapToObj(t -> tensor("t" + t, excess.apply(number, t).doubleValue()))
                  .toList()));
    }
    return ComparisonPage.of(report(results));
  }

  private static TensorResult tensor(String name, double excess) {
    Element worst = new Element(0, excess, 0, 1);
    boolean within = worst.isWithin();
    return new TensorResult(
        TensorName.of(Kind.GRADIENT, name),
        Shape.of(1),
        Standing.JUDGED,
        1,
        1,
        within ? 0 : 1,
        within ? Optional.empty() : Optional.of(worst),
        Optional.of(worst),
        excess,
        0,
        Optional.empty(),
        Optional.empty(),
        false,
        "");
  }

  private static ComparisonReport report(List<StepResult> steps) {
    RecordingFacts facts = RecordingFacts.of(EVIL, ElementType.F32);
    return new ComparisonReport(
        new Circumstances(
            "1",
            Instant.EPOCH,
            new MachineFacts("os", "arch", "jvm", 2),
            Reports.PROGRAM,
            List.of("compare", "expected", "actual"),
            1),
        "expected",
        "actual",
        List.of(),
        new ComparisonResult(
            facts,
            facts,
            false,
            true,
            steps,
            new TreeMap<>(),
            new TreeSet<>(),
            Optional.empty(),
            Optional.empty(),
            List.of(new Alignment.Pairing(EVIL, EVIL, EVIL + " of the alignment"))),
        new Explanation(
            Optional.empty(),
            Optional.empty(),
            List.of(new Cause("gradient-scaled", EVIL + " of the cause", Map.of(), 0.25))),
        List.of(EVIL));
  }

  private static JsonNode map(String page) throws IOException {
    String start = "<script type=\"application/json\">";
    int from = page.indexOf(start) + start.length();
    return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
  }

  /** What the script of the page makes of a cell. */
  private static double excess(String cells, int column) {
    int code = code(cells, column);
    return Math.pow(10, code < 1602 ? (code - 1601) / 400.0 : (code - 1603.5) / 250.0);
  }

  private static int code(String cells, int column) {
    return 64 * ExcessMap.DIGITS.indexOf(cells.charAt(2 * column))
        + ExcessMap.DIGITS.indexOf(cells.charAt(2 * column + 1));
  }
}
