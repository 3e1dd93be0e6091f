package dev.lockstep.cli;

import picocli.CommandLine;

/** Runs the command in a process of its own. */
final class BackendsMain {

  private BackendsMain() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BackendsCommand()).execute(arguments));
  }
}
