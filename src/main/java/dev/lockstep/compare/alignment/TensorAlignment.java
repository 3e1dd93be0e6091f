package dev.lockstep.compare.alignment;

import dev.lockstep.compare.Alignment;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tensor of one recording is which of another, as found by name and content or said by hand.
 *
 * <p>Tensors of the same name and shape are paired first; the other parameters by the numbers that
 * they start from, the other inputs by their numbers in the first step, both exactly once they are
 * rounded to the coarser type; a sum of two to rounding. Where that leaves a choice, the gradients
 * of the first steps decide. What holds for a parameter holds for its gradient and the optimizer's
 * state. Activations and losses of other names are paired where their numbers in the first step
 * agree to some thousand roundings. What has no partner stays under its own name.
 */
public final class TensorAlignment implements Alignment {
  private final Pairs pairs;

  private final List<Unpaired> unpaired;

  private TensorAlignment(Finder.Found found) {
    this.pairs = new Pairs(found.pairs());
    this.unpaired = found.unpaired();
  }

  /** What is found of two recordings. Reads what has no partner of its name once or a few times. */
  public static TensorAlignment of(Recording expected, Recording actual) {
    return of(expected, actual, AlignmentMap.EMPTY);
  }

  /**
   * What a person says, and of the rest what is found.
   *
   * @throws InvalidMapException if the map names tensors that are not there, or that cannot be laid
   *     out as it says
   */
  public static TensorAlignment of(Recording expected, Recording actual, AlignmentMap map) {
    return new TensorAlignment(Finder.find(expected, actual, map));
  }

  /** The expected side's parameters from whose numbers nothing on the actual side starts. */
  public List<Unpaired> unpaired() {
    return unpaired;
  }

  @Override
  public Sides tensors(Sides sides) {
    AlignedStep step = pairs.step(sides.expected(), sides.actual());
    Map<TensorName, Values> expected = new LinkedHashMap<>();
    Map<TensorName, Values> actual = new LinkedHashMap<>();
    for (AlignedTensor tensor : step.tensors()) {
      Values of = tensor.expected(sides.expected()).orElseThrow();
      expected.put(tensor.name(), of);
      Values laid = tensor.actual(sides.actual()).orElseThrow();
      boolean start = tensor.name().kind() == Kind.START;
      actual.put(
          tensor.name(), start ? tensor.shown(laid, of, sides.expected(), sides.actual()) : laid);
    }
    step.onlyExpected().forEach(name -> expected.put(name, sides.expected().get(name)));
    step.onlyActual().forEach(name -> actual.put(free(name, expected), sides.actual().get(name)));
    return new Sides(expected, actual);
  }

  /** A name for an actual tensor that stands for nothing, though another may bear its name. */
  private static TensorName free(TensorName name, Map<TensorName, Values> taken) {
    return taken.containsKey(name)
        ? new TensorName(name.kind(), name.state(), name.name() + " (actual)")
        : name;
  }

  @Override
  public Sides noise(Sides noise, Sides tensors) {
    AlignedStep step = pairs.step(tensors.expected(), tensors.actual());
    Map<TensorName, Values> expected = new LinkedHashMap<>();
    Map<TensorName, Values> actual = new LinkedHashMap<>();
    for (AlignedTensor tensor : step.tensors()) {
      tensor.expected(noise.expected()).ifPresent(of -> expected.put(tensor.name(), of));
      tensor.actual(noise.actual()).ifPresent(of -> actual.put(tensor.name(), of));
    }
    return new Sides(expected, actual);
  }

  /**
   * Where an element of a comparison lies on the actual side.
   *
   * @param name as {@link #tensors} gives it
   * @param flat the row-major index in the expected layout
   * @return the place by the actual tensor's own name and row-major index
   */
  public Place actualPlace(TensorName name, long flat, Sides sides) {
    return pairs.step(sides.expected(), sides.actual()).tensors().stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .map(tensor -> tensor.place(flat))
        .orElseGet(() -> new Place(name.name(), flat));
  }

  @Override
  public List<Pairing> pairings() {
    return pairs.all().stream()
        .filter(pair -> !pair.isPlain())
        .map(
            pair ->
                new Pairing(
                    pair.scope().named(String.join(" + ", pair.expected())),
                    pair.scope()
                        .named(
                            String.join(pair.recipes().size() > 1 ? " + " : ", ", pair.actual())),
                    pair.how()))
        .toList();
  }
}
