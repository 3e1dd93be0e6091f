package dev.lockstep.worker;

import dev.lockstep.verification.JobResult;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * What a worker left when it said that it was done.
 *
 * @param result the result, if it can be used
 * @param defect what is wrong with it otherwise
 */
record Answer(Optional<JobResult> result, String defect) {

  /** The answer to a request. */
  static Answer to(Request request, WorkDirectory directory, Wire wire) {
    try {
      Response response = wire.read(directory.response(), Response.class);
      return response.requestId().equals(request.id())
          ? new Answer(Optional.of(response.result()), "")
          : new Answer(Optional.empty(), "it belongs to another job");
    } catch (NoSuchFileException e) {
      return new Answer(Optional.empty(), "there is none");
    } catch (IOException e) {
      return new Answer(Optional.empty(), e.getMessage());
    }
  }
}
