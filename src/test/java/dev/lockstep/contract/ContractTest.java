package dev.lockstep.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.fault.SurvivingStateBackend;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every part of the contract is broken by an implementation that is wrong there. */
class ContractTest {

  @Test
  void theReferenceBreaksNothing() {
    assertEquals(Set.of(), broken(new ReferenceBackend()));
  }

  @Test
  void aStateThatSurvivesLoadingIsFound() {
    assertBreaks(
        new SurvivingStateBackend(),
        "a loaded state goes on as if reached, whatever the session did before",
        "a new session goes on from a state as the one that reached it");
  }

  @Test
  void sessionsThatShareAStateAreFound() {
    Session[] shared = new Session[1];
    assertBreaks(
        backend(
            session -> {
              shared[0] = shared[0] == null ? session : shared[0];
              return new Amended(shared[0]);
            }),
        "the same case trained twice gives the same bits");
  }

  @Test
  void aMissingTensorIsFound() {
    assertBreaks(
        stepping(step -> step.without(Kind.GRADIENT)),
        "a step has every tensor of the case, in its shape and order, and no other");
  }

  @Test
  void nanThatIsHiddenIsFound() {
    assertBreaks(
        stepping(
            step ->
                with(
                    step,
                    StepTensors.LOSS,
                    step.get(StepTensors.LOSS).map(value -> Double.isNaN(value) ? 0 : value))),
        "parameters that are NaN give NaN");
  }

  @Test
  void aRecordThatIsNotTheStateIsFound() {
    TensorName bias = TensorName.of(Kind.PARAMETER, "bias");
    assertBreaks(
        stepping(step -> with(step, bias, step.get(bias).map(value -> 2 * value))),
        "the state is that of the last record",
        "the first epoch is the reference's");
  }

  @Test
  void aGivenStateThatIsNotRoundedIsFound() {
    assertBreaks(
        backend(
            session ->
                new Amended(session) {
                  private ModelState loaded;

                  @Override
                  public ModelState state() {
                    return loaded == null ? super.state() : loaded;
                  }

                  @Override
                  public void load(ModelState state) {
                    loaded = state;
                    super.load(state);
                  }
                }),
        "a given state is rounded to the precision and kept exactly");
  }

  @Test
  void aClosedSessionThatGoesOnIsFound() {
    assertBreaks(
        backend(
            session ->
                new Amended(session) {
                  @Override
                  public void close() {}
                }),
        "a closed session refuses everything but another close");
  }

  @Test
  void numbersThatAreNotOfThePrecisionAreFound() {
    assertBreaks(
        stepping(
            step ->
                with(step, StepTensors.LOSS, step.get(StepTensors.LOSS).map(v -> v * (1 + 1e-12)))),
        "every number is one of the precision");
  }

  private static void assertBreaks(Backend backend, String... requirements) {
    Set<String> broken = broken(backend);
    assertTrue(broken.containsAll(List.of(requirements)), broken::toString);
  }

  private static Set<String> broken(Backend backend) {
    Subject subject =
        new Subject(backend, CellKind.GRU, new Execution(Precision.FLOAT32, Device.CPU));
    Set<String> broken = new LinkedHashSet<>();
    for (Requirement requirement : Contract.requirements()) {
      if (requirement.violation(subject).isPresent()) {
        broken.add(requirement.sentence());
      }
    }
    return broken;
  }

  private static Backend stepping(UnaryOperator<StepRecord> amendment) {
    return backend(
        session ->
            new Amended(session) {
              @Override
              public StepRecord step() {
                return amendment.apply(super.step());
              }
            });
  }

  private static Backend backend(UnaryOperator<Session> amendment) {
    return new Backend() {
      @Override
      public BackendInfo info() {
        return new BackendInfo(
            "amended", "plain Java", "for this test", EnumSet.allOf(CellKind.class));
      }

      @Override
      public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
        return amendment.apply(new ReferenceBackend().open(trainingCase, state, execution));
      }
    };
  }

  private static StepRecord with(StepRecord step, TensorName name, Tensor tensor) {
    Map<TensorName, Tensor> tensors = new LinkedHashMap<>(step.tensors());
    tensors.put(name, tensor);
    return new StepRecord(step.step(), tensors);
  }

  /** A session that does what another does. */
  private static class Amended implements Session {
    private final Session right;

    Amended(Session right) {
      this.right = right;
    }

    @Override
    public StepRecord step() {
      return right.step();
    }

    @Override
    public ModelState state() {
      return right.state();
    }

    @Override
    public void load(ModelState state) {
      right.load(state);
    }

    @Override
    public void close() {
      right.close();
    }
  }
}
