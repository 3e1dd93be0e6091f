package dev.lockstep.cli;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.NativeArtifact;
import dev.lockstep.backend.NativeRequirements;
import dev.lockstep.device.Availability;
import dev.lockstep.device.Gpu;
import dev.lockstep.device.NvidiaDriver;
import dev.lockstep.device.Preflight;
import dev.lockstep.report.said.AlignedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Lists the implementations, the natives found for them and the devices that they can compute on,
 * without loading any of them.
 */
@Command(
    name = "backends",
    description = "List the implementations and the devices that each can compute on.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  lockstep backends", "  lockstep backends --backend-path my.jar"})
public final class BackendsCommand implements Runnable {
  private static final List<String> HEADINGS =
      List.of("Backend", "Library", "Natives", "Device", "Usable");

  private final Supplier<Backends> backends;
  private final Supplier<Preflight> preflight;

  @Mixin private BackendPath backendPath;

  @Spec private CommandSpec spec;

  /** The installed implementations on this machine. */
  public BackendsCommand() {
    this(Backends::installed, Preflight::ofThisMachine);
  }

  /**
   * Both are asked for only when the command runs.
   *
   * @param backends the implementations
   * @param preflight what they can compute on
   */
  BackendsCommand(Supplier<Backends> backends, Supplier<Preflight> preflight) {
    this.backends = backends;
    this.preflight = preflight;
  }

  @Override
  public void run() {
    Preflight found = preflight.get();
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    Backends all = backendPath.added(backends);
    for (Backend backend : all.all()) {
      rows.addAll(rows(backend.info(), found));
    }
    Output out = Output.of(spec.commandLine());
    AlignedTable.lines(rows).forEach(out::line);
    all.unavailable().forEach(out::line);
    out.line("");
    describe(found.machine().driver()).forEach(out::line);
  }

  private static List<List<String>> rows(BackendInfo info, Preflight preflight) {
    List<List<String>> devices = new ArrayList<>();
    for (Availability availability : preflight.devices(info)) {
      devices.add(List.of(availability.device().label(), usable(availability)));
    }
    preflight.withoutGpu(info).ifPresent(why -> devices.add(List.of("cuda", "no: " + why)));
    List<String> first = List.of(info.name(), info.library(), natives(info, preflight));
    List<String> further = List.of("", "", "");
    List<List<String>> rows = new ArrayList<>();
    for (List<String> device : devices) {
      List<String> start = rows.isEmpty() ? first : further;
      rows.add(Stream.concat(start.stream(), device.stream()).toList());
    }
    return rows;
  }

  private static String usable(Availability availability) {
    return availability.obstacle().map(why -> "no: " + why).orElse("yes");
  }

  private static String natives(BackendInfo info, Preflight preflight) {
    if (info.natives().isEmpty()) {
      return "needs none";
    }
    NativeRequirements needed = info.natives().get();
    String found =
        Stream.of(needed.cpu(), needed.cuda().natives())
            .filter(preflight.machine().hasNatives())
            .map(NativeArtifact::name)
            .collect(Collectors.joining(", "));
    return found.isEmpty() ? "none found" : found;
  }

  private static List<String> describe(NvidiaDriver driver) {
    if (driver instanceof NvidiaDriver.Absent absent) {
      return List.of(absent.reason());
    }
    NvidiaDriver.Present present = (NvidiaDriver.Present) driver;
    List<String> lines = new ArrayList<>();
    lines.add(
        "NVIDIA driver: runs CUDA up to "
            + present.newest()
            + ", shows "
            + present.gpus().size()
            + " GPU(s)");
    present.gpus().forEach(gpu -> lines.add(describe(gpu)));
    return lines;
  }

  private static String describe(Gpu gpu) {
    return String.format(
        Locale.ROOT,
        "  cuda:%d  %s, %.1f GiB, compute capability %s",
        gpu.index(),
        gpu.name(),
        gpu.memoryBytes() / 0x1p30,
        gpu.capability());
  }
}
