package dev.lockstep.backend;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import java.nio.file.Path;
import java.util.List;

/**
 * An implementation with another version of its library than this process has. It says here what it
 * is, and trains in a process of its own class path.
 *
 * @param inForce the same implementation with the version in force
 * @param version the other version, which its name ends with
 * @param library the library that computes, with its version
 * @param option the option that asked for it, such as {@code --with djl=0.36.0}, word by word
 * @param classPath the whole class path of its process
 */
public record OtherVersion(
    Backend inForce, String version, String library, List<String> option, List<Path> classPath)
    implements Backend {

  /** Copies the lists. */
  public OtherVersion {
    option = List.copyOf(option);
    classPath = List.copyOf(classPath);
  }

  @Override
  public BackendInfo info() {
    BackendInfo info = inForce.info();
    return new BackendInfo(
        info.name() + "@" + version,
        library,
        info.description(),
        info.cells(),
        info.natives(),
        info.elementaryErrors(),
        info.microsecondsPerStep());
  }

  /**
   * Refuses.
   *
   * @throws UnsupportedExecutionException always: this process has loaded the version in force
   */
  @Override
  public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
    throw new UnsupportedExecutionException(
        library + " can be had in a worker process only, as this one has another version");
  }
}
