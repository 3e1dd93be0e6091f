package dev.lockstep.report.html;

import java.util.Locale;

/**
 * A colour for an excess: shades of blue within what is allowed, from yellow to dark red beyond it,
 * and one for what is not finite. The style sheet has the colours.
 */
enum ExcessLevel {
  W0(0.01),
  W1(0.1),
  W2(0.3),
  W3(1),
  O0(3),
  O1(10),
  O2(100),
  O3(10_000),
  O4(Double.MAX_VALUE),
  INFINITE(Double.POSITIVE_INFINITY);

  private final double most;

  ExcessLevel(double most) {
    this.most = most;
  }

  /** The level of an excess; that of what is not finite for NaN. */
  static ExcessLevel of(double excess) {
    for (ExcessLevel level : values()) {
      if (excess <= level.most) {
        return level;
      }
    }
    return INFINITE;
  }

  /** The name that the style sheet has for it. */
  String style() {
    return name().toLowerCase(Locale.ROOT);
  }
}
