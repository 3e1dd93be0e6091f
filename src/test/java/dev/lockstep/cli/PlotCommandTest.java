package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlotCommandTest {
  private static final String EXAM = Path.of("golden", "exam", "exam-rnn.json").toString();
  private static final String MLP = Path.of("golden", "recordings", "mlp-adamw").toString();
  private static final String CNN = Path.of("golden", "recordings", "cnn-sgd").toString();

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int plot(String... arguments) {
    List<String> all = new ArrayList<>(List.of("plot"));
    all.addAll(List.of(arguments));
    return Main.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
  }

  private Path picture() {
    return directory.resolve("picture.png");
  }

  private BufferedImage drawn(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--output", picture().toString()));
    assertEquals(0, plot(all.toArray(String[]::new)), err::toString);
    return ImageIO.read(picture().toFile());
  }

  /** The exam prints 0.972 in its first row, and hardly anything beside it. */
  @Test
  void theExamsArrayIsDrawnAsItIsPrintedAndAsItIsTrained() throws IOException {
    for (String whose : List.of("golden", "reference")) {
      BufferedImage image = drawn(EXAM, "--from", whose, "--in-process");
      assertEquals(400, image.getWidth(), whose);
      assertEquals(571, image.getHeight(), whose);
      assertEquals(0xff0707, image.getRGB(83 + 3 * 44, 101) & 0xffffff, whose);
      assertEquals(0xffffff, image.getRGB(83, 101) & 0xffffff, whose);
    }
    assertTrue(out.toString().endsWith("Picture: " + picture() + "\n"), out::toString);
  }

  @Test
  void whereTwoRecordingsAgreeTheMapIsPaleAndWithoutAFrame() throws IOException {
    BufferedImage same = drawn(MLP, MLP);
    boolean dark = false;
    for (int x = 200; x < same.getWidth() - 15; x++) {
      dark |= (same.getRGB(x, 200) & 0xffffff) != 0xeaf2f9;
    }
    assertEquals(false, dark);
  }

  @Test
  void whereTwoRecordingsPartTheMapIsBlackForWhatIsMissing() throws IOException {
    BufferedImage map = drawn(MLP, CNN);
    long missing = 0;
    for (int x = map.getWidth() / 2; x < map.getWidth(); x++) {
      missing += (map.getRGB(x, map.getHeight() / 2) & 0xffffff) == 0 ? 1 : 0;
    }
    assertTrue(missing > 50, missing + " black pixels in a row");
  }

  @Test
  void anEarlierPictureIsReplacedAndAnyOtherFileIsNot() throws IOException {
    drawn(MLP, MLP);
    byte[] first = Files.readAllBytes(picture());
    drawn(MLP, CNN);
    assertTrue(first.length != Files.size(picture()));
    Path text = Files.writeString(directory.resolve("notes.png"), "notes");
    assertEquals(2, plot(MLP, MLP, "--output", text.toString()));
    assertTrue(
        err.toString().contains("notes.png, which is no PNG; allowed: a new file"), err::toString);
    assertEquals("notes", Files.readString(text));
    try (var files = Files.list(directory)) {
      assertEquals(2, files.count());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "golden/exam/exam-rnn.json --from nobody --output %s | --from: found 'nobody'; allowed: ",
        "golden/exam --output %s | golden/exam: found 2 cases; allowed: the file of one case",
        "nowhere.json --output %s | nowhere.json",
        "golden/recordings/cnn-sgd nowhere --output %s | nowhere: found no such folder",
        "golden/recordings/cnn-sgd golden/recordings/cnn-sgd --from nd4j --output %s | --from",
        "golden/exam/exam-rnn.json --output nowhere/picture.png | --output: found no folder"
      })
  void whatCannotBeDrawnEndsWithTwoAndOneLine(String arguments, String said) {
    assertEquals(2, plot(arguments.replace("%s", picture().toString()).split(" ")));
    assertTrue(
        err.toString().startsWith("lockstep: ") && err.toString().contains(said), err::toString);
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(Files.notExists(picture()));
  }
}
