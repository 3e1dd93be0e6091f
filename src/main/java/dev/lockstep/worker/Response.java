package dev.lockstep.worker;

import dev.lockstep.verification.TaskResult;

/**
 * What a worker answers.
 *
 * @param requestId the id of the request that this answers
 * @param result what came of the task
 */
record Response(String requestId, TaskResult result) {}
