package dev.lockstep.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.backend.Session;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.Steps;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The first epoch's loss and gradients against PyTorch 1.13.1. There, after {@code
 * torch.manual_seed(7)}, a cell (3 inputs, 2 hidden units) and {@code Linear(2, 3)} were made, both
 * converted to float64, run over the one-hot characters of "abcacb", and the gradients of {@code
 * cross_entropy} printed with 12 digits.
 */
class FirstEpochTest {
  @Test
  void tanhCell() {
    assertFirstEpoch(
        CellKind.RNN,
        1.22500212466737,
        Map.of(
            "weight_ih",
            "-0.04572861784, -0.0985553515774, 0.0979102846094, 0.0517640353058, "
                + "0.0151385458619, -0.0120733995938",
            "weight_hh",
            "-0.0887022242166, -0.00413879751934, 0.0254089678565, -0.00681271198004",
            "bias_ih",
            "-0.046373684808, 0.054829181574",
            "bias_hh",
            "-0.046373684808, 0.054829181574",
            "weight",
            "-0.0465512305071, -0.0547577508564, -0.087483478533, 0.0221859160148, "
                + "0.13403470904, 0.0325718348416",
            "bias",
            "0.163412878785, -0.161234285398, -0.00217859338679"));
  }

  @Test
  void reluCell() {
    assertFirstEpoch(
        CellKind.RNN_RELU,
        1.21515448101443,
        Map.of(
            "weight_ih",
            "-0.0798088985754, 0, 0.111494460062, 0, 0, 0",
            "weight_hh",
            "-0.0328219582082, 0, 0, 0",
            "bias_ih",
            "0.0316855614869, 0",
            "bias_hh",
            "0.0316855614869, 0",
            "weight",
            "0.00029479859976, 0, -0.0785898875718, 0, 0.0782950889721, 0",
            "bias",
            "0.191602751513, -0.18011683421, -0.0114859173033"));
  }

  @Test
  void lstmCell() {
    assertFirstEpoch(
        CellKind.LSTM,
        1.1940514170703,
        Map.of(
            "weight_ih",
            "-0.00656234498579, 0.000444139158399, -0.00189911344492, 0.000989202539475, "
                + "-0.000117389478032, 0.00223559984592, -0.000801089520189, 0.000283354612514, "
                + "-0.00178030754131, 0.000148409808412, 1.04624821923e-05, 0.000348730899761, "
                + "-0.0099780245638, 0.000596013237013, -0.00179191351126, -0.0111870085189, "
                + "-0.000320719681766, -0.00533731500191, -0.0104998704146, -0.000227326260739, "
                + "-0.00679138731276, 0.000325765623032, 6.2877210631e-06, 0.00178801360028",
            "weight_hh",
            "-0.00113022886676, 0.000269893110943, 0.00068037031646, -9.73332092107e-05, "
                + "-0.000926093536326, 0.00020367011546, 0.000153609458224, -2.46762257984e-05, "
                + "-0.00120707171478, 0.000289526786479, -0.00300644461514, 0.000443934241293, "
                + "-0.00345493971045, 0.000858806735171, 0.000545646246161, -0.000100886784926",
            "bias_ih",
            "-0.00801731927231, 0.00310741290736, -0.00229804244899, 0.000507603190366, "
                + "-0.0111739248381, -0.0168450432025, -0.0175185839881, 0.00212006694438",
            "bias_hh",
            "-0.00801731927231, 0.00310741290736, -0.00229804244899, 0.000507603190366, "
                + "-0.0111739248381, -0.0168450432025, -0.0175185839881, 0.00212006694438",
            "weight",
            "0.0527209914446, -0.00847963818551, -0.0464530665524, 0.0167000764797, "
                + "-0.00626792489215, -0.00822043829419",
            "bias",
            "0.245913937586, -0.152776859437, -0.093137078149"));
  }

  @Test
  void gruCell() {
    assertFirstEpoch(
        CellKind.GRU,
        1.32117818437149,
        Map.of(
            "weight_ih",
            "-0.0103161407, 0.000824291099134, -0.00450154497448, -0.00607867663302, "
                + "-0.00177404376171, -0.000644155955609, 0.00830901196636, 1.0715762496e-05, "
                + "0.00472490754483, -0.0114228128398, -0.0115998554019, 0.000428757742023, "
                + "-0.10941937628, 0.00749467419541, -0.0356643805762, 0.0799536920167, "
                + "0.020735787512, 0.01424657334",
            "weight_hh",
            "-0.00307051911056, -0.000727320087081, -0.00161472552131, -0.0002578695995, "
                + "0.00237194176112, 0.000346932149231, -0.00278235584029, -0.00222773639119, "
                + "-0.0165188220526, -0.00402525380898, 0.0121075013695, 0.00288663232246",
            "bias_ih",
            "-0.0139933945753, -0.00849687635034, 0.0130446352737, -0.0225939104997, "
                + "-0.137589082661, 0.114936052869",
            "bias_hh",
            "-0.0139933945753, -0.00849687635034, 0.0130446352737, -0.0225939104997, "
                + "-0.0876632176666, 0.0582730852416",
            "weight",
            "0.0845681937898, 0.0715189547032, -0.0464318752328, 0.00684768811096, "
                + "-0.038136318557, -0.0783666428142",
            "bias",
            "0.341312068009, -0.151333182696, -0.189978885314"));
  }

  private static void assertFirstEpoch(
      CellKind cell, double expectedLoss, Map<String, String> expectedGradients) {
    TrainingCase trainingCase = Examples.trainingCase(cell, 2, "abcacb", "abc", Examples.ADAM);
    for (Precision precision : Precision.values()) {
      double tolerance = precision == Precision.FLOAT64 ? 1e-12 : 2e-7;
      try (Session session = Examples.open(trainingCase, precision)) {
        StepRecord epoch = session.step();
        assertEquals(expectedLoss, StepTensors.loss(epoch), tolerance, precision + " loss");
        expectedGradients.forEach(
            (name, expected) ->
                assertArrayEquals(
                    Examples.numbers(expected),
                    Steps.gradient(epoch, name).toArray(),
                    tolerance,
                    precision + " " + name));
      }
    }
  }
}
