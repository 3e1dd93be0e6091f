package dev.lockstep.cases;

import java.util.Optional;

/**
 * What to train and what must come out.
 *
 * @param name unique in a run; letters, digits, {@code -}, {@code _} and {@code .}
 * @param source where the expected numbers come from
 * @param task the text to learn
 * @param cell the recurrent cell
 * @param hidden the hidden size, 1 or more
 * @param seed what {@code torch.manual_seed} was given
 * @param epochs full-sequence epochs, 1 or more
 * @param optimizer the optimizer and its step size
 * @param golden the published array; empty if implementations are only compared with each other
 */
public record TrainingCase(
    String name,
    String source,
    Task task,
    CellKind cell,
    int hidden,
    long seed,
    int epochs,
    OptimizerSpec optimizer,
    Optional<GoldenArray> golden) {}
