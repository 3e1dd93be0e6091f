package dev.lockstep.device;

import dev.lockstep.backend.Device;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a user asks for with {@code --device}; each implementation resolves it for itself. */
public sealed interface DeviceRequest {

  /** The text that {@link #parse} reads back. */
  String label();

  /**
   * Reads {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N} with N from 0 to 999.
   *
   * @throws IllegalArgumentException if it is anything else; the message names what is allowed
   */
  static DeviceRequest parse(String text) {
    switch (text) {
      case "auto":
        return new Auto();
      case "cpu":
        return new Exactly(Device.CPU);
      case "cuda":
        return new AnyCuda();
      default:
        Matcher matcher = Pattern.compile("cuda:([0-9]{1,3})").matcher(text);
        if (!matcher.matches()) {
          throw new IllegalArgumentException(
              "found '" + text + "'; allowed: auto, cpu, cuda or cuda:N (cuda:0 first)");
        }
        return new Exactly(Device.cuda(Integer.parseInt(matcher.group(1))));
    }
  }

  /** The first GPU that is usable, otherwise the host's processor. */
  record Auto() implements DeviceRequest {

    @Override
    public String label() {
      return "auto";
    }
  }

  /** The first GPU that is usable. */
  record AnyCuda() implements DeviceRequest {

    @Override
    public String label() {
      return "cuda";
    }
  }

  /**
   * That device and no other.
   *
   * @param device which
   */
  record Exactly(Device device) implements DeviceRequest {

    @Override
    public String label() {
      return device.label();
    }
  }
}
