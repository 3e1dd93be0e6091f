package dev.lockstep.backend.djl;

import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A training small enough to print, and what PyTorch 1.13.1 makes of it in float64.
 *
 * <p>Two characters, two hidden units, ten characters of text. Counted over all parameters one
 * after the other, element k starts as {@code ((37 * k + 11) % 64) / 64 - 0.5}, exact in float32.
 *
 * <pre>{@code
 * text = [0, 1, 1, 0, 1, 0, 0, 1, 1, 0]
 * cell, linear = RNNCell(2, 2), Linear(2, 2)   # or RNNCell(relu), LSTMCell, GRUCell; .double()
 * for every epoch:
 *     h = zeros(1, 2)                           # and c for the LSTM
 *     for t in range(9): h = cell(one_hot(text[t]), h); rows.append(h)
 *     loss = cross_entropy(linear(cat(rows)), text[1:])
 *     optimizer.zero_grad(); loss.backward(); print(loss, gradients); optimizer.step()
 * }</pre>
 *
 * @param cell the recurrent cell
 * @param adamLosses the loss of the first epochs under {@code Adam(lr=0.1)}
 * @param sgdLosses the same under {@code SGD(lr=0.5)}
 * @param firstGradients the first epoch's gradients, parameter after parameter
 */
record TorchNumbers(
    CellKind cell, double[] adamLosses, double[] sgdLosses, double[] firstGradients) {

  static final OptimizerSpec ADAM = new OptimizerSpec.Adam(0.1);
  static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0.5);

  static TorchNumbers of(CellKind cell) {
    return switch (cell) {
      case RNN ->
          numbers(
              cell,
              "0.7317793566087 0.6887659973537 0.667497054753 0.6445573115862",
              "0.7317793566087 0.7115179377861 0.7010178711346 0.6950490881902",
              """
              -0.02282045465552 0.00462113637279 -0.01085013442147 -0.001667369878601
              0.0003824834535005 0.005308901353858 0.006558374822756 0.01555017267873
              -0.01819931828273 -0.01251750430007 -0.01819931828273 -0.01251750430007
              0.06153945996848 -0.03088600951835 -0.06153945996848 0.03088600951835
              0.1341723221818 -0.1341723221818
              """);
      case RNN_RELU ->
          numbers(
              cell,
              "0.7284963439822 0.6804188356908 0.6392274946919 0.5921742515492",
              "0.7284963439822 0.7117882095569 0.703450272835 0.6985423217569",
              """
              -0.02713908108585 0.006446551122398 0 -0.007251156513231 0.006383418631985
              0.004857887675435 0.007432125203062 0.007275503944333 -0.02069252996345
              -0.007251156513231 -0.02069252996345 -0.007251156513231 0.05230858992241
              -0.005788685147511 -0.05230858992241 0.005788685147511 0.1267370740962
              -0.1267370740962
              """);
      case LSTM ->
          numbers(
              cell,
              "0.6850751069133 0.6616367853254 0.6413734563757 0.6066781927629",
              "0.6850751069133 0.6811502986742 0.678481274655 0.6764926637785",
              """
              0.00309243375386 -0.005627883805317 -0.0002306977590875 -0.0009354348577803
              0.0006036151547607 -0.007167873921584 -6.696233701783e-05 -0.0004891985074451
              0.003557351061257 -0.03162115019332 -0.002087175949063 0.008028352379185
              0.004595041386099 -0.007864255725524 -0.0002145694687156 -0.001075646350745
              -0.001084366786237 0.0005813666118462 -0.0001974929961968 7.808190006609e-05
              -0.001328251191772 0.0006093728369762 -0.0001109407182746 3.172789467384e-05
              -0.00625609945281 0.002587474232186 0.001603700893476 -0.0008219116385942
              -0.001597219537493 0.001285871362045 -0.0002429043098352 0.0001150594404587
              -0.002535450051458 -0.001166132616868 -0.006564258766823 -0.0005561608444629
              -0.02806379913207 0.005941176430122 -0.003269214339425 -0.00129021581946
              -0.002535450051458 -0.001166132616868 -0.006564258766823 -0.0005561608444629
              -0.02806379913207 0.005941176430122 -0.003269214339425 -0.00129021581946
              -0.01248570356697 0.02136420002588 0.01248570356697 -0.02136420002588
              -0.04672658466945 0.04672658466945
              """);
      case GRU ->
          numbers(
              cell,
              "0.7322339582317 0.6888544150162 0.6832750129749 0.680783213848",
              "0.7322339582317 0.7083384467472 0.6971374592081 0.6906904383985",
              """
              0.001524536837256 -0.007434664798109 -6.431697160325e-05 -0.000601332406996
              -0.0009248831211078 -0.005645549424153 0.0003335710003823 0.0008366926421347
              0.02041290744237 -0.1258266714137 0.0005207707445103 0.02459400992096
              0.0002708879090466 -0.003358916209226 1.574287458828e-05 -0.000309075800306
              -0.0003387299985191 -0.002177135232494 0.0001385001982699 0.0002256112456288
              0.001840595719931 -0.02769966835662 8.801955581686e-05 0.006735828373903
              -0.005910127960853 -0.0006656493785993 -0.00657043254526 0.001170263642517
              -0.1054137639713 0.02511478066547 -0.005910127960853 -0.0006656493785993
              -0.00657043254526 0.001170263642517 -0.05367660846388 0.01427857187737
              0.02937423196695 -0.04152142911016 -0.02937423196695 0.04152142911016
              -0.09916274306872 0.09916274306872
              """);
    };
  }

  private static TorchNumbers numbers(CellKind cell, String adam, String sgd, String gradients) {
    return new TorchNumbers(cell, parse(adam), parse(sgd), parse(gradients));
  }

  private static double[] parse(String numbers) {
    return Arrays.stream(numbers.strip().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
  }

  TrainingCase trainingCase(OptimizerSpec optimizer) {
    Task task = new Task("abbabaabba", 1, List.of("a", "b"));
    return new TrainingCase("small", "PyTorch", task, cell, 2, 0, 4, optimizer, Optional.empty());
  }

  ModelState initialState(OptimizerSpec optimizer) {
    ParameterLayout layout = new ParameterLayout(cell, 2, 2);
    double[] values =
        IntStream.range(0, layout.size())
            .mapToDouble(k -> (37 * k + 11) % 64 / 64.0 - 0.5)
            .toArray();
    return ModelState.initial(split(layout, values), optimizer);
  }

  private static Parameters split(ParameterLayout layout, double[] values) {
    int[] from = {0};
    return Parameters.of(
        layout,
        name -> {
          Shape shape = layout.shape(name);
          int start = from[0];
          from[0] += shape.size();
          return Tensor.of(shape, Arrays.copyOfRange(values, start, from[0]));
        });
  }

  static double[] flat(Parameters parameters) {
    return parameters.tensors().stream()
        .flatMapToDouble(tensor -> Arrays.stream(tensor.toArray()))
        .toArray();
  }
}
