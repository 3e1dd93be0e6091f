package dev.lockstep.init;

/**
 * The generator MT19937 of Matsumoto and Nishimura (1998), with the authors' {@code init_genrand}
 * seeding of 2002: the one behind {@code torch.manual_seed} on a CPU. Not for several threads.
 */
public final class MersenneTwister {
  private static final int WORDS = 624;
  private static final int SHIFT = 397;
  private static final int TWIST = 0x9908b0df;
  private static final int HIGH_BIT = 0x80000000;

  private final int[] state = new int[WORDS];
  private int next = WORDS;

  /**
   * @param seed any 32 bits
   */
  public MersenneTwister(int seed) {
    state[0] = seed;
    for (int i = 1; i < WORDS; i++) {
      int previous = state[i - 1];
      state[i] = 1812433253 * (previous ^ (previous >>> 30)) + i;
    }
  }

  /** The next 32 bits. */
  public int nextInt() {
    if (next == WORDS) {
      twist();
      next = 0;
    }
    int bits = state[next++];
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    return bits ^ (bits >>> 18);
  }

  private void twist() {
    for (int i = 0; i < WORDS; i++) {
      int joined = (state[i] & HIGH_BIT) | (state[(i + 1) % WORDS] & ~HIGH_BIT);
      int twisted = (joined >>> 1) ^ ((joined & 1) == 0 ? 0 : TWIST);
      state[i] = state[(i + SHIFT) % WORDS] ^ twisted;
    }
  }
}
