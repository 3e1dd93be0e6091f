package dev.lockstep.cli;

import dev.lockstep.message.Printable;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.JobResult;
import dev.lockstep.verification.ProgressListener;
import dev.lockstep.verification.TimeNeed;
import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how a verification gets on: a bar on a terminal, a line for each job elsewhere. */
interface JobProgress extends ProgressListener, AutoCloseable {

  @Override
  void close();

  /**
   * Progress on the error stream, which begins with how long it may take if that is long.
   *
   * @param jobs all jobs to come
   */
  static JobProgress of(List<Job> jobs, Output err) {
    TimeNeed.notice(jobs, Runtime.getRuntime().maxMemory()).ifPresent(err::line);
    return isTerminal() ? new Bar(jobs, err) : new Lines(jobs.size(), err, System::nanoTime);
  }

  /** Whether somebody watches. */
  static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // Since JDK 22 there is a console without a terminal too, and a method that tells.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** Something that an implementation printed, as its own. */
  private static String output(Job job, String line) {
    return job + " | " + line;
  }

  /** One bar over the epochs of all jobs. */
  final class Bar implements JobProgress {
    private final ProgressBar bar;
    private final Output err;

    Bar(List<Job> jobs, Output err) {
      this.err = err;
      bar =
          new ProgressBarBuilder()
              .setTaskName("Training")
              .setUnit(" epochs", 1)
              .setInitialMax(jobs.stream().mapToLong(Job::epochs).sum())
              .setStyle(ProgressBarStyle.ASCII)
              .build();
    }

    @Override
    public void started(Job job) {
      bar.setExtraMessage(" " + Printable.line(job.toString()));
    }

    @Override
    public void epochDone(Job job, int epoch) {
      bar.step();
    }

    @Override
    public synchronized void printed(Job job, String line) {
      // The bar's line stays as it is, and the next one is drawn below.
      err.line("");
      err.line(output(job, line));
    }

    @Override
    public void finished(Job job, JobResult result) {}

    @Override
    public void close() {
      bar.close();
    }
  }

  /** One line for each job that has ended, and for one under way where nothing else is said. */
  final class Lines implements JobProgress {
    private final int jobs;
    private static final long LONGEST_SILENCE = 10_000_000_000L;

    private final Output err;
    private final LongSupplier nanoTime;
    private long lastLine;
    private int ended;

    Lines(int jobs, Output err, LongSupplier nanoTime) {
      this.jobs = jobs;
      this.err = err;
      this.nanoTime = nanoTime;
      this.lastLine = nanoTime.getAsLong();
    }

    @Override
    public void started(Job job) {}

    @Override
    public synchronized void epochDone(Job job, int epoch) {
      if (nanoTime.getAsLong() - lastLine >= LONGEST_SILENCE) {
        say(job + ": epoch " + epoch + " of " + job.epochs());
      }
    }

    @Override
    public synchronized void printed(Job job, String line) {
      err.line(output(job, line));
    }

    @Override
    public synchronized void finished(Job job, JobResult result) {
      ended++;
      say(job + ": " + outcome(result));
    }

    private void say(String what) {
      lastLine = nanoTime.getAsLong();
      err.line("[" + ended + "/" + jobs + "] " + what);
    }

    private static String outcome(JobResult result) {
      return result.map(
          completed -> String.format(Locale.ROOT, "trained in %.1f s", completed.seconds()),
          unsupported -> "unsupported: " + unsupported.reason(),
          failed -> "failed: " + failed.reason());
    }

    @Override
    public void close() {}
  }
}
