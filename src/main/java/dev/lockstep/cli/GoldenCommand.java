package dev.lockstep.cli;

import java.util.Map;
import picocli.CommandLine.Command;

/** Proposes, accepts and looks after the goldens that trainings are compared with. */
@Command(
    name = "golden",
    header = "Propose, accept and look after goldens.",
    description = {
      "A golden, the printed array of a case or a recording, changes in two steps: propose lays",
      "another one beside it and tells the difference, accept puts that in its place at once.",
      "Neither runs where CI is set in the environment: a build must not move what it is held to."
    },
    mixinStandardHelpOptions = true,
    subcommands = {GoldenProposeCommand.class, GoldenAcceptCommand.class, GoldenListCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  lockstep golden propose golden/exam/exam-rnn.json --from djl-sequence",
      "  lockstep golden propose golden/recordings/mlp-adamw --from target/new-recording",
      "  lockstep golden accept exam-rnn",
      "  lockstep golden list"
    })
public final class GoldenCommand {

  /** Two steps and a look. */
  public GoldenCommand() {}

  /**
   * Refuses to write a golden in a build.
   *
   * @param environment where {@code CI} is looked for: not empty and not {@code false}
   * @throws BadInputException in a build
   */
  static void refuseInBuilds(String command, Map<String, String> environment) {
    String ci = environment.getOrDefault("CI", "");
    if (!ci.isEmpty() && !ci.equalsIgnoreCase("false")) {
      throw new BadInputException(
          command
              + ": found CI="
              + ci
              + " in the environment; allowed: outside of builds, which must not move what they are"
              + " held to");
    }
  }
}
