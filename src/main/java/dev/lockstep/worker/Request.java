package dev.lockstep.worker;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.OtherVersion;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.verification.Job;
import java.util.UUID;

/**
 * What a worker is asked to do.
 *
 * @param id drawn at random, so that no other request has it; the response repeats it
 * @param trainingCase the case
 * @param backendClass the implementation's class, which has a public constructor without parameters
 * @param execution precision and device
 * @param mode whether lockstep is run too
 */
record Request(
    String id, TrainingCase trainingCase, String backendClass, Execution execution, Job.Mode mode) {

  /** A request for a job, with an id of its own. */
  static Request of(Job job) {
    return new Request(
        UUID.randomUUID().toString(),
        job.caseFile().trainingCase(),
        made(job.backend()).getClass().getName(),
        job.execution(),
        job.mode());
  }

  /** What is made in the worker, where another version of a library is the only one. */
  static Backend made(Backend backend) {
    return backend instanceof OtherVersion other ? other.inForce() : backend;
  }
}
