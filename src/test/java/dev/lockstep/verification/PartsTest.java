package dev.lockstep.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PartsTest {
  private final Parts parts = new Parts();

  @Test
  void whatIsMadeIsThere() {
    assertEquals(new Part.Made<>(3), parts.make(() -> 3));
  }

  @Test
  void anErrorOfAnyKindIsAReason() {
    assertEquals(
        new Part.Missing<>("three is not four"),
        parts.make(
            () -> {
              throw new AssertionError("three is not four");
            }));
    assertTrue(
        parts
            .make(
                () -> {
                  throw new StackOverflowError();
                })
            .orElse(reason -> reason)
            .toString()
            .contains("-Xss"));
  }

  @Test
  void whoeverFindsTheMemoryFullTriesOnceMoreWhileNoOtherPartIsMade() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean otherIsDone = new AtomicBoolean();
    CompletableFuture<Part<Integer>> other =
        CompletableFuture.supplyAsync(
            () ->
                parts.make(
                    () -> {
                      begun.countDown();
                      pause();
                      otherIsDone.set(true);
                      return 1;
                    }));
    begun.await();
    AtomicInteger tries = new AtomicInteger();
    Part<Boolean> part =
        parts.make(
            () -> {
              if (tries.incrementAndGet() == 1) {
                assertFalse(otherIsDone.get());
                throw new OutOfMemoryError("Java heap space");
              }
              return otherIsDone.get();
            });
    assertEquals(new Part.Made<>(true), part);
    assertEquals(new Part.Made<>(1), other.get(1, TimeUnit.MINUTES));
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoeverFillsTheMemoryAloneSaysHowMuchThereIs() {
    Part<Integer> part =
        parts.make(
            () -> {
              throw new OutOfMemoryError("Java heap space");
            });
    String reason = ((Part.Missing<Integer>) part).reason();
    assertTrue(reason.contains("out of memory") && reason.contains("-Xmx"), reason);
  }
}
