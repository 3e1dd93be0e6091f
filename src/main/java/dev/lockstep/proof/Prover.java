package dev.lockstep.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Tries every mistake on every case and recording. */
public final class Prover {
  private Prover() {}

  /**
   * Tries everything.
   *
   * @param subjects cases and recordings
   * @param atOnce how many mistakes are tried side by side, 1 or more
   * @param listener is told of each
   */
  public static Proof prove(List<Subject> subjects, int atOnce, ProofListener listener) {
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    try {
      List<SubjectProof> proofs = new ArrayList<>();
      for (Subject subject : subjects) {
        proofs.add(subject.prove(threads, listener));
      }
      return new Proof(proofs);
    } finally {
      threads.shutdownNow();
    }
  }
}
