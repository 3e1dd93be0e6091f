/**
 * What the updates of a training show: which rule makes every new parameter from the old one, the
 * gradient and the optimizer's state, and with which settings.
 *
 * <p>A rule is one file: its formula over numbers that carry a bound of their rounding error, so
 * that what it predicts comes with how far a faithful implementation may lie from it. Settings are
 * estimated from the recorded numbers alone; nothing here knows a model, a framework or a golden.
 * May use {@code tensor}, {@code recording} and {@code compare}; says nothing of files and reports.
 */
package dev.lockstep.explain;
