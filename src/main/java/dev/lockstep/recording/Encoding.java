package dev.lockstep.recording;

import dev.lockstep.tensor.ElementType;
import java.nio.ByteBuffer;

/** The bytes of elements, little-endian as safetensors keeps them. */
final class Encoding {
  private static final int HALVES = 1 << 16;
  private static final float[] FLOAT16 = new float[HALVES];

  static {
    for (int bits = 0; bits < HALVES; bits++) {
      FLOAT16[bits] = float16((short) bits);
    }
  }

  private Encoding() {}

  /**
   * Elements as {@code double}, exact but for integers beyond 2^53.
   *
   * @param bytes holds them from its position on
   */
  static void widen(ElementType type, ByteBuffer bytes, double[] into, int at, int count) {
    switch (type) {
      case F64 -> bytes.asDoubleBuffer().get(into, at, count);
      case F32 -> {
        float[] floats = new float[count];
        bytes.asFloatBuffer().get(floats);
        for (int i = 0; i < count; i++) {
          into[at + i] = floats[i];
        }
      }
      case F16 -> {
        short[] halves = shorts(bytes, count);
        for (int i = 0; i < count; i++) {
          into[at + i] = FLOAT16[halves[i] & (HALVES - 1)];
        }
      }
      case BF16 -> {
        short[] halves = shorts(bytes, count);
        for (int i = 0; i < count; i++) {
          into[at + i] = Float.intBitsToFloat(halves[i] << Short.SIZE);
        }
      }
      case I64 -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = bytes.getLong();
        }
      }
      case I32 -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = bytes.getInt();
        }
      }
      case I16 -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = bytes.getShort();
        }
      }
      case I8 -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = bytes.get();
        }
      }
      case U8 -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = Byte.toUnsignedInt(bytes.get());
        }
      }
      case BOOL -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = bytes.get() == 0 ? 0 : 1;
        }
      }
    }
  }

  /**
   * Puts elements as bytes, rounded to the type: to the nearest number of a floating-point type,
   * towards zero for integers.
   *
   * @param bytes takes them from its position on
   */
  static void narrow(ElementType type, double[] elements, int count, ByteBuffer bytes) {
    for (int i = 0; i < count; i++) {
      double element = elements[i];
      switch (type) {
        case F64 -> bytes.putDouble(element);
        case F32 -> bytes.putFloat((float) element);
        case F16 -> bytes.putShort(float16Bits(type.round(element)));
        case BF16 -> bytes.putShort(bfloat16Bits(type.round(element)));
        case I64 -> bytes.putLong((long) element);
        case I32 -> bytes.putInt((int) element);
        case I16 -> bytes.putShort((short) element);
        case I8, U8 -> bytes.put((byte) element);
        case BOOL -> bytes.put((byte) (element == 0 ? 0 : 1));
      }
    }
  }

  /** Of a number that the format holds: the upper half of its float32. */
  private static short bfloat16Bits(double value) {
    int bits = Float.floatToRawIntBits((float) value) >>> Short.SIZE;
    return (short) (Double.isNaN(value) ? bits | 1 : bits);
  }

  /** Of a number that the format holds. */
  private static short float16Bits(double value) {
    int sign = value < 0 || 1 / value < 0 ? 0x8000 : 0;
    double magnitude = Math.abs(value);
    if (!(magnitude <= Double.MAX_VALUE)) {
      return (short) (sign | (Double.isNaN(value) ? 0x7e00 : 0x7c00));
    }
    int exponent = Math.getExponent(magnitude);
    if (exponent < -14) {
      return (short) (sign | (int) (magnitude * 0x1p24));
    }
    int significand = (int) (Math.scalb(magnitude, 10 - exponent)) - (1 << 10);
    return (short) (sign | (exponent + 15 << 10) | significand);
  }

  private static short[] shorts(ByteBuffer bytes, int count) {
    short[] halves = new short[count];
    bytes.asShortBuffer().get(halves);
    return halves;
  }

  /** 1 bit of sign, 5 of exponent, 10 of significand; subnormal where the exponent is 0. */
  private static float float16(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int significand = bits & 0x3ff;
    float magnitude;
    if (exponent == 0x1f) {
      magnitude = significand == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = significand * 0x1p-24f;
    } else {
      magnitude = Math.scalb(1 + significand * 0x1p-10f, exponent - 15);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
