package dev.lockstep.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Holds a group's rule and settings against every element of its parameters in every step. */
final class Verification {
  private static final int ELEMENTS_OF_ALL_STEPS = 1 << 15;
  private static final int LEAST_BLOCK = 64;

  private Verification() {}

  /** The worst element of every block; a block is some thousand neighbouring elements. */
  static List<Worst> of(RecordedUpdates updates, Group group) {
    int steps = updates.steps().size();
    int length = Math.max(LEAST_BLOCK, ELEMENTS_OF_ALL_STEPS / Math.max(1, steps));
    List<Block> blocks = new ArrayList<>();
    for (String name : group.parameters()) {
      long elements = updates.parameters().get(name);
      for (long from = 0; from < elements; from += length) {
        blocks.add(new Block(name, from, (int) Math.min(length, elements - from)));
      }
    }
    return blocks.parallelStream().map(block -> worst(updates, group.fit(), block)).toList();
  }

  private record Block(String name, long from, int count) {}

  private static Worst worst(RecordedUpdates updates, Fit fit, Block block) {
    Track track = updates.block(block.name(), block.from(), block.count());
    List<Worst> worst = new ArrayList<>();
    worst.add(new Worst(block.name(), block.from(), 0, "", 0));
    Residuals.replay(
        fit.candidate(),
        fit.settings(),
        0,
        track,
        part -> worst.add(worst(block, part, fit.residuals().rate(part))));
    return worst(worst);
  }

  private static Worst worst(Block block, Residuals.Block part, double rate) {
    int place = 0;
    double most = 0;
    for (int i = 0; i < part.rest().length; i++) {
      double excess = part.excess(i, rate);
      if (excess > most) {
        most = excess;
        place = i;
      }
    }
    return new Worst(block.name(), block.from() + place, part.step(), part.state(), most);
  }

  /** The worst of all. */
  static Worst worst(List<Worst> blocks) {
    return blocks.stream().max(Comparator.comparingDouble(Worst::excess)).orElseThrow();
  }
}
