package dev.lockstep;

import java.util.Arrays;
import java.util.Random;

/** Damages a file's bytes in the ways that disks, editors and half-finished copies do. */
public final class Damage {
  private static final String TELLING = "0123456789-.e[]{},:\"\\\u0000";

  /** Where headers and settings lie. */
  private static final int BEGINNING = 400;

  private Damage() {}

  /** A damaged copy of a file that is not empty. */
  public static byte[] of(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int early = random.nextInt(Math.min(bytes.length, BEGINNING));
    switch (random.nextInt(5)) {
      case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[early] = (byte) random.nextInt(256);
      case 2 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 3 -> {
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, random.nextInt(16));
        System.arraycopy(whole, random.nextInt(bytes.length - length + 1), bytes, at, length);
      }
      default -> bytes[early] = (byte) TELLING.charAt(random.nextInt(TELLING.length()));
    }
    return bytes;
  }
}
