package dev.lockstep.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the recorder for PyTorch, so that whoever has the program has the recorder. */
@Command(
    name = "recorder",
    header = "Print the recorder for PyTorch trainings, one Python file.",
    description = {
      "Print lockstep_recorder.py, which records PyTorch trainings, and with --case writes a case",
      "file of a character network that PyTorch has trained."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lockstep recorder > lockstep_recorder.py",
      "  python3 lockstep_recorder.py train.py:train golden/my-network",
      "  python3 lockstep_recorder.py --case golden/mine.json --text \"hi?hello!!\" --cell lstm"
    })
public final class RecorderCommand implements Callable<Integer> {
  private static final String FILE = "/lockstep_recorder.py";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (InputStream file = RecorderCommand.class.getResourceAsStream(FILE)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      Output.of(spec.commandLine()).lines(text.stripTrailing());
    }
    return 0;
  }
}
