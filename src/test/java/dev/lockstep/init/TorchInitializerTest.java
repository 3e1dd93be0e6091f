package dev.lockstep.init;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TorchInitializerTest {

  /** What PyTorch printed for one model; the script beside the resource says in what form. */
  record Drawn(ParameterLayout layout, long seed, String ends, String checksum) {
    static Drawn parse(String line) {
      String[] fields = line.split(",");
      CellKind cell = CellKind.ofLabel(fields[0]).orElseThrow();
      return new Drawn(
          new ParameterLayout(cell, Integer.parseInt(fields[1]), Integer.parseInt(fields[2])),
          Long.parseLong(fields[3]),
          fields[4],
          fields[5]);
    }

    @Override
    public String toString() {
      return "%s, hidden %d, vocabulary %d, seed %d"
          .formatted(layout.cell(), layout.hidden(), layout.vocabulary(), seed);
    }
  }

  static Stream<Drawn> drawnByTorch() throws IOException {
    try (InputStream in = TorchInitializerTest.class.getResourceAsStream("torch-weights.csv")) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Drawn::parse);
    }
  }

  @ParameterizedTest
  @MethodSource("drawnByTorch")
  void drawsTheBitsThatTorchDraws(Drawn torch) {
    Parameters parameters = TorchInitializer.draw(torch.layout(), torch.seed());
    assertAll(
        () -> assertEquals(torch.ends(), ends(parameters)),
        () -> assertEquals(torch.checksum(), checksum(parameters)));
  }

  @Test
  void everyCellIsComparedWithTorchForSeedsOfEverySize() throws IOException {
    List<Drawn> drawn = drawnByTorch().toList();
    for (CellKind cell : CellKind.values()) {
      for (long seed : List.of(0L, 1L, 43052L, -1L, (1L << 32) + 43052, Long.MIN_VALUE)) {
        assertTrue(
            drawn.stream().anyMatch(d -> d.layout().cell() == cell && d.seed() == seed),
            () -> "nothing from PyTorch for " + cell + " with seed " + seed);
      }
    }
  }

  @Test
  void theInitialStateHoldsTheDrawnParametersAndNoHistory() {
    TrainingCase trainingCase =
        new TrainingCase(
            "a",
            "",
            new Task("ab", 1, List.of("a", "b")),
            CellKind.GRU,
            3,
            5,
            1,
            new OptimizerSpec.Sgd(0.1),
            Optional.empty());
    Parameters drawn = TorchInitializer.draw(new ParameterLayout(CellKind.GRU, 3, 2), 5);
    assertEquals(
        new ModelState(drawn, Optional.empty(), 0), TorchInitializer.initialState(trainingCase));
  }

  private static String ends(Parameters parameters) {
    List<String> ends = new ArrayList<>();
    for (Tensor tensor : parameters.tensors()) {
      ends.add(hex(tensor.get(0)));
      for (int i = Math.max(0, tensor.size() - 2); i < tensor.size(); i++) {
        ends.add(hex(tensor.get(i)));
      }
    }
    return String.join(" ", ends);
  }

  private static String hex(double value) {
    return "%08x".formatted(Float.floatToRawIntBits((float) value));
  }

  private static String checksum(Parameters parameters) {
    CRC32 crc = new CRC32();
    for (Tensor tensor : parameters.tensors()) {
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * tensor.size());
      for (float value : tensor.toFloatArray()) {
        bytes.putFloat(value);
      }
      crc.update(bytes.flip());
    }
    return "%08x".formatted(crc.getValue());
  }
}
