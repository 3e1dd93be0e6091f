/**
 * Runs training jobs in processes of their own, so that native code which crashes, hangs or fills
 * the memory takes one result with it and no more.
 *
 * <p>{@link dev.lockstep.worker.WorkerRunner} keeps a Java process for each implementation and
 * device, replaces it when it dies, and says why it died; {@link dev.lockstep.worker.WorkerMain} is
 * what runs there. The two exchange files in a private temporary directory, and speak on a socket
 * there, so that standard input, output and error belong to the implementation. May use everything
 * up to {@code verification} and Jackson's CBOR; decides nothing about numbers and prints nothing
 * to the user.
 */
package dev.lockstep.worker;
