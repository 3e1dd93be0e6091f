package dev.lockstep.device;

import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.UnsupportedExecutionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says which devices an implementation can compute on, without loading it, and chooses one. It
 * never puts another device in the place of one that was asked for.
 *
 * @param machine what there is
 */
public record Preflight(Machine machine) {
  private static final String PLAIN_JAVA = "it is plain Java and computes on the cpu only";

  /** The preflight of the machine that this process runs on. */
  public static Preflight ofThisMachine() {
    return new Preflight(Machine.current());
  }

  /** The host's processor, then each GPU that the driver shows, in its order. */
  public List<Availability> devices(BackendInfo backend) {
    List<Availability> devices = new ArrayList<>();
    devices.add(cpu(backend));
    devices.addAll(gpus(backend));
    return devices;
  }

  /**
   * Why there is no GPU for an implementation: plain Java, no driver, or a driver that shows none.
   * Empty if {@link #devices} has one, usable or not.
   */
  public Optional<String> withoutGpu(BackendInfo backend) {
    if (backend.natives().isEmpty()) {
      return Optional.of(PLAIN_JAVA);
    }
    if (machine.driver() instanceof NvidiaDriver.Absent absent) {
      return Optional.of(absent.reason());
    }
    return gpus(backend).isEmpty()
        ? Optional.of("the NVIDIA driver shows no GPU; see nvidia-smi and CUDA_VISIBLE_DEVICES")
        : Optional.empty();
  }

  /**
   * The device that a request means for an implementation.
   *
   * @throws UnsupportedExecutionException if it cannot compute there; {@code auto} throws only if
   *     neither a GPU nor the processor will do
   */
  public Device resolve(BackendInfo backend, DeviceRequest request) {
    List<Availability> candidates = candidates(backend, request);
    return candidates.stream()
        .filter(Availability::usable)
        .findFirst()
        .map(Availability::device)
        .orElseThrow(
            () ->
                new UnsupportedExecutionException(
                    String.format(
                        Locale.ROOT,
                        "%s cannot run on %s: %s",
                        backend.name(),
                        request.label(),
                        reasons(backend, request, candidates))));
  }

  /** What a request would be content with, the best first. */
  private List<Availability> candidates(BackendInfo backend, DeviceRequest request) {
    if (request instanceof DeviceRequest.Exactly exactly) {
      return devices(backend).stream()
          .filter(availability -> availability.device().equals(exactly.device()))
          .toList();
    }
    List<Availability> candidates = new ArrayList<>(gpus(backend));
    if (request instanceof DeviceRequest.Auto) {
      candidates.add(cpu(backend));
    }
    return candidates;
  }

  private String reasons(
      BackendInfo backend, DeviceRequest request, List<Availability> candidates) {
    Map<String, String> reasons = new LinkedHashMap<>();
    if (!request.equals(new DeviceRequest.Exactly(Device.CPU))) {
      withoutGpu(backend).ifPresent(why -> reasons.put("cuda", why));
    }
    candidates.forEach(
        candidate -> reasons.put(candidate.device().label(), candidate.obstacle().orElseThrow()));
    if (reasons.isEmpty()) {
      return "the last GPU is " + last(gpus(backend)).device();
    }
    if (reasons.size() == 1) {
      return reasons.values().iterator().next();
    }
    return reasons.entrySet().stream()
        .map(reason -> reason.getKey() + ": " + reason.getValue())
        .collect(Collectors.joining("; "));
  }

  private static Availability last(List<Availability> list) {
    return list.get(list.size() - 1);
  }

  private Availability cpu(BackendInfo backend) {
    return new Availability(
        Device.CPU,
        backend
            .natives()
            .filter(needed -> !machine.hasNatives().test(needed.cpu()))
            .map(
                needed ->
                    String.format(
                        Locale.ROOT,
                        "%s for this platform is not on the class path; build without -Pcuda, or,"
                            + " where Lockstep is a dependency, add %s",
                        needed.cpu().name(),
                        needed.artifacts())));
  }

  private List<Availability> gpus(BackendInfo backend) {
    if (backend.natives().isEmpty() || !(machine.driver() instanceof NvidiaDriver.Present driver)) {
      return List.of();
    }
    GpuRule rule = new GpuRule(backend.natives().get().cuda(), machine);
    return driver.gpus().stream()
        .map(gpu -> new Availability(Device.cuda(gpu.index()), rule.obstacle(driver, gpu)))
        .toList();
  }
}
