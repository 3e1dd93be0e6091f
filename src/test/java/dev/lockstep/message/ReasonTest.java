package dev.lockstep.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ReasonTest {

  @Test
  void aMessageStandsAloneAndOnOneLine() {
    assertEquals("out of order", Reason.of(new IllegalStateException("out of order")));
    assertEquals("first", Reason.of(new IllegalStateException("first\nsecond")));
    assertEquals("a\\u001b[2J", Reason.of(new IllegalStateException("a\u001b[2J")));
  }

  @Test
  void whatOnlyWrapsSomethingElseIsPassedOver() {
    IOException cause = new IOException("disk on fire");
    assertEquals("disk on fire", Reason.of(new CompletionException(cause)));
    assertEquals("disk on fire", Reason.of(new UncheckedIOException(cause)));
    assertEquals("while saving", Reason.of(new IllegalStateException("while saving", cause)));
  }

  @Test
  void whatHasNoMessageIsDescribedByItsKind() {
    assertEquals("null pointer", Reason.of(new NullPointerException()));
    assertEquals("assertion", Reason.of(new AssertionError()));
    assertEquals("illegal state", Reason.of(new IllegalStateException("")));
  }

  @Test
  void filesAreNamedWithWhatIsWrong() {
    assertEquals("a.json: no such file or directory", Reason.of(new NoSuchFileException("a.json")));
    assertEquals("a.json: permission denied", Reason.of(new AccessDeniedException("a.json")));
  }

  @Test
  void exhaustedMemoryAndStackSayWhatWouldHelp() {
    String memory = Reason.of(new CompletionException(new OutOfMemoryError("Java heap space")));
    assertTrue(memory.startsWith("out of memory, of which Java may use "), memory);
    assertTrue(memory.endsWith(" MiB; -Xmx gives it more"), memory);
    assertEquals(
        "the stack of a thread overflowed; -Xss gives it more",
        Reason.of(new StackOverflowError()));
    assertEquals("the class a.B cannot be had", Reason.of(new NoClassDefFoundError("a/B")));
  }

  @Test
  void namesOfThrownClassesInMessagesOfOthersAreLeftOut() {
    assertEquals(
        "cannot convert 'x' (Nul character)",
        Reason.withoutClassNames(
            "cannot convert 'x' (java.nio.file.InvalidPathException: Nul character)"));
  }
}
