package dev.lockstep.cases;

import java.nio.file.Path;

/**
 * A case and the file that it was read from.
 *
 * @param path the file, as the user named it or below the directory that the user named
 * @param trainingCase the case
 */
public record CaseFile(Path path, TrainingCase trainingCase) {}
