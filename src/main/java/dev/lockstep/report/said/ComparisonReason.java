package dev.lockstep.report.said;

import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.compare.TensorResult.Standing;
import dev.lockstep.recording.RecordingFacts.Undecided;

/** Why a comparison has its verdict, in one sentence. */
public final class ComparisonReason {
  private static final String HOW_TO_RECORD =
      "record EXPECTED with lockstep_recorder.py, which replays the training with random rounding,"
          + " or give --noise other recordings of the same training, or --rtol and --atol";

  private ComparisonReason() {}

  public static String of(ComparisonResult result) {
    return switch (result.verdict()) {
      case EQUIVALENT -> "everything that was compared lies within what is allowed";
      case DIVERGENT -> divergent(result.divergence().orElseThrow());
      case INCONCLUSIVE -> inconclusive(result);
      default -> nothing(result);
    };
  }

  private static String divergent(Mismatch first) {
    String where = "step " + first.step() + ", " + first.tensor().name();
    TensorResult tensor = first.tensor();
    return switch (tensor.standing()) {
      case MISSING -> where + " is missing on the actual side";
      case UNEXPECTED -> where + " is not on the expected side";
      default -> {
        String shape = tensor.note().isEmpty() ? "" : " (" + tensor.note() + ")";
        yield where + ", parts first" + shape;
      }
    };
  }

  private static String inconclusive(ComparisonResult result) {
    if (result.tensors(Standing.NOT_JUDGED) > 0) {
      String what =
          Numbers.count(result.names(Standing.NOT_JUDGED).size(), "tensor")
              + " without noise "
              + (result.names(Standing.NOT_JUDGED).size() == 1 ? "differs" : "differ")
              + ", and nothing says how far rounding alone moves "
              + (result.names(Standing.NOT_JUDGED).size() == 1 ? "it" : "them");
      String missing =
          result.lockstep() && !result.noiseFound()
              ? " (the actual side is in lockstep, for which EXPECTED needs local-*.safetensors)"
              : "";
      return what + missing + ": " + HOW_TO_RECORD;
    }
    if (result.tensors(Standing.UNDECIDED) > 0) {
      Undecided first = result.undecided().orElseThrow();
      return "from step "
          + first.step()
          + ", "
          + first.tensor()
          + ", on rounding alone may decide which way the training goes, so that "
          + (result.lockstep()
              ? "the rest of such a step proves nothing"
              : "a free-running comparison proves nothing; one in lockstep is judged again after"
                  + " it");
    }
    return "the noise is wider than the signal: zeros in place of every expected number would pass";
  }

  private static String nothing(ComparisonResult result) {
    if (result.steps().isEmpty()) {
      return "nothing was compared: neither recording holds a step";
    }
    if (result.compared() > 0) {
      return "nothing that the training computed was compared, only what it starts from or is given";
    }
    return "nothing was compared: "
        + (result.ignored().isEmpty()
            ? "the recordings have no kind of tensor in common"
            : "nothing is left beside what was left out");
  }
}
