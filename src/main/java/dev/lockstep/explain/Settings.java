package dev.lockstep.explain;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A number for every {@link Setting}, 0 unless it was given. */
public final class Settings {
  private static final int COUNT = Setting.values().length;

  private final double[] values;

  private Settings(double[] values) {
    this.values = values;
  }

  /** All are 0. */
  public static Settings none() {
    return new Settings(new double[COUNT]);
  }

  /** These settings with one changed. */
  public Settings with(Setting setting, double value) {
    double[] changed = values.clone();
    changed[setting.ordinal()] = value;
    return new Settings(changed);
  }

  /** The number of a setting. */
  public double get(Setting setting) {
    return values[setting.ordinal()];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings settings && Arrays.equals(values, settings.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Those that are not 0, as {@code {lr=0.001, eps=1e-8}}. */
  @Override
  public String toString() {
    Map<String, String> given = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      if (get(setting) != 0) {
        given.put(setting.label(), Decimal.text(get(setting)));
      }
    }
    return given.toString();
  }
}
