package dev.lockstep.golden;

import dev.lockstep.cases.CaseEditor;
import dev.lockstep.cases.CaseReader;
import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.GoldenOrigin;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.storage.Replacement;
import dev.lockstep.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A case file with another golden array, which lies beside the case file until somebody has
 * reviewed it.
 *
 * @param caseFile the case file in force
 */
public record CaseProposal(Path caseFile) {
  /** What a proposal's name has after the case file's. */
  public static final String SUFFIX = ".proposed";

  /** Where the proposal is. */
  public Path file() {
    return caseFile.resolveSibling(caseFile.getFileName() + SUFFIX);
  }

  /** Whether there is one. */
  public boolean exists() {
    return Files.isRegularFile(file());
  }

  /**
   * The array that is printed of a training.
   *
   * @param softmax the softmax of its last forward pass, [T, V]
   * @param firstRow the first row that is printed, from 0
   * @param rows how many, 1 or more, as far as there are
   * @param decimals to which each value is rounded, half to even
   * @throws NumberFormatException if one is NaN or infinite
   */
  public static GoldenArray printed(Tensor softmax, int firstRow, int rows, int decimals) {
    return new GoldenArray(
        firstRow,
        decimals,
        GoldenComparison.rows(softmax, firstRow, rows)
            .map(
                value ->
                    BigDecimal.valueOf(value)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .doubleValue()));
  }

  /**
   * Writes the proposal, in place of an earlier one.
   *
   * @throws dev.lockstep.cases.InvalidCaseException if the case file cannot be read
   * @throws UncheckedIOException if the proposal cannot be written
   */
  public void write(String source, GoldenArray golden, GoldenOrigin origin) {
    replace(
        file(),
        CaseEditor.withGolden(caseFile, source, golden, origin).getBytes(StandardCharsets.UTF_8));
  }

  /** Why the proposal is not one for the case as it is now; empty if it is, or if there is none. */
  public Optional<String> outdated() {
    if (!exists() || !Files.isRegularFile(caseFile)) {
      return Optional.empty();
    }
    TrainingCase present = CaseReader.read(caseFile);
    TrainingCase proposed = CaseReader.read(file());
    boolean same =
        present.name().equals(proposed.name())
            && GoldenOrigin.digest(present).equals(GoldenOrigin.digest(proposed));
    return same
        ? Optional.empty()
        : Optional.of("it was proposed for a case that has been changed since");
  }

  /**
   * Puts the proposal in the place of the case file, at once.
   *
   * @throws InvalidProposalException if there is none, or the case has been changed since
   * @throws dev.lockstep.cases.InvalidCaseException if it is no valid case
   * @throws UncheckedIOException if it cannot be written
   */
  public void accept() {
    if (!exists()) {
      throw new InvalidProposalException(
          file() + ": found no such file; allowed: what 'golden propose' has written");
    }
    CaseReader.read(file());
    outdated()
        .ifPresent(
            why -> {
              throw new InvalidProposalException(file() + ": " + why + "; propose it again");
            });
    try {
      replace(caseFile, Files.readAllBytes(file()));
      Files.delete(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replace(Path file, byte[] content) {
    try {
      Replacement.ofFile(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
