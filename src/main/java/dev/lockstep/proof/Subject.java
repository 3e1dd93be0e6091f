package dev.lockstep.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/** A case or recording on which mistakes are tried. */
public sealed interface Subject permits CaseSubject, RecordingSubject {

  /** As printed. */
  String name();

  /** How many mistakes are tried; those that turn out not to apply count. */
  int trials();

  /**
   * Tries them.
   *
   * @param threads where that is done
   * @param listener is told of each
   */
  SubjectProof prove(ExecutorService threads, ProofListener listener);

  /** What a function makes of each of some values, in their order, several at once. */
  static <A, B> List<B> each(ExecutorService threads, List<A> values, Function<A, B> function) {
    List<Future<B>> futures = new ArrayList<>();
    for (A value : values) {
      futures.add(threads.submit(() -> function.apply(value)));
    }
    List<B> results = new ArrayList<>();
    for (Future<B> future : futures) {
      try {
        results.add(future.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException thrown) {
          throw thrown;
        }
        if (e.getCause() instanceof Error thrown) {
          throw thrown;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
    return results;
  }
}
