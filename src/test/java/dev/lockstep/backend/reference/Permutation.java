package dev.lockstep.backend.reference;

import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Moments;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.trajectory.Activations;
import dev.lockstep.trajectory.EpochRecord;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Another order of the vocabulary and of the hidden units: place i of the new order holds what was
 * at place {@code vocabulary[i]} or {@code hidden[i]}.
 */
public record Permutation(List<Integer> vocabulary, List<Integer> hidden) {

  /** What puts everything back in its place. */
  public Permutation inverse() {
    return new Permutation(inverse(vocabulary), inverse(hidden));
  }

  private static List<Integer> inverse(List<Integer> order) {
    return identity(order.size()).stream().map(order::indexOf).toList();
  }

  /** The same case with its vocabulary in the new order. */
  public TrainingCase of(TrainingCase original) {
    Task task = original.task();
    List<String> entries = vocabulary.stream().map(task.vocabulary()::get).toList();
    return new TrainingCase(
        original.name(),
        original.source(),
        new Task(task.text(), task.repeat(), entries),
        original.cell(),
        original.hidden(),
        original.seed(),
        original.epochs(),
        original.optimizer(),
        original.golden());
  }

  public ModelState of(ModelState state) {
    return new ModelState(
        of(state.parameters()),
        state.moments().map(m -> new Moments(of(m.first()), of(m.second()))),
        state.stepCount());
  }

  public EpochRecord of(EpochRecord record) {
    return new EpochRecord(
        record.epoch(),
        record.loss(),
        record.activations().map(this::of),
        of(record.gradients()),
        of(record.state()));
  }

  private Activations of(Activations activations) {
    List<Integer> steps = identity(activations.hidden().shape().rows());
    return new Activations(
        picked(activations.hidden(), steps, hidden),
        picked(activations.logits(), steps, vocabulary),
        picked(activations.softmax(), steps, vocabulary));
  }

  private Parameters of(Parameters parameters) {
    List<Integer> gateRows = gateRows(parameters.layout());
    return Parameters.of(
        parameters.layout(),
        name -> {
          Tensor tensor = parameters.get(name);
          return switch (name) {
            case ParameterLayout.WEIGHT_IH -> picked(tensor, gateRows, vocabulary);
            case ParameterLayout.WEIGHT_HH -> picked(tensor, gateRows, hidden);
            case ParameterLayout.BIAS_IH, ParameterLayout.BIAS_HH ->
                picked(tensor, gateRows, List.of(0));
            case ParameterLayout.WEIGHT -> picked(tensor, vocabulary, hidden);
            case ParameterLayout.BIAS -> picked(tensor, vocabulary, List.of(0));
            default -> throw new IllegalArgumentException(name);
          };
        });
  }

  /** The hidden units' order in each of the gates' blocks. */
  private List<Integer> gateRows(ParameterLayout layout) {
    return IntStream.range(0, layout.cell().gates())
        .boxed()
        .flatMap(gate -> hidden.stream().map(unit -> gate * layout.hidden() + unit))
        .toList();
  }

  private static Tensor picked(Tensor tensor, List<Integer> rows, List<Integer> columns) {
    double[] values =
        rows.stream()
            .flatMap(row -> columns.stream().map(column -> tensor.get(row, column)))
            .mapToDouble(Double::doubleValue)
            .toArray();
    return Tensor.of(tensor.shape(), values);
  }

  public static List<Integer> identity(int size) {
    return IntStream.range(0, size).boxed().toList();
  }
}
