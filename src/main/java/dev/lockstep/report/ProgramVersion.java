package dev.lockstep.report;

/** The version of this program. */
public final class ProgramVersion {
  private ProgramVersion() {}

  /** The version in the jar's manifest, or that there is no jar. */
  public static String text() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
