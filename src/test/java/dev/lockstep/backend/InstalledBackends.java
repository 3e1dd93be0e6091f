package dev.lockstep.backend;

/** A program that only asks every installed implementation what it is. */
final class InstalledBackends {
  private InstalledBackends() {}

  public static void main(String[] arguments) {
    Backends.installed().all().forEach(backend -> System.out.println(backend.info()));
  }
}
