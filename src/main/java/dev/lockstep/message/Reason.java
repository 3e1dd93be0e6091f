package dev.lockstep.message;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Says in one line why something was thrown, in words and not in names of classes. */
public final class Reason {
  private static final Pattern THROWN_CLASS =
      Pattern.compile("(?:[a-z_][A-Za-z0-9_]*\\.)+[A-Z][A-Za-z0-9_$]*(?:Exception|Error)(: |\\b)");
  private static final Pattern SUFFIX = Pattern.compile("(Exception|Error)$");

  private Reason() {}

  /**
   * The reason on one line that prints. Whatever only wraps something else is passed over; what has
   * no message is described by its kind, as in "null pointer".
   */
  public static String of(Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    if (cause instanceof OutOfMemoryError) {
      return "out of memory, of which Java may use "
          + (Runtime.getRuntime().maxMemory() >> 20)
          + " MiB; -Xmx gives it more";
    }
    if (cause instanceof StackOverflowError) {
      return "the stack of a thread overflowed; -Xss gives it more";
    }
    if (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException) {
      return "the class " + first(cause).replace('/', '.') + " cannot be had";
    }
    if (cause instanceof FileSystemException file) {
      return Printable.line(file.getFile() + ": " + of(file));
    }
    String message = first(cause);
    if (message.isBlank()) {
      return kind(cause);
    }
    return Printable.line(cause instanceof IOException ? message : withoutClassNames(message));
  }

  /** A message without the names of thrown classes that others put into theirs. */
  public static String withoutClassNames(String message) {
    return THROWN_CLASS.matcher(message).replaceAll("");
  }

  /** What kept a file from being used, without its name. */
  private static String of(FileSystemException thrown) {
    if (thrown.getReason() != null) {
      return thrown.getReason();
    }
    if (thrown instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (thrown instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (thrown instanceof FileAlreadyExistsException) {
      return "it is there already, and no directory";
    }
    if (thrown instanceof DirectoryNotEmptyException) {
      return "a directory that is not empty";
    }
    if (thrown instanceof NotDirectoryException) {
      return "no directory";
    }
    return thrown instanceof FileSystemLoopException ? "links that lead back to it" : kind(thrown);
  }

  private static Throwable unwrapped(Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable cause = thrown;
    while (seen.add(cause) && cause.getCause() != null && saysNothingOfItsOwn(cause)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean saysNothingOfItsOwn(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null
        || message.isBlank()
        || message.equals(thrown.getCause().toString())
        || message.equals(thrown.getCause().getMessage());
  }

  private static String first(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  private static String kind(Throwable thrown) {
    String name = SUFFIX.matcher(thrown.getClass().getSimpleName()).replaceFirst("");
    String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return words.isBlank() ? "a failure that says nothing of itself" : words;
  }
}
