package dev.lockstep.cli;

import dev.lockstep.message.Printable;
import dev.lockstep.verification.ProgressListener;
import dev.lockstep.verification.TaskResult;
import dev.lockstep.verification.TrainingTask;
import java.io.Console;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how a verification gets on: a bar on a terminal, a line for each task elsewhere. */
interface TaskProgress extends ProgressListener, AutoCloseable {

  @Override
  void close();

  /**
   * Progress on the error stream.
   *
   * @param tasks all tasks to come
   */
  static TaskProgress of(List<TrainingTask> tasks, Output err) {
    return isTerminal() ? new Bar(tasks) : new Lines(tasks.size(), err);
  }

  private static boolean isTerminal() {
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

  /** One bar over the epochs of all tasks. */
  final class Bar implements TaskProgress {
    private final ProgressBar bar;

    Bar(List<TrainingTask> tasks) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("Training")
              .setUnit(" epochs", 1)
              .setInitialMax(tasks.stream().mapToLong(TrainingTask::epochs).sum())
              .setStyle(ProgressBarStyle.ASCII)
              .build();
    }

    @Override
    public void started(TrainingTask task) {
      bar.setExtraMessage(" " + Printable.line(task.toString()));
    }

    @Override
    public void epochDone(TrainingTask task, int epoch) {
      bar.step();
    }

    @Override
    public void finished(TrainingTask task, TaskResult result) {}

    @Override
    public void close() {
      bar.close();
    }
  }

  /** One line for each task that has ended. */
  final class Lines implements TaskProgress {
    private final int tasks;
    private final Output err;
    private int ended;

    Lines(int tasks, Output err) {
      this.tasks = tasks;
      this.err = err;
    }

    @Override
    public void started(TrainingTask task) {}

    @Override
    public void epochDone(TrainingTask task, int epoch) {}

    @Override
    public synchronized void finished(TrainingTask task, TaskResult result) {
      ended++;
      err.line("[" + ended + "/" + tasks + "] " + task + ": " + outcome(result));
    }

    private static String outcome(TaskResult result) {
      if (result instanceof TaskResult.Completed completed) {
        return String.format(Locale.ROOT, "trained in %.1f s", completed.seconds());
      }
      return result instanceof TaskResult.Unsupported unsupported
          ? "unsupported: " + unsupported.reason()
          : "failed: " + ((TaskResult.Failed) result).reason();
    }

    @Override
    public void close() {}
  }
}
