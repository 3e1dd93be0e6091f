package dev.lockstep.report;

/**
 * Where a run took place.
 *
 * @param os the operating system with its version
 * @param architecture the processor's architecture, in Java's words
 * @param jvm the virtual machine with its version
 * @param processors how many processors the virtual machine may use
 */
public record MachineFacts(String os, String architecture, String jvm, int processors) {

  /** The machine that this process runs on. */
  public static MachineFacts ofThisMachine() {
    return new MachineFacts(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        Runtime.getRuntime().availableProcessors());
  }

  /** One line with all of it. */
  @Override
  public String toString() {
    return os + " " + architecture + ", " + processors + " processors, " + jvm;
  }
}
