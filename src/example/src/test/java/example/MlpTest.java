package example;

import dev.lockstep.junit.Golden;
import dev.lockstep.junit.GoldenRecording;
import dev.lockstep.junit.GoldenStep;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MlpTest {
  @Test
  void trainsAsPyTorchDoes(
      @Golden("../../golden/recordings/mlp-adamw") GoldenRecording golden) {
    Mlp network = new Mlp(name -> golden.start().get(name).toFloatArray());
    for (GoldenStep step : golden.steps()) {
      double[] target = step.input("target").toArray();
      network.train(
          step.input("input").toFloatArray(),
          Arrays.stream(target).mapToInt(value -> (int) value).toArray());
      golden.check(step, "loss/loss", network.loss());
      for (String name : network.names()) {
        Linear.Parameter parameter = network.parameter(name);
        golden.check(step, "gradient/" + name, parameter.gradient);
        golden.check(step, "optimizer/exp_avg/" + name, parameter.first);
        golden.check(step, "optimizer/exp_avg_sq/" + name, parameter.second);
        golden.check(step, "parameter/" + name, parameter.values);
      }
    }
  }
}
