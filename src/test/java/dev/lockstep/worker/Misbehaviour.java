package dev.lockstep.worker;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;

/** What can go wrong in the middle of a training. */
enum Misbehaviour {
  NONE {
    @Override
    void happen() {}
  },
  NULL_TENSOR {
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
  PRINTS {
    @Override
    void happen() {
      System.out.println("@done");
      System.err.println("run 4c4b5354 \u001b[2J");
      System.out.print("no end");
    }
  },
  PRINTS_MUCH {
    @Override
    void happen() {
      for (int i = 0; i < 20_000; i++) {
        System.out.println("line " + i);
      }
    }
  },
  CLOSES_EVERYTHING {
    @Override
    void happen() throws Exception {
      System.in.close();
      System.out.close();
      System.err.close();
    }
  },
  READS_INPUT {
    @Override
    void happen() throws Exception {
      System.out.println("read " + System.in.read());
    }
  },
  PRINTS_A_SETTING {
    @Override
    void happen() {
      System.out.println(System.getProperty("a setting"));
    }
  },
  EXITS {
    @Override
    void happen() {
      System.exit(0);
    }
  },
  ASSERTION {
    @Override
    void happen() {
      throw new AssertionError("three is not four");
    }
  };

  /** Does it, in the worker process. */
  abstract void happen() throws Exception;

  private static void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(ProcessHandle.current().pid())).start();
    Thread.sleep(Long.MAX_VALUE);
  }
}
