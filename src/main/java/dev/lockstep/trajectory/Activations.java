package dev.lockstep.trajectory;

import dev.lockstep.tensor.Tensor;

/**
 * What one forward pass computed, with T steps, H hidden units and V characters.
 *
 * @param hidden the hidden state after each step, [T, H]
 * @param logits the linear layer's output at each step, [T, V]
 * @param softmax the softmax of each row of the logits, [T, V]
 */
public record Activations(Tensor hidden, Tensor logits, Tensor softmax) {}
