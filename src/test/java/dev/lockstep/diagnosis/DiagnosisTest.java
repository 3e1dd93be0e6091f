package dev.lockstep.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
  private static final Candidate NEAR = new Candidate("near", "it is near", 40);
  private static final Candidate FAR = new Candidate("far", "it is far", 77_600);
  private static final Candidate MATCHING = new Candidate("right", "it is wrong", 0.5);

  @Test
  void theNearestFaultIsNamedIfItIsNearerThanTheOwnRules() {
    Diagnosis diagnosis = ofImplementation(1990, List.of(FAR, NEAR));
    assertEquals(
        "none of the 2 known faults explains it; the nearest, \"it is near\", misses by 40.0 times"
            + " the noise floor",
        diagnosis.sentence());
  }

  @Test
  void noFaultIsNearestThatTheOwnRulesAreNearerThan() {
    Diagnosis diagnosis = ofImplementation(1990, List.of(FAR));
    assertEquals("none of the 1 known faults explains it", diagnosis.sentence());
    assertEquals(Optional.empty(), diagnosis.nearest());
  }

  @Test
  void nothingMatchesWhereTheOwnRulesDo() {
    Diagnosis diagnosis = ofImplementation(0.7, List.of(MATCHING, NEAR));
    assertEquals(List.of(), diagnosis.matches());
    assertEquals("none of the 2 known faults explains it", diagnosis.sentence());
  }

  @Test
  void everyFaultThatMatchesIsNamedTheBestFirst() {
    Candidate better = new Candidate("better", "it is better", 0.25);
    Diagnosis diagnosis = ofImplementation(5, List.of(MATCHING, NEAR, better));
    assertEquals(
        "matches to 0.25 of the noise floor if it is better; or matches to 0.50 of the noise floor"
            + " if it is wrong",
        diagnosis.sentence());
  }

  /** That would accuse an implementation which trains as the reference does. */
  @Test
  void ofAnArrayNoFaultIsNearest() {
    Diagnosis diagnosis =
        new Diagnosis(
            Diagnosis.Subject.EXPECTED_ARRAY, "the expected array", 1990, List.of(FAR, NEAR));
    assertEquals(Optional.empty(), diagnosis.nearest());
    assertEquals(
        "this training is the reference's, and the expected array is not: none of the 2 known"
            + " faults explains the array",
        diagnosis.sentence());
  }

  @Test
  void ofAnArrayTheMistakeItWasMadeWithIsNamed() {
    Diagnosis diagnosis =
        new Diagnosis(
            Diagnosis.Subject.EXPECTED_ARRAY, "the expected array", 5, List.of(MATCHING, NEAR));
    assertEquals(
        "this training is the reference's, and the expected array is not: the array matches to 0.50"
            + " of the noise floor if it is wrong",
        diagnosis.sentence());
  }

  @Test
  void aCaseToWhichNothingAppliesSaysSo() {
    assertEquals(
        "no fault of the catalogue applies to this case",
        ofImplementation(5, List.of()).sentence());
  }

  private static Diagnosis ofImplementation(double ownExcess, List<Candidate> candidates) {
    return new Diagnosis(Diagnosis.Subject.IMPLEMENTATION, "one epoch", ownExcess, candidates);
  }
}
