package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of each command as a person meets it, in a browser that has no network. */
class PagesInBrowserTest {
  private static final long LARGEST_PAGE = 2_000_000;
  private static final int LONGEST_OPENING_MILLISECONDS = 2000;

  /** Whatever a person can act on or scroll. */
  private static final String REACHABLE = "a[href], button, input, summary, [tabindex='0']";

  @TempDir private static Path directory;

  private static Chromium chromium;
  private static Map<String, Path> pages;

  @BeforeAll
  static void openBrowser() {
    Optional<Path> installed = Chromium.installed();
    assumeTrue(installed.isPresent(), "no Chromium is installed, so that no page is opened");
    chromium = new Chromium(installed.get());
    pages = WrittenPages.in(directory);
  }

  @AfterAll
  static void closeBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Page open(String command, int width) {
    return chromium.open(pages.get(command), width, ColorScheme.LIGHT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "locate", "compare", "explain", "prove"})
  void aPageOpensWithoutAComplaintInTheLightAndInTheDark(String command) {
    List<String> grounds = new ArrayList<>();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = chromium.open(pages.get(command), Chromium.DESKTOP, scheme);
      assertEquals(List.of(), chromium.complaints());
      assertEquals(Chromium.DESKTOP, page.evaluate("document.documentElement.scrollWidth"));
      grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor").toString());
    }
    assertEquals(List.of("rgb(255, 255, 255)", "rgb(22, 24, 27)"), grounds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "locate", "compare", "explain", "prove"})
  void onAPhoneEveryVerdictIsWholeAndNothingScrollsSideways(String command) {
    Page page = open(command, Chromium.PHONE);
    Object cut =
        page.evaluate(
            """
            [...document.querySelectorAll("h1, .badge, .stacked td, .dense td")]
              .filter((verdict) => {
                const box = verdict.getBoundingClientRect();
                let clip = innerWidth;
                for (let around = verdict.parentElement; around !== null; around = around.parentElement) {
                  if (getComputedStyle(around).overflowX !== "visible") {
                    clip = Math.min(clip, around.getBoundingClientRect().right);
                  }
                }
                return box.width === 0 || box.left < 0 || box.right > clip;
              })
              .map((verdict) => verdict.textContent)
            """);
    assertEquals(List.of(), cut);
    assertEquals(Chromium.PHONE, page.evaluate("document.documentElement.scrollWidth"));
    assertTrue(page.locator("h1").isVisible());
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "locate", "compare", "explain", "prove"})
  void everyTableSortsByMouseAndByKeyboard(String command) {
    Page page = open(command, Chromium.DESKTOP);
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))");
    Locator tables = page.locator("table.sortable");
    assertTrue(tables.count() > 0);
    for (Locator table : tables.all()) {
      Locator headings = table.locator("thead th");
      headings.first().locator("button").click();
      assertSorted(table, 0, headings.first().getAttribute("aria-sort"));
      headings.nth(1).locator("button").focus();
      page.keyboard().press("Enter");
      String first = headings.nth(1).getAttribute("aria-sort");
      assertSorted(table, 1, first);
      page.keyboard().press("Enter");
      assertNotEquals(first, headings.nth(1).getAttribute("aria-sort"));
      assertSorted(table, 1, headings.nth(1).getAttribute("aria-sort"));
    }
  }

  /** Numbers as numbers, anything else as text. */
  private static void assertSorted(Locator table, int column, String direction) {
    List<String> cells =
        ((List<?>)
                table.evaluate(
                    "(table, column) => [...table.tBodies[0].rows].map((row) =>"
                        + " row.cells[column].textContent.trim().replace(/\\s+/g, ' '))",
                    column))
            .stream().map(Object::toString).toList();
    boolean isNumber = cells.stream().anyMatch(cell -> cell.matches("[-+]?[\\d∞].*|NaN"));
    for (int row = 1; row < cells.size(); row++) {
      String above = cells.get(row - 1);
      String below = cells.get(row);
      int order = isNumber ? Double.compare(number(above), number(below)) : above.compareTo(below);
      assertTrue(
          direction.equals("ascending") ? order <= 0 : order >= 0,
          () -> column + " " + direction + ": " + cells);
    }
  }

  private static double number(String cell) {
    if (cell.matches(".*(∞|NaN).*")) {
      return Double.POSITIVE_INFINITY;
    }
    String digits = cell.replaceFirst("^([-+]?[0-9.]+(?:e[-+]?[0-9]+)?).*", "$1");
    return digits.matches("[-+]?[0-9.]+(e[-+]?[0-9]+)?")
        ? Double.parseDouble(digits)
        : Double.NEGATIVE_INFINITY;
  }

  @ParameterizedTest
  @CsvSource({"verify, 390", "compare, 1280", "explain, 390", "prove, 390"})
  void theKeyboardReachesEverything(String command, int width) {
    Page page = open(command, width);
    page.evaluate(
        """
        (reachable) => {
          window.reached = new Set();
          document.addEventListener("focusin", (event) => reached.add(event.target));
          window.toReach = [...document.querySelectorAll(reachable)].filter((each) => each.checkVisibility());
        }
        """,
        REACHABLE);
    int many = (int) page.evaluate("toReach.length");
    assertTrue(many > 3, "to reach: " + many);
    for (int i = 0; i < many; i++) {
      page.keyboard().press("Tab");
    }
    assertEquals(
        List.of(),
        page.evaluate(
            "toReach.filter((each) => !reached.has(each)).map((each) => each.outerHTML)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "compare"})
  void whatLooksLikeAScriptInANameIsText(String command) {
    Page page = open(command, Chromium.DESKTOP);
    assertTrue(page.locator("main").textContent().contains(WrittenPages.EVIL));
    page.locator("body").click();
    assertEquals(List.of(), chromium.complaints());
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "compare", "prove"})
  void aCellTellsItsValueWherePointedAtAndByKeyboard(String command) {
    Page page = open(command, Chromium.DESKTOP);
    Locator table = page.locator("table.heat").first();
    Locator readout = page.locator("output").first();
    table.locator("tbody td").first().hover();
    String pointedAt = readout.textContent();
    assertTrue(pointedAt.contains(table.locator("tbody td").first().textContent()), pointedAt);
    page.mouse().move(0, 0);
    page.locator(".wide:has(table.heat)").first().focus();
    page.keyboard().press("ArrowDown");
    String below = readout.textContent();
    assertNotEquals(command.equals("compare") ? "" : pointedAt, below);
    assertTrue(table.locator("td.at").isVisible());
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "locate", "compare"})
  void aMapTellsItsValuesByMouseByKeyboardAndBySlider(String command) {
    Page page = open(command, Chromium.DESKTOP);
    Locator map = page.locator(".excess-map").first();
    Locator readout = map.locator("output");
    map.locator(".map").focus();
    String first = readout.textContent();
    assertTrue(first.contains("× of what is allowed") || first.contains("NaN"), first);
    page.keyboard().press("ArrowLeft");
    page.keyboard().press("ArrowUp");
    String beside = readout.textContent();
    assertNotEquals(first, beside);
    page.keyboard().press("Home");
    assertEquals(first, readout.textContent());
    map.locator("canvas").hover();
    String pointedAt = readout.textContent();
    Locator slider = map.locator("input[type=range]");
    slider.focus();
    page.keyboard().press("Home");
    String atFirstStep = readout.textContent();
    page.keyboard().press("End");
    assertAll(
        () -> assertTrue(pointedAt.matches("(epoch|step) \\d+, .*: .*"), pointedAt),
        () -> assertTrue(atFirstStep.matches("(epoch|step) 1, .*"), atFirstStep),
        () -> assertNotEquals(atFirstStep, readout.textContent()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "locate", "compare"})
  void oneSliderTellsTheValuesOfAllChartsOfAGroup(String command) {
    Page page = open(command, Chromium.DESKTOP);
    Locator slider = page.locator(".slider:has(+ .charts) input").first();
    List<String> atRest = legends(page);
    assertTrue(
        atRest.stream().allMatch(legend -> legend.matches("(epoch|step)[1-9].*")),
        atRest::toString);
    slider.focus();
    page.keyboard().press("Home");
    List<String> atFirst = legends(page);
    assertTrue(
        atFirst.stream().allMatch(legend -> legend.matches("(epoch|step)1\\D.*")),
        atFirst::toString);
    page.locator(".charts .u-over").first().hover();
    assertNotEquals(atFirst, legends(page));
  }

  /** Those of the first group of charts, without white space. */
  private static List<String> legends(Page page) {
    return page.locator(".charts").first().locator(".u-legend").allTextContents().stream()
        .map(text -> text.replaceAll("\\s+", ""))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify", "locate", "compare", "explain", "prove"})
  void theVerdictAndTablesCanBeCopiedAsText(String command) {
    Page page = open(command, Chromium.DESKTOP);
    page.locator("header button.copy").click();
    page.locator("header button.copy:text('Copied')").waitFor();
    String verdict = page.evaluate("navigator.clipboard.readText()").toString();
    assertTrue(
        verdict.startsWith(page.locator("h1").textContent().strip().replaceAll("\\s+", " ")),
        verdict);
    assertTrue(verdict.lines().count() > 2, verdict);
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))");
    Locator table = page.locator("table.sortable").first();
    page.locator(".wide + button.copy").first().click();
    page.locator(".wide + button.copy:text('Copied')").waitFor();
    String text = page.evaluate("navigator.clipboard.readText()").toString();
    assertEquals(List.of(), chromium.complaints());
    assertTrue(text.startsWith(table.locator("th").first().textContent()), text);
    assertEquals(table.locator("tr").count(), text.lines().count(), text);
  }

  @Test
  void everyPageIsSmall() throws Exception {
    for (Path page : pages.values()) {
      assertTrue(Files.size(page) < LARGEST_PAGE, page + ": " + Files.size(page) + " bytes");
    }
  }

  @Test
  @Tag("long")
  void aThousandStepsOfFiveHundredTensorsOpenInTwoSeconds() throws Exception {
    Path expected = WrittenPages.record(directory.resolve("large-expected"), 1000, 500, 1);
    Path actual = WrittenPages.record(directory.resolve("large-actual"), 1000, 500, 1.5f);
    Path report =
        WrittenPages.run(
            new dev.lockstep.cli.CompareCommand(),
            directory.resolve("large"),
            expected.toString(),
            actual.toString());
    assertTrue(Files.size(report) < LARGEST_PAGE, Files.size(report) + " bytes");
    Page page = chromium.open(report, Chromium.DESKTOP, ColorScheme.LIGHT);
    int loaded =
        (int)
            page.evaluate("Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)");
    assertEquals(List.of(), chromium.complaints());
    assertTrue(page.locator(".excess-map canvas").isVisible());
    assertTrue(loaded < LONGEST_OPENING_MILLISECONDS, loaded + " ms");
  }
}
