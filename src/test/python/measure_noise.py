"""How good the recorder's noise is: clean runs in other orders have to stay within it, faults have to leave it.

    python3 src/test/python/measure_noise.py [--seeds 10] [--replays 16] [TRAINING...]

prints, for each training, the cost of a replay, how many elements of clean runs lie within ten sigma and the verdict on each,
and the verdict on each fault with the step and tensor where it is seen first. Ends with 1 if a clean run is DIVERGENT or a fault
is not.
"""

import argparse
import importlib
import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "..", "main", "python"), os.path.join(HERE, "trainings")]

import lockstep_recorder as lockstep  # noqa: E402
from comparison import Golden  # noqa: E402
from faults import FAULTS  # noqa: E402
from other_orders import other_optimizer, other_order  # noqa: E402

SIZES = {"mlp_adamw": {"width": 64}, "cnn_sgd": {"width": 8}, "two_layer_lstm": {"width": 16}, "transformer": {"width": 32},
         "dropout": {"width": 48}, "tied": {"width": 24}}


class Changed:
    """A recorder whose training is changed before it is watched."""

    def __init__(self, recorder, change):
        self._recorder, self._change = recorder, change

    def watch(self, model, optimizer):
        self._change(model, optimizer)
        self._recorder.watch(model, optimizer)


def actual(training, size, change, folder, lockstep_from=None):
    lockstep.record(lambda recorder: training.train(Changed(recorder, change), **size), folder, replays=0, lockstep_from=lockstep_from, quiet=True)
    return folder


def measure(name, seeds, replays, steps, folder):
    training = importlib.import_module(name)
    size = {"steps": steps, **SIZES[name]}
    golden_folder = os.path.join(folder, "golden")
    facts = lockstep.record(lambda recorder: training.train(recorder, **size), golden_folder, replays=replays)
    free, local = Golden(golden_folder), Golden(golden_folder, "local")
    print(f"\n{name} {size}: undecided {facts['undecided']}")
    failures = 0
    for golden, where in ((free, None), (local, golden_folder)):
        verdicts, compared, outside, worst = [], 0, 0, 0.0
        for seed in range(seeds):
            with other_order(seed, training):
                judgement = golden.judge(actual(training, size, other_optimizer(seed), os.path.join(folder, "clean"), where))
            verdicts.append(judgement.verdict)
            compared, outside, worst = compared + judgement.compared, outside + judgement.outside, max(worst, judgement.worst)
            if judgement.first:
                print(f"  seed {seed}: {judgement.outside_decided} of {judgement.compared} outside, first {judgement.first}")
        failures += verdicts.count("DIVERGENT")
        print(f"  clean, {'lockstep' if where else 'free-running'}: {100 * (1 - outside / compared):.5f}% of {compared} within, worst {10 * worst:.1f} sigma; "
              + ", ".join(f"{verdicts.count(one)} {one}" for one in sorted(set(verdicts))))
    for fault, change in FAULTS[name].items():
        judgements = [free.judge(actual(training, size, change, os.path.join(folder, "fault"))),
                      local.judge(actual(training, size, change, os.path.join(folder, "fault"), golden_folder))]
        failures += judgements[0].verdict != "DIVERGENT"
        said = ["%s at step %s, %s, %.3g sigma" % (one.verdict, *one.first[:2], 10 * one.first[2]) if one.first else one.verdict for one in judgements]
        print(f"  fault {fault}: {said[0]}; lockstep {said[1]}", flush=True)
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trainings", nargs="*", default=list(SIZES))
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--replays", type=int, default=16)
    parser.add_argument("--steps", type=int, default=20)
    given = parser.parse_args()
    failures = 0
    for name in given.trainings:
        with tempfile.TemporaryDirectory() as folder:
            failures += measure(name, given.seeds, given.replays, given.steps, folder)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
