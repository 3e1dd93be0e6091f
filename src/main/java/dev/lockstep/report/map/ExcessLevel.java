package dev.lockstep.report.map;

import java.util.Locale;

/**
 * A colour for an excess: shades of blue within what is allowed, from yellow to dark red beyond it,
 * and one each for what is not finite and for what there is no excess of. The style sheet of pages
 * has the same colours, and others for the dark.
 */
public enum ExcessLevel {
  W0(0.01, 0xeaf2f9),
  W1(0.1, 0xcfe1f0),
  W2(0.3, 0xa6c9e4),
  W3(1, 0x77aed6),
  O0(3, 0xffd97a),
  O1(10, 0xffa94d),
  O2(100, 0xef6424),
  O3(10_000, 0xc2272d),
  O4(Double.MAX_VALUE, 0x740a22),
  INFINITE(Double.POSITIVE_INFINITY, 0x000000),
  /** Nothing says how far it may differ. */
  UNJUDGED(Double.NaN, 0xa3a3a3),
  /** Rounding alone may turn a decision before it. */
  UNDECIDED(Double.NaN, 0xcdbdea),
  /** Nothing was compared. */
  ABSENT(Double.NaN, 0xffffff);

  private final double most;
  private final int rgb;

  ExcessLevel(double most, int rgb) {
    this.most = most;
    this.rgb = rgb;
  }

  /** The level of an excess; that of what is not finite for NaN. */
  public static ExcessLevel of(double excess) {
    for (ExcessLevel level : values()) {
      if (excess <= level.most) {
        return level;
      }
    }
    return INFINITE;
  }

  /** The name that the style sheet has for it. */
  public String style() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The colour on white: red, green and blue of eight bits each, red the highest. */
  public int rgb() {
    return rgb;
  }
}
