package dev.lockstep.recording;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;

/**
 * One tensor of a safetensors file, as its header tells.
 *
 * @param type of the elements
 * @param shape the extents
 * @param position of the first byte in the file
 */
record TensorEntry(ElementType type, Shape shape, long position) {}
