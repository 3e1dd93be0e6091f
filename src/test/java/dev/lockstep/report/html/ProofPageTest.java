package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.compare.Verdict;
import dev.lockstep.proof.Naming;
import dev.lockstep.proof.Outcome;
import dev.lockstep.proof.Proof;
import dev.lockstep.proof.SubjectProof;
import dev.lockstep.proof.Trial;
import dev.lockstep.report.Circumstances;
import dev.lockstep.report.MachineFacts;
import dev.lockstep.report.ProofReport;
import dev.lockstep.report.Reports;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProofPageTest {
  private static final Pattern ROW = Pattern.compile("<tr><th scope=\"row\">([a-z-]+)</th>");

  private static Trial caught(String mistake, Naming naming) {
    return new Trial(
        mistake,
        "something is wrong",
        List.of(),
        Outcome.CAUGHT,
        Optional.of(Verdict.DIVERGENT),
        "step 1, parameter",
        Optional.of("step 1, parameter/w"),
        true,
        List.of(),
        naming,
        12,
        "");
  }

  private static SubjectProof recording(String name, Trial... trials) {
    return new SubjectProof(
        name, name, SubjectProof.Sort.RECORDING, Arrays.asList(trials), 0.5, List.of(), 1);
  }

  private static String page(SubjectProof... subjects) {
    Circumstances circumstances =
        new Circumstances(
            "1",
            Instant.EPOCH,
            new MachineFacts("os", "arch", "jvm", 2),
            Reports.PROGRAM,
            List.of("prove"),
            1);
    return ProofPage.of(new ProofReport(circumstances, new Proof(Arrays.asList(subjects))));
  }

  /** As in the catalogue, of which not all applies to the first. */
  @Test
  void mistakesComeInTheOrderThatEverySubjectKeeps() {
    Trial halved = caught("halved", Naming.RIGHT);
    Trial decay = caught("decay", Naming.RIGHT);
    Trial frozen = caught("frozen", Naming.RIGHT);
    Trial late = caught("late", Naming.RIGHT);
    String page =
        page(recording("one", halved, frozen), recording("two", halved, decay, frozen, late));
    assertEquals(
        List.of("halved", "decay", "frozen", "late"),
        ROW.matcher(page).results().map((MatchResult row) -> row.group(1)).toList());
  }

  @Test
  void whatIsNotNamedStandsInTheMatrixAndAboveIt() {
    String page =
        page(recording("one", caught("halved", Naming.MISSING), caught("late", Naming.WRONG)));
    assertTrue(page.contains(">✓ –</td>") && page.contains(">✓ ✗</td>"));
    assertTrue(page.indexOf("<dt>named wrongly</dt>") < page.indexOf("class=\"heat grid"));
    assertTrue(page.contains("<dt>not named</dt>"));
  }

  @Test
  void rightTrainingsAreSpokenOfOnlyWhereSomeWereTried() {
    String page = page(recording("one", caught("halved", Naming.RIGHT)));
    assertTrue(
        page.contains("1 of 1 (100.0%) of the causes that can be told are named, 0 wrongly"));
    assertFalse(page.contains("false alarm"));
  }
}
