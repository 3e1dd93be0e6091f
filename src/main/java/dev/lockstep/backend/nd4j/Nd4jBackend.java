package dev.lockstep.backend.nd4j;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.ElementaryErrors;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Properties;

/** Training by hand-written cells and gradients in ND4J; all cells, both precisions. */
public final class Nd4jBackend implements Backend {
  private static final String VERSION_RESOURCE = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";

  @Override
  public BackendInfo info() {
    return new BackendInfo(
        "nd4j",
        "ND4J " + libraryVersion(),
        "cells, back-propagation through time, loss and optimizers written by hand with ND4J"
            + " operations",
        EnumSet.allOf(CellKind.class),
        Optional.of(Nd4jNatives.REQUIREMENTS),
        new ElementaryErrors(4, 4, 0.3),
        6);
  }

  @Override
  public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
    Nd4jRuntime.load(execution.device());
    return Nd4jSession.open(trainingCase, state, execution.precision());
  }

  /** From the text beside ND4J's classes, because asking a class would load the native library. */
  private static String libraryVersion() {
    try (InputStream resource = Nd4jBackend.class.getResourceAsStream(VERSION_RESOURCE)) {
      if (resource == null) {
        return "(unknown version)";
      }
      Properties properties = new Properties();
      properties.load(resource);
      return properties.getProperty("version", "(unknown version)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
