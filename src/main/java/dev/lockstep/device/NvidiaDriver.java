package dev.lockstep.device;

import dev.lockstep.backend.CudaVersion;
import java.util.List;

/** What is known of the NVIDIA driver. */
public sealed interface NvidiaDriver {

  /**
   * A driver that answers.
   *
   * @param newest the newest version of CUDA that it runs
   * @param gpus the GPUs that it shows to this process, in its order; may be empty
   */
  record Present(CudaVersion newest, List<Gpu> gpus) implements NvidiaDriver {

    /** Copies the list. */
    public Present {
      gpus = List.copyOf(gpus);
    }
  }

  /**
   * No driver, or one that does not start.
   *
   * @param reason one line
   */
  record Absent(String reason) implements NvidiaDriver {}
}
