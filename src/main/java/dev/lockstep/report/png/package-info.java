/**
 * Maps as pictures: the last softmax as the exam shows it, and the excess by tensor and step.
 *
 * <p>Drawn by Java2D without a display. Values and grids come in; no other format is used.
 */
package dev.lockstep.report.png;
