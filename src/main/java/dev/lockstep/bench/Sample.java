package dev.lockstep.bench;

import org.openjdk.jmh.util.Statistics;

/**
 * Seconds measured several times.
 *
 * @param mean the arithmetic mean
 * @param spread half the distance between the largest and the smallest
 */
record Sample(double mean, double spread) {

  static Sample ofMilliseconds(Statistics statistics) {
    return new Sample(
        statistics.getMean() / 1000, (statistics.getMax() - statistics.getMin()) / 2000);
  }
}
