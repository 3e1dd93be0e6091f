package dev.lockstep.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.verification.JobResult;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker left that said it was done. */
class AnswerTest {
  private static final JobResult RESULT = new JobResult.Unsupported("made up");

  @TempDir Path directory;

  private final Wire wire = new Wire();
  private final Request request = Request.of(Examples.job(new ReferenceBackend(), ""));
  private WorkDirectory work;

  @BeforeEach
  void makeDirectory() {
    work = new WorkDirectory(directory);
  }

  private Answer answer() {
    return Answer.to(request, work, wire);
  }

  private byte[] response(String requestId) throws Exception {
    wire.write(work.response(), new Response(requestId, RESULT));
    return Files.readAllBytes(work.response());
  }

  private Answer answerAfter(byte[] response) throws Exception {
    Files.write(work.response(), response);
    return answer();
  }

  private static Answer unusable(String defect) {
    return new Answer(Optional.empty(), defect);
  }

  @Test
  void aWholeResultOfTheJobIsTheAnswer() throws Exception {
    response(request.id());
    assertEquals(new Answer(Optional.of(RESULT), ""), answer());
  }

  @Test
  void aMissingResultIsNone() {
    assertEquals(unusable("there is none"), answer());
  }

  @Test
  void garbageIsNone() throws Exception {
    assertEquals(
        unusable("it starts with 77686174, not 4c4b5354"),
        answerAfter("what a library printed in the wrong place\n".getBytes()));
  }

  @Test
  void halfAResultIsNone() throws Exception {
    byte[] whole = response(request.id());
    Answer answer = answerAfter(Arrays.copyOf(whole, whole.length / 2));
    assertTrue(
        answer.defect().matches("a message of \\d+ bytes, announced as \\d+"), answer.defect());
  }

  @Test
  void aTornResultIsNone() throws Exception {
    byte[] whole = response(request.id());
    whole[whole.length - 1] ^= 1;
    assertEquals(unusable("its checksum does not match its content"), answerAfter(whole));
  }

  @Test
  void theResultOfAnotherJobIsNone() throws Exception {
    response("another");
    assertEquals(unusable("it belongs to another job"), answer());
  }

  @Test
  void theResultOfAnotherVersionIsNone() throws Exception {
    byte[] whole = response(request.id());
    ByteBuffer.wrap(whole).putInt(Integer.BYTES, Frame.VERSION + 1);
    assertEquals(unusable("format version 2, not 1"), answerAfter(whole));
  }
}
