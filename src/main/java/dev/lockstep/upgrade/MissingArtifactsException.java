package dev.lockstep.upgrade;

import java.nio.file.Path;
import java.util.List;

/** Some artifacts of a version are not in the local repository. */
public final class MissingArtifactsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final List<String> commands;

  MissingArtifactsException(Path repository, List<Artifact> missing) {
    super(
        missing.size()
            + (missing.size() == 1 ? " artifact is" : " artifacts are")
            + " not in the local repository "
            + repository);
    this.commands =
        missing.stream().map(artifact -> "mvn dependency:get -Dartifact=" + artifact).toList();
  }

  /** What fetches each of them, one command an artifact; not all need be known at once. */
  public List<String> commands() {
    return commands;
  }
}
