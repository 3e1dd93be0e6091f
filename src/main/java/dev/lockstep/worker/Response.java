package dev.lockstep.worker;

import dev.lockstep.verification.JobResult;

/**
 * What a worker answers.
 *
 * @param requestId the id of the request that this answers
 * @param result what came of the job
 */
record Response(String requestId, JobResult result) {}
