package dev.lockstep.backend.reference;

import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Moments;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  public StepRecord of(StepRecord record) {
    Map<TensorName, Tensor> permuted = new LinkedHashMap<>();
    record.tensors().forEach((name, tensor) -> permuted.put(name, of(name, tensor)));
    return new StepRecord(record.step(), permuted);
  }

  private Tensor of(TensorName name, Tensor tensor) {
    return switch (name.kind()) {
      case LOSS, INPUT -> tensor;
      case ACTIVATION ->
          picked(
              tensor,
              identity(tensor.shape().rows()),
              name.equals(StepTensors.HIDDEN) ? hidden : vocabulary);
      case START, GRADIENT, OPTIMIZER, PARAMETER -> of(name.name(), tensor);
    };
  }

  private Parameters of(Parameters parameters) {
    return Parameters.of(parameters.layout(), name -> of(name, parameters.get(name)));
  }

  private Tensor of(String parameter, Tensor tensor) {
    List<Integer> rows = gateRows(tensor.shape().rows() / hidden.size());
    return switch (parameter) {
      case ParameterLayout.WEIGHT_IH -> picked(tensor, rows, vocabulary);
      case ParameterLayout.WEIGHT_HH -> picked(tensor, rows, hidden);
      case ParameterLayout.BIAS_IH, ParameterLayout.BIAS_HH -> picked(tensor, rows, List.of(0));
      case ParameterLayout.WEIGHT -> picked(tensor, vocabulary, hidden);
      case ParameterLayout.BIAS -> picked(tensor, vocabulary, List.of(0));
      default -> throw new IllegalArgumentException(parameter);
    };
  }

  /** The hidden units' order in each of the gates' blocks. */
  private List<Integer> gateRows(int gates) {
    return IntStream.range(0, gates)
        .boxed()
        .flatMap(gate -> hidden.stream().map(unit -> gate * hidden.size() + unit))
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
