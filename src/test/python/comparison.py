"""The comparison's rule in a few lines of numpy, to judge the recorder by before any other program does."""

import json
import os

import numpy

import lockstep_recorder as lockstep


def load(folder, prefix="step"):
    """The tensors of each step: {step: {name: array}}."""
    return {int(file[len(prefix) + 1:-len(".safetensors")]): lockstep.read_safetensors(os.path.join(folder, file))
            for file in sorted(os.listdir(folder)) if file.startswith(prefix + "-")}


class Golden:
    """The expected side, read once."""

    def __init__(self, folder, noise="noise"):
        with open(os.path.join(folder, "recording.json"), encoding="utf-8") as file:
            self.facts = json.load(file)
        self.steps, self.sigmas = load(folder), load(folder, noise)
        self.rank = {name: index for index, name in enumerate(self.facts["order"])}
        self.undecided = min([entry["step"] for entry in self.facts["undecided"]], default=None) if noise == "noise" else None

    def judge(self, folder):
        return Judgement(self, load(folder))


class Judgement:
    """What a comparison found: how many elements were compared, how many lie outside, where the first one is."""

    def __init__(self, golden, actual):
        self.compared, self.outside, self.outside_decided, self.worst, self.first = 0, 0, 0, 0.0, None
        for step in sorted(golden.steps.keys() | actual.keys()):
            expected, found = golden.steps.get(step, {}), actual.get(step, {})
            order = lambda name: golden.rank.get(name, -1 if name.startswith("start/") else len(golden.rank))
            for name in sorted(expected.keys() | found.keys(), key=order):
                self._tensor(golden, step, name, expected.get(name), found.get(name))

    def _tensor(self, golden, step, name, expected, found):
        if expected is None or found is None or expected.shape != found.shape:
            share = numpy.array([numpy.inf])
        elif name.startswith(("start/", "input/")) or expected.dtype.kind != "f":
            share = numpy.where(expected == found, 0.0, numpy.inf)
        else:
            sigma = golden.sigmas[step][name].astype(numpy.float64)
            share = lockstep._share(found.astype(numpy.float64), expected.astype(numpy.float64), sigma, numpy.float32)
        self.compared += share.size
        outside = int((share > 1).sum())
        self.outside += outside
        decided = golden.undecided is None or step < golden.undecided
        if decided:
            self.outside_decided += outside
            if share.size:
                self.worst = max(self.worst, float(share.max()))
        if outside and self.first is None and decided:
            self.first = (step, name, float(share.max()))

    @property
    def verdict(self):
        return "DIVERGENT" if self.outside_decided else "INCONCLUSIVE" if self.outside else "EQUIVALENT"
