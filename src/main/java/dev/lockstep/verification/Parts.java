package dev.lockstep.verification;

import dev.lockstep.message.Reason;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Makes parts, many at once, and catches whatever one of them throws. Where the memory runs out,
 * the part that noticed it need not be the one that filled it: it is made once more while no other
 * part is being made.
 */
final class Parts {
  private final ReadWriteLock memory = new ReentrantReadWriteLock();

  <T> Part<T> make(Supplier<T> work) {
    try {
      return new Part.Made<>(beside(work));
    } catch (Throwable thrown) {
      return new Part.Missing<>(Reason.of(thrown));
    }
  }

  private <T> T beside(Supplier<T> work) {
    try {
      return holding(memory.readLock(), work);
    } catch (OutOfMemoryError e) {
      return holding(memory.writeLock(), work);
    }
  }

  private static <T> T holding(Lock lock, Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
