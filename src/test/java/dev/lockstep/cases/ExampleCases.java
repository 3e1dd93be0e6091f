package dev.lockstep.cases;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Cases for tests: small ones made to measure, and the exam's. */
public final class ExampleCases {
  private static final long SEED = 7;

  private ExampleCases() {}

  /**
   * A case without a golden array.
   *
   * @param text the text, once
   * @param vocabulary its characters and perhaps more, in one-hot order
   */
  public static TrainingCase of(
      CellKind cell,
      int hidden,
      String text,
      String vocabulary,
      OptimizerSpec optimizer,
      int epochs) {
    List<String> entries = vocabulary.codePoints().mapToObj(Character::toString).toList();
    Task task = new Task(text, 1, entries);
    return new TrainingCase(
        "example-" + cell, "", task, cell, hidden, SEED, epochs, optimizer, Optional.empty());
  }

  /** The exam's case with the published array of that name. */
  public static TrainingCase exam(String name) {
    return CaseReader.read(Path.of("golden", "exam", name + ".json"));
  }

  /** The exam's text, seed and optimizer with any cell; without a golden array. */
  public static TrainingCase examLike(CellKind cell, int hidden) {
    TrainingCase exam = exam("exam-rnn");
    return new TrainingCase(
        "exam-like-" + cell,
        "",
        exam.task(),
        cell,
        hidden,
        exam.seed(),
        exam.epochs(),
        exam.optimizer(),
        Optional.empty());
  }

  /** The same case from the initial weights of another seed. */
  public static TrainingCase withSeed(TrainingCase like, long seed) {
    return new TrainingCase(
        like.name(),
        like.source(),
        like.task(),
        like.cell(),
        like.hidden(),
        seed,
        like.epochs(),
        like.optimizer(),
        like.golden());
  }
}
