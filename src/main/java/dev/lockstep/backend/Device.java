package dev.lockstep.backend;

/** Where an implementation computes. */
public enum Device {
  /** The host's processor. */
  CPU("cpu");

  private final String label;

  Device(String label) {
    this.label = label;
  }

  /** The name that users type and reports print. */
  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }
}
