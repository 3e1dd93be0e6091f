package dev.lockstep.worker;

import com.sun.jna.Pointer;
import dev.lockstep.verification.JobResult;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What can go wrong in the middle of a training. */
enum Misbehaviour {
  NONE {
    @Override
    void happen() {}
  },
  KILLED {
    @Override
    void happen() throws Exception {
      signal("KILL");
    }
  },
  TERMINATED {
    @Override
    void happen() throws Exception {
      signal("TERM");
    }
  },
  CRASH {
    @Override
    void happen() {
      new Pointer(16).setInt(0, 1);
    }
  },
  HANG {
    @Override
    void happen() throws Exception {
      Process child = new ProcessBuilder("sleep", "600").start();
      while (true) {
        System.out.println("hanging with child " + child.pid());
        Thread.sleep(100);
      }
    }
  },
  OUT_OF_HEAP {
    @Override
    void happen() {
      List<long[]> kept = new ArrayList<>();
      while (true) {
        kept.add(new long[1 << 20]);
      }
    }
  },
  EXCEPTION {
    @Override
    void happen() {
      throw new IllegalStateException("cell 3 is on fire");
    }
  },
  NO_RESULT {
    @Override
    void happen() throws Exception {
      sayDone();
    }
  },
  GARBAGE {
    @Override
    void happen() throws Exception {
      endWith("what a library printed in the wrong place\n".getBytes());
    }
  },
  HALF_A_RESULT {
    @Override
    void happen() throws Exception {
      byte[] whole = frame("mine");
      endWith(Arrays.copyOf(whole, whole.length / 2));
    }
  },
  TORN_RESULT {
    @Override
    void happen() throws Exception {
      byte[] whole = frame("mine");
      whole[whole.length - 1] ^= 1;
      endWith(whole);
    }
  },
  RESULT_OF_ANOTHER_JOB {
    @Override
    void happen() throws Exception {
      endWith(frame("another"));
    }
  },
  RESULT_OF_ANOTHER_VERSION {
    @Override
    void happen() throws Exception {
      byte[] whole = frame("mine");
      ByteBuffer.wrap(whole).putInt(Integer.BYTES, Frame.VERSION + 1);
      endWith(whole);
    }
  };

  /** Does it, in the worker process. */
  abstract void happen() throws Exception;

  private static void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(ProcessHandle.current().pid())).start();
    Thread.sleep(Long.MAX_VALUE);
  }

  private static void sayDone() throws InterruptedException {
    PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
    answers.println(OutputLines.DONE);
    Thread.sleep(Long.MAX_VALUE);
  }

  private static WorkDirectory ownDirectory() {
    return new WorkDirectory(Path.of(System.getProperty("java.io.tmpdir")).getParent());
  }

  private static byte[] frame(String requestId) throws IOException {
    Path file = ownDirectory().temporary().resolve("frame");
    new Wire().write(file, new Response(requestId, new JobResult.Unsupported("made up")));
    return Files.readAllBytes(file);
  }

  private static void endWith(byte[] response) throws Exception {
    Files.write(ownDirectory().response(), response);
    sayDone();
  }
}
