package dev.lockstep.cli;

import dev.lockstep.message.Printable;
import dev.lockstep.proof.ProofListener;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how a proof gets on and what time is left: a bar on a terminal, lines elsewhere. */
interface ProofProgress extends ProofListener, AutoCloseable {

  @Override
  void close();

  /**
   * Progress on the error stream.
   *
   * @param trials how many mistakes are to be tried
   */
  static ProofProgress of(int trials, Output err) {
    return JobProgress.isTerminal() ? new Bar(trials) : new Lines(trials, err, System::nanoTime);
  }

  /** One bar over all trials. */
  final class Bar implements ProofProgress {
    private final ProgressBar bar;

    Bar(int trials) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("Trying")
              .setUnit(" mistakes", 1)
              .setInitialMax(trials)
              .setStyle(ProgressBarStyle.ASCII)
              .build();
    }

    @Override
    public void tried(String subject, String mistake) {
      bar.step();
      bar.setExtraMessage(" " + Printable.line(subject));
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** One line now and then. */
  final class Lines implements ProofProgress {
    private static final long LONGEST_SILENCE = 10_000_000_000L;
    private static final double NANOSECONDS = 1e9;

    private final int trials;
    private final Output err;
    private final LongSupplier nanoTime;
    private final long start;
    private long lastLine;
    private int tried;

    Lines(int trials, Output err, LongSupplier nanoTime) {
      this.trials = trials;
      this.err = err;
      this.nanoTime = nanoTime;
      this.start = nanoTime.getAsLong();
      this.lastLine = start;
    }

    @Override
    public synchronized void tried(String subject, String mistake) {
      tried++;
      long now = nanoTime.getAsLong();
      if (now - lastLine >= LONGEST_SILENCE) {
        lastLine = now;
        double left = (now - start) / NANOSECONDS / tried * (trials - tried);
        err.line(
            String.format(
                Locale.ROOT,
                "[%d/%d] %s: %s; about %.0f s left",
                tried,
                trials,
                subject,
                mistake,
                left));
      }
    }

    @Override
    public void close() {}
  }
}
