"""Records a PyTorch training as a golden that other implementations can be compared with.

Three lines make a training a recording. The training is a function that takes the recorder and tells it what to watch:

    import lockstep_recorder as lockstep                                  # 1

    def train(recorder):
        torch.manual_seed(0)
        model, optimizer = ...
        recorder.watch(model, optimizer)                                  # 2
        for x, y in batches:                                              # as it was
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()

    lockstep.record(train, "golden/my-network", replays=16)               # 3

or, without the third line: python lockstep_recorder.py script.py:train golden/my-network --replays 16

Another function, `lockstep.case("golden/mine.json", text="hi?", cell="lstm", seed=1)`, writes a case file instead: a character network
that `lockstep verify` trains in every implementation, with the numbers that PyTorch comes to. See its own words.

What is recorded of each step (a step ends when the optimizer given last to `watch` has stepped):

    input/NAME        tensors given to the model, by the names in its forward's signature, and the `target` of a loss of
                      torch.nn.functional; anything else with `x = recorder.input("mask", x)`
    activation/NAME   what each module gave, in order of computation. A module called again in the same step is NAME#2, the
                      further tensors of a tuple are NAME:1, NAME:2, those of a dict NAME:KEY; the whole model is `output`. A
                      module shared by two places has its first name. Calls under torch.no_grad() (validation) are left out
    loss/NAME         what `backward` was called on; by another name with `recorder.loss(value, "reconstruction")`
    gradient/NAME     as the optimizer received it, so after clipping and accumulation
    optimizer/STATE/NAME, parameter/NAME      after the update; a module's buffers that training moves (the running means of
                      batch norm) are kept as parameters
    start/NAME        parameters before the first step

Several models: `recorder.watch(generator=g, discriminator=d, optimizers=[a, b])`; their names become prefixes.

How the training is run, always from a fresh call of the function, which therefore has to build all that it changes:

    1. as it is, twice. Where the two differ the training is not deterministic: no recording, but a word on what differed first
    2. in float64, without noise: the expected values. They are stored in the training's own type, rounded once. (And once from
       slightly other parameters: a model's input that moves with them, such as a state carried from batch to batch, is no
       data and becomes activation/input.NAME.)
    3. `replays` times in float64 with every operation rounded at random as the training's type rounds: the noise files hold the
       root mean square of how far each element lay from the expected value (more where its tail is long, see `sigmas`)
    4. `replays` times in lockstep, each step from the expected state before it: the local files
    5. the run of 1, and one more in lockstep, are held against the result: recording.json says in `notes` how much of the
       allowed difference this machine's own training used. More than 1 tells a noise model that is too small for this network

Noise. Every floating result but those of exact operations (views, copies, gathers, maxima, comparisons) is multiplied by
1 + u * e, u uniform in +-1/2, e = 2^-23 for float32: between one and two times the error of one correct rounding. Besides:
    - sums and products over K addends get a normal error of 0.29 * e * sqrt(K * (Q + S * S / 3)), Q the sum of the squared addends,
      S their sum. It is that of K roundings of the partial sums when the addends are added one by one: taken in random order, the
      partial sums' mean square is S * S / 3 + (Q - S * S / K) / 6; Q is taken whole, since no order in use is random
    - compound operations (softmax, layer norm, gelu, losses and every operation that this file does not know) are computed by
      their own float32 kernel too; its distance from float64, as a root mean square over elements of about the same
      magnitude, becomes the error's size. sigmoid, tanh, exp and their like are measured so once, on a grid
    - a constant that the type cannot hold (a decay of 0.999) is moved by its own rounding error, the same all through a replay
An element that by chance did not move in the replays would allow nothing: no sigma is less than a tenth of its tensor's root
mean square, see `_floored`. Zero remains zero for a tensor that no replay moved.

Decisions (relu, max, argmax, sort, comparisons, clamp) are exact where both sides agree and no noise where they do not. The
margin of each is followed through the replays; one that is smaller than ten times its own deviation is listed as `undecided`.

Limits. Operations on sparse tensors are not rounded. The noise model was measured in float32 on the CPU. A training whose
parameters are all bfloat16 or float16 is rounded by that type, which was tried on small networks alone; one that mixes types is
rounded as float32. Computations that a float32 training does in float64 count as float32. A training whose control flow depends on
computed values (`.item()`, an early stop) is told when a replay takes another path. `torch.Tensor(n)` cannot be called in a
replay (PyTorch 1.13), `torch.empty(n)` can; torch.compile and scripted modules are opaque. All that is recorded is held in
memory, about 30 bytes a number: `every`, `only` and `sketch_above` keep that small.

Needs torch >= 1.13 and numpy, nothing else.
"""

import argparse
import contextlib
import fnmatch
import functools
import importlib.util
import inspect
import json
import math
import os
import platform
import shutil
import signal
import sys
import time
import types

import numpy
import torch
from torch.utils._python_dispatch import TorchDispatchMode

__all__ = ["record", "case", "RecordingError", "Recorder"]

SIGMAS = 10  # an element may differ by this many sigma: the comparison's rule


class RecordingError(Exception):
    """Why there is no recording, in words for the person whose training it is."""


# ------------------------------------------------------------------------------------------------------------- recording


def record(train, out, *, replays=16, lockstep=True, every=1, steps=None, only=None, sketch_above=2**22, sketch_size=64,
           lockstep_from=None, seed=0, quiet=False):
    """Records the training `train(recorder)` into the folder `out`; an older recording there is replaced, whole or not at all.

    replays        how many randomly rounded replays give the noise; 0 records the plain run alone, as the actual side of a
                   comparison
    lockstep       whether to replay in lockstep too (local files)
    every          record the first step and each multiple of this; with lockstep also the state before a recorded step
    steps          stop after so many steps (default: when the training ends)
    only           a pattern (`parameter/*`) or several: record nothing else
    sketch_above   tensors of more elements are kept as a sketch of `sketch_size` numbers; inputs and starts are kept whole
    lockstep_from  a recording: put the state back to its own before each step, and say so ("lockstep": true). Without replays
    seed           of the replays' rounding
    quiet          say nothing

    Raises RecordingError when the training cannot be recorded; `out` is then as it was. Returns the contents of recording.json.
    """
    if replays < 0 or every < 1:
        raise RecordingError(f"replays must be 0 or more and every 1 or more, but they are {replays} and {every}")
    if replays and lockstep_from:
        raise RecordingError("lockstep_from records an actual side: it goes with replays=0")
    folder = _Folder(out)
    plan = _Plan(every, only, sketch_above, sketch_size, state_before=lockstep and replays > 0 or bool(lockstep_from), last=steps)
    progress = _Progress(quiet)
    golden = _Golden(train, plan, progress, replays, seed)
    if replays:
        golden.make(lockstep)
    else:
        golden.plain(_read_states(lockstep_from) if lockstep_from else None)
    with folder.replaced() as directory:
        written = golden.write(directory, folder.name)
        if lockstep_from:
            written["lockstep"] = True
        with open(os.path.join(directory, "recording.json"), "w", encoding="utf-8") as file:
            json.dump(written, file, indent=2)
            file.write("\n")
    progress.say(f"{out}: {_bytes(folder.size())}, {written['steps']} steps" + golden.summary())
    return written


class _Plan:
    """Which tensors of which steps are kept, and which of them as a sketch."""

    STATE = ("parameter", "optimizer")

    def __init__(self, every=1, only=None, sketch_above=2**22, sketch_size=64, state_before=False, last=None):
        self.every, self.state_before, self.last = every, state_before, last
        self.patterns = [only] if isinstance(only, str) else only
        self.sketch_above, self.sketch_size = sketch_above, sketch_size
        self._wanted = {}

    def wants(self, step, name):
        if not self._named(name):
            return False
        if step == 1 or step % self.every == 0:
            return True
        return self.state_before and (step + 1) % self.every == 0 and name.split("/")[0] in self.STATE

    def _named(self, name):
        if name not in self._wanted:
            patterns = self.patterns
            self._wanted[name] = not patterns or any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
        return self._wanted[name]

    def sketched(self, name, elements):
        return elements > self.sketch_above and name.split("/")[0] not in ("start", "input")


class _Golden:
    """The runs of one training, and what they gave: `expected[step][name]`, noise and local noise alike."""

    def __init__(self, train, plan, progress, replays, seed):
        self.train, self.plan, self.progress, self.replays, self.seed = train, plan, progress, replays, seed
        self.expected, self.noise, self.local = {}, None, None
        self.undecided, self.notes, self.shapes = [], {}, {}
        self.first = None  # the recorder of the first run: order, optimizers, names
        self.derived = set()
        self.cost = None  # a replay's time over the training's own

    def plain(self, states=None):
        """The training as it is, once: an actual side."""
        self.first = self._run("as it is", self._keep(self.expected), states=states)
        self._drop_idle_buffers(self.expected)

    def make(self, lockstep):
        plain = {}
        self.first = self._run("as it is", self._keep(plain))
        self._drop_idle_buffers(plain)
        started = time.process_time()
        self._repeat(plain)
        plain_seconds = time.process_time() - started  # of the second run: the first pays for loading code
        self.progress.say(f"a recording of {self.first.step} steps, about {_bytes(self._size(plain, lockstep))}")
        self.progress.plan(self.first.step, self.replays * (2 if lockstep else 1))

        start = plain.get(0, {})
        self._find_derived(plain, start)
        decisions = _Decisions()
        self.expected, states = {0: start}, {}
        self._run("in float64", self._same(plain, self._keep(self.expected)), start=start, inputs=plain, states_out=states,
                  derived=self.derived, mode=self._rounding(None, decisions))
        self._equal_paths(plain, self.expected, "float64")

        started = time.process_time()
        self.noise = self._replays("replay", plain, self.expected, start, decisions=decisions)
        self.cost = (time.process_time() - started) / self.replays / plain_seconds
        self.undecided = decisions.undecided()
        self._check("plainRun", plain, self.noise)
        if lockstep:
            inputs = self.expected
            self.local = self._replays("lockstep replay", inputs, self.expected, start, states=states)
            near = {0: start}
            self._run("as it is, in lockstep", self._keep(near), inputs=inputs, start=start, states=states, derived=self.derived)
            self._check("plainLockstep", near, self.local)
        self._store_in(plain)

    # -- runs

    def _run(self, what, take, mode=None, **supplied):
        recorder = Recorder(self.plan, take, lambda step: self.progress.step(what, step), mode=mode, shapes=self.shapes, **supplied)
        if mode is not None:
            mode.where = recorder.where
        with recorder.recording(), mode or contextlib.nullcontext():
            try:
                self.train(recorder)
            except _Enough:
                pass
        if recorder.step == 0:
            raise RecordingError("no step was seen: call recorder.watch(model, optimizer) before the loop, and optimizer.step() in it")
        return recorder

    def _keep(self, steps):
        def take(step, name, value):
            steps.setdefault(step, {})[name] = value
        return take

    @staticmethod
    def _same(plain, take):
        """Takes only what the plain run had too; anything else is another path."""
        def check(step, name, value):
            # buffers that stay as they are were dropped
            if name in plain.get(step, {}):
                take(step, name, value)
        return check

    def _repeat(self, plain):
        """A second run as it is: the same numbers, or the training is not deterministic."""
        found = []

        def take(step, name, value):
            before = plain.get(step, {}).get(name)
            if before is not None and not found and not numpy.array_equal(before, value, equal_nan=value.dtype.kind == "f"):
                found.append((step, name, before, value))
        again = self._run("as it is, again", take)
        if found:
            step, name, before, after = found[0]
            where = "before the first step" if step == 0 else f"at step {step}"
            self._tell_difference(where, name, before, after)
        if again.step != self.first.step:
            raise RecordingError(f"the training is not deterministic: {self.first.step} steps when first run, {again.step} when run again")

    def _tell_difference(self, where, name, before, after):
        said = f"the training run twice gave two results: {name} differs first, {where}"
        if before.shape != after.shape:
            raise RecordingError(f"{said}: shape {list(before.shape)}, then {list(after.shape)}")
        moved = numpy.abs(after.astype(numpy.float64) - before)
        said += f" ({int((moved != 0).sum())} of {moved.size} elements, by up to {moved.max():.3g})"
        kind = name.split("/")[0]
        scale = numpy.abs(before.astype(numpy.float64)).max() if before.size else 0
        if kind not in ("start", "input") and moved.max() <= 1e-4 * scale:
            self.notes["notRepeatable"] = said
            self.progress.say(f"warning: {said}; by rounding alone, as the order of a parallel sum may change it")
            return
        why = {"start": "set the seed (torch.manual_seed) inside the function, and build the model inside it",
               "input": "a shuffle or random data: set the seed inside the function, and build the data loader inside it"}
        raise RecordingError(f"{said}; {why.get(kind, 'dropout or other random numbers without a seed: call torch.manual_seed inside the function')}")

    def _rounding(self, seed, decisions=None):
        """In the precision of the training's own parameters."""
        precision = getattr(torch, self.first.precision())
        return _RandomRounding(seed, decisions, low=precision if precision in _LOW else torch.float32)

    def _replays(self, what, inputs, expected, start, states=None, decisions=None):
        deviations = _Deviations(expected)
        for number in range(self.replays):
            rounding = self._rounding(self.seed * 1_000_003 + number + (500_009 if states else 0), decisions)
            if decisions:
                decisions.rewind()
            run = self._run(f"{what} {number + 1} of {self.replays}", deviations.take, mode=rounding, inputs=inputs, start=start,
                            states=states, derived=self.derived)
            deviations.closed(what, number + 1, run.step, self.first.step)
        return deviations.sigmas(self.replays)

    def _find_derived(self, plain, start):
        """What is given to the model but computed from its parameters (a state carried on) is no input: it has noise.

        A run from slightly other parameters tells: data stays as it is. Such a tensor becomes activation/input.NAME.
        """
        unit = _EPSILON.get(getattr(torch, self.first.precision()), 2.0**-23)

        def take(step, name, value):
            given = plain.get(step, {}).get(name)
            if name.startswith("input/") and given is not None and given.shape == value.shape and not _near(value, given, unit):
                self.derived.add(name)
        moved = {name: value * (1 + 1e-3 * numpy.cos(numpy.arange(value.size))).reshape(value.shape) for name, value in start.items()}
        self._run("in float64, from other parameters", take, start=moved, mode=self._rounding(None))
        for name in self.derived:
            for tensors in plain.values():
                if name in tensors:
                    tensors[_derived(name)] = tensors.pop(name)
            self.first.order = [_derived(known) if known == name else known for known in self.first.order]

    def _equal_paths(self, plain, other, what):
        for step in sorted(plain):
            missing = [name for name in plain[step] if name not in other.get(step, {})]
            if missing:
                raise RecordingError(f"the run in {what} took another path: it has no {missing[0]} at step {step}; does the training's "
                                     "control flow depend on computed values (.item())?")

    # -- after the runs

    def _drop_idle_buffers(self, steps):
        """Buffers that no step moved (masks, encodings) are not part of the training."""
        last = {name: value for step in sorted(steps) if step for name, value in steps[step].items()}
        for buffer in self.first.buffer_names():
            begin, end = steps.get(0, {}).get(f"start/{buffer}"), last.get(f"parameter/{buffer}")
            if begin is None or end is None or numpy.array_equal(begin, end):
                for tensors in steps.values():
                    tensors.pop(f"start/{buffer}", None)
                    tensors.pop(f"parameter/{buffer}", None)
                self.first.state_names.discard(f"parameter/{buffer}")

    def _store_in(self, plain):
        """Rounds the expected values to the training's own types; starts and inputs are the plain run's."""
        for step, tensors in self.expected.items():
            for name, value in tensors.items():
                own = plain[step][name]
                if value.dtype.kind == "f" and not name.startswith("sketch/"):
                    tensors[name] = own if name.split("/")[0] in ("start", "input") else value.astype(own.dtype)

    def _check(self, note, actual, sigmas):
        """How much of what is allowed this machine's own run used, and where most."""
        undecided = min([entry["step"] for entry in self.undecided], default=math.inf) if sigmas is self.noise else math.inf
        worst, numbers, outside = (0.0, None, None), 0, 0
        for step, name, sigma in _each(sigmas):
            if step >= undecided or name.split("/")[0] in ("start", "input"):
                continue
            mine, theirs = actual[step][name].astype(numpy.float64), self.expected[step][name]
            share = _share(mine, theirs, sigma, actual[step][name].dtype)
            numbers += share.size
            outside += int((share > 1).sum())
            if share.size and share.max() > worst[0]:
                worst = (float(share.max()), step, name)
        self.notes[note] = {"worst": round(worst[0], 3), "step": worst[1], "tensor": worst[2], "elements": numbers, "outside": outside}

    def _size(self, plain, lockstep):
        values = sum(value.nbytes for tensors in plain.values() for value in tensors.values())
        return values * (1 + 0.5 + (0.5 if lockstep else 0))

    # -- writing

    def write(self, directory, name):
        """Writes the step, noise and local files; returns what belongs into recording.json."""
        start = self.expected.pop(0, {})
        self.expected.setdefault(1, {}).update(start)
        order = self.first.order
        rank = {tensor: index for index, tensor in enumerate(order)}
        for step in sorted(self.expected):
            if self.expected[step]:
                _write_safetensors(os.path.join(directory, f"step-{step:06d}.safetensors"), self.expected[step], rank)
        for prefix, sigmas in (("noise", self.noise), ("local", self.local)):
            for step in sorted(sigmas or {}):
                if step and sigmas[step] and (prefix == "noise" or step == 1 or self._has_state(step - 1)):
                    _write_safetensors(os.path.join(directory, f"{prefix}-{step:06d}.safetensors"), sigmas[step], rank)
        recording = {
            "formatVersion": 1,
            "name": name,
            "source": f"trained by PyTorch {torch.__version__} on {self.first.device}",
            "precision": self.first.precision(),
            "steps": max(self.expected),
            "order": [tensor for tensor in order if any(tensor in tensors for tensors in self.expected.values())],
            "optimizer": self.first.optimizer_settings()[0],
            "environment": _environment(self.first.device),
            "undecided": self.undecided,
            "shapes": self.shapes,
            "notes": self.notes,
        }
        if self.noise is not None:
            recording["noise"] = {"runs": self.replays, "precision": self.first.precision()}
        if len(self.first.optimizer_settings()) > 1:
            self.notes["optimizers"] = self.first.optimizer_settings()
        return recording

    def _has_state(self, step):
        """Whether a lockstep run can start from this step's record: nothing of the state was left out or sketched."""
        return self.first.state_names <= set(self.expected.get(step, {}))

    def summary(self):
        if self.noise is None:
            return ""
        said = "".join(f"; {words} lies within {self.notes[note]['worst']:.2g} of what is allowed"
                       for note, words in (("plainRun", "the training as it is"), ("plainLockstep", "in lockstep")) if note in self.notes)
        if self.undecided:
            said += f"; {sum(entry['elements'] for entry in self.undecided)} decisions undecided, the first at step {self.undecided[0]['step']}"
        return said + f"; a replay took {self.cost:.1f} times the training's time"


# ------------------------------------------------------------------------------------------------- watching the training


class _Enough(BaseException):
    """Leaves the training's function after the last step asked for."""


class Recorder:
    """What a training's function is given: it watches models and optimizers while the loop runs as it is."""

    def __init__(self, plan, take, stepped=lambda step: None, *, mode=None, start=None, inputs=None, states=None, states_out=None,
                 shapes=None, derived=None):
        self.step = 0  # steps that have ended
        self.order = []
        self.device = "cpu"
        self.state_names = set()
        self._derived = derived or set()
        self._plan, self._take, self._stepped, self._mode = plan, take, stepped, mode
        self._start, self._inputs, self._states, self._states_out = start, inputs, states, states_out
        self._shapes = shapes if shapes is not None else {}
        self._ordered, self._calls, self._stack, self._latest = set(), {}, [], ""
        self._seen = {}  # tensors captured in this step: kept alive so that their ids stay theirs
        self._modules, self._roots = {}, {}
        self._parameters, self._buffers, self._optimizers = {}, {}, []
        self._settings = []
        self._begun = False

    # -- what a training calls

    def watch(self, *watched, optimizers=(), **models):
        """Watches a model and its optimizer, or several: `watch(model, optimizer)`, `watch(generator=g, critic=c, optimizers=[a, b])`.

        The step ends when the optimizer given last has stepped. Raises RecordingError for anything that is neither.
        """
        unnamed = [one for one in watched if isinstance(one, torch.nn.Module)]
        optimizers = [one for one in watched if isinstance(one, torch.optim.Optimizer)] + list(optimizers)
        unknown = [one for one in watched if not isinstance(one, (torch.nn.Module, torch.optim.Optimizer))]
        if unknown:
            raise RecordingError(f"watch takes modules and optimizers, not {type(unknown[0]).__name__}")
        if len(unnamed) + bool(self._roots) > 1:
            raise RecordingError("give several models by name: watch(generator=g, discriminator=d, optimizers=[a, b])")
        for model in unnamed:
            self._watch_model(model, "")
        for name, model in models.items():
            self._watch_model(model, name + ".")
        for optimizer in optimizers:
            self._watch_optimizer(optimizer)

    def input(self, name, tensor):
        """Records data that the model is not given directly. Use what it returns: `mask = recorder.input("mask", mask)`."""
        self._begin()
        return self._given(name, tensor)

    def loss(self, value, name="loss"):
        """Records a loss under a name of its own; returns it."""
        self._begin()
        self._seen[("loss", id(value))] = value
        self._capture("loss", name, value)
        return value

    # -- hooks

    @contextlib.contextmanager
    def recording(self):
        """While it lasts, calls of modules, losses and `backward` are seen."""
        call, backward = torch.nn.Module.__call__, torch.Tensor.backward
        losses = {name: getattr(torch.nn.functional, name) for name in _LOSSES if hasattr(torch.nn.functional, name)}

        def seen_call(module, *args, **kwargs):
            return self._called(call, module, args, kwargs)

        def seen_backward(tensor, *args, **kwargs):
            if tensor.numel() == 1 and ("loss", id(tensor)) not in self._seen:
                self.loss(tensor)
            return backward(tensor, *args, **kwargs)

        torch.nn.Module.__call__, torch.Tensor.backward = seen_call, seen_backward
        for name, function in losses.items():
            setattr(torch.nn.functional, name, self._seen_loss(function))
        try:
            yield
        finally:
            torch.nn.Module.__call__, torch.Tensor.backward = call, backward
            for name, function in losses.items():
                setattr(torch.nn.functional, name, function)
            for optimizer, step in self._optimizers:
                optimizer.step = step

    def _seen_loss(self, function):
        names = list(inspect.signature(function).parameters)

        @functools.wraps(function)
        def seen(*args, **kwargs):
            if self._modules and torch.is_grad_enabled():
                given = dict(zip(names, args), **kwargs)
                if isinstance(given.get("target"), torch.Tensor):
                    self._begin()
                    given["target"] = self._given("target", given["target"])
                    return function(**given)
            return function(*args, **kwargs)
        return seen

    def _called(self, call, module, args, kwargs):
        name = self._modules.get(id(module))
        if name is None or not torch.is_grad_enabled():
            return call(module, *args, **kwargs)
        self._begin()
        if id(module) in self._roots:
            args, kwargs = self._arguments(module, self._roots[id(module)], args, kwargs)
        self._stack.append(name)
        try:
            out = call(module, *args, **kwargs)
        finally:
            self._stack.pop()
        call_number = self._numbered("activation/" + name)
        for suffix, tensor in _tensors(out):
            version = (id(tensor), tensor._version)
            if version not in self._seen:  # a container that gives its last module's output gives nothing new
                self._seen[version] = tensor
                self._capture("activation", name + call_number + suffix, tensor, numbered=False)
        return out

    def _arguments(self, module, prefix, args, kwargs):
        try:
            bound = inspect.signature(module.forward).bind(*args, **kwargs)
        except (TypeError, ValueError):
            return args, kwargs
        for name, value in bound.arguments.items():
            bound.arguments[name] = self._given_tree(prefix + name, value)
        return bound.args, bound.kwargs

    def _given_tree(self, name, value):
        if isinstance(value, torch.Tensor):
            return self._given(name, value)
        if type(value) in (tuple, list):
            return type(value)(self._given_tree(name + (f":{index}" if index else ""), one) for index, one in enumerate(value))
        if type(value) is dict:
            return {key: self._given_tree(f"{name}:{key}", one) for key, one in value.items()}
        return value

    def _given(self, name, tensor):
        """Records an input. Data is the plain run's in every run, bit for bit; what was computed from parameters is left alone."""
        if not tensor.is_leaf:  # another model's output: it is seen there
            return tensor
        full = "input/" + name
        full += self._numbered(full)
        if tensor.requires_grad:  # data whose own gradient is asked for: to put other numbers in would cut that off
            self._capture(*full.split("/"), tensor, numbered=False)
            return tensor
        derived = full in self._derived
        full = _derived(full) if derived else full
        if not derived or self._states is not None:
            tensor = self._supplied(full, tensor)
        self._capture(*full.split("/"), tensor, numbered=False)
        return tensor

    def _supplied(self, full, tensor):
        value = (self._inputs or {}).get(self.step + 1, {}).get(full)
        if value is None or value.shape != tuple(tensor.shape) or not tensor.is_floating_point():
            return tensor
        return torch.from_numpy(value).to(tensor)

    def _watch_model(self, model, prefix):
        self._roots[id(model)] = prefix
        for name, module in model.named_modules():
            self._modules.setdefault(id(module), prefix + (name or "output"))
        for name, parameter in model.named_parameters():
            if id(parameter) not in {id(known) for known in self._parameters.values()}:
                self._parameters[prefix + name] = parameter
        persistent = model.state_dict(keep_vars=True)
        for name, buffer in model.named_buffers():
            if buffer.is_floating_point() and name in persistent:
                self._buffers[prefix + name] = (model, name)

    def _watch_optimizer(self, optimizer):
        known = {id(parameter) for parameter in self._parameters.values()}
        for group_number, group in enumerate(optimizer.param_groups):
            for index, parameter in enumerate(group["params"]):
                if id(parameter) not in known:
                    self._parameters[f"group{group_number}.{index}"] = parameter
        settings = {key: value for key, value in optimizer.param_groups[0].items() if _plain(value)}
        self._settings.append({"name": type(optimizer).__name__.lower(), **settings})
        if len(optimizer.param_groups) > 1:
            self._settings[-1]["groups"] = [{key: value for key, value in group.items() if _plain(value)} for group in optimizer.param_groups]
        step = optimizer.step
        self._optimizers.append((optimizer, step))

        @functools.wraps(getattr(step, "__func__", step))
        def seen_step(this, closure=None, *args, **kwargs):
            self._begin()
            if closure is None:
                self._gradients(this)
                result = step(*args, **kwargs)
            else:
                result = step(self._seen_closure(this, closure), *args, **kwargs)
            self._updated(this)
            return result
        optimizer.step = types.MethodType(seen_step, optimizer)

    def _seen_closure(self, optimizer, closure):
        def seen():
            value = closure()
            self._gradients(optimizer)
            return value
        return seen

    # -- steps

    def _begin(self):
        """Before the first step: its start. Replays start from the plain run's numbers."""
        if self._begun or not self._parameters:
            return
        self._begun = True
        with torch.no_grad():
            for name, tensor in self._state_of_model().items():
                self.device = str(tensor.device)
                if self._mode is not None and tensor.dtype in _LOW:
                    tensor.data = tensor.data.double()
                if self._start and f"start/{name}" in self._start:
                    tensor.copy_(torch.from_numpy(self._start[f"start/{name}"]))
        for name, tensor in self._state_of_model().items():
            self._emit(0, "start/" + name, tensor)
        for name, parameter in self._parameters.items():
            if parameter.requires_grad:
                # leaves' hooks run in the order in which the gradients are computed
                parameter.register_hook(functools.partial(self._order_gradient, name))

    def _order_gradient(self, name, gradient):
        self._put_in_order(f"gradient/{name}")

    def _gradients(self, optimizer):
        mine = {id(parameter) for group in optimizer.param_groups for parameter in group["params"]}
        for name, parameter in self._parameters.items():
            if id(parameter) in mine and parameter.grad is not None:
                gradient = parameter.grad
                self._capture("gradient", name, gradient.to_dense() if gradient.is_sparse else gradient)

    def _updated(self, optimizer):
        if optimizer is not self._optimizers[-1][0]:
            return
        state = self._state()
        self.state_names |= set(state)
        for name, tensor in state.items():
            self._put_in_order(name)
            self._emit(self.step + 1, name, tensor)
        self.step += 1
        if self._states_out is not None:
            self._states_out[self.step] = {name: _array(tensor).astype(numpy.float32) for name, tensor in state.items()}
        self._put_back(state)
        self._calls.clear()
        self._seen.clear()
        self._stepped(self.step)
        if self.step == self._plan.last:
            raise _Enough()

    def _put_back(self, state):
        """In lockstep: the expected state after this step is the next step's start."""
        if self._states is None:
            return
        kept = self._states.get(self.step, {})
        with torch.no_grad():
            for name, tensor in state.items():
                if name in kept:
                    tensor.copy_(torch.from_numpy(numpy.asarray(kept[name])).reshape(tensor.shape))

    def _state_of_model(self):
        buffers = {name: model.get_buffer(own) for name, (model, own) in self._buffers.items()}
        return {**self._parameters, **buffers}

    def _state(self):
        """Every tensor that the next step starts from, by its name in the recording; an optimizer's count of steps is its own."""
        state = {}
        for name, parameter in self._parameters.items():
            for optimizer, _ in self._optimizers:
                for word, value in optimizer.state.get(parameter, {}).items():
                    if isinstance(value, torch.Tensor) and value.is_floating_point() and word != "step":
                        state[f"optimizer/{word}/{name}"] = value
            if parameter.requires_grad:
                state[f"parameter/{name}"] = parameter
        for name, (model, own) in self._buffers.items():
            state[f"parameter/{name}"] = model.get_buffer(own)
        return state

    # -- what is kept

    def _numbered(self, full):
        self._calls[full] = self._calls.get(full, 0) + 1
        return "" if self._calls[full] == 1 else f"#{self._calls[full]}"

    def _capture(self, kind, name, tensor, numbered=True):
        full = f"{kind}/{name}"
        if numbered:
            full += self._numbered(full)
        self._latest = full
        self._put_in_order(full)
        self._emit(self.step + 1, full, tensor)

    def _put_in_order(self, full):
        if full not in self._ordered:
            self._ordered.add(full)
            self.order.append(full)

    def _emit(self, step, full, tensor):
        if not self._plan.wants(step or 1, full):
            return
        value = _array(tensor)
        if self._plan.sketched(full, value.size):
            self._shapes[full] = list(value.shape)
            full, value = "sketch/" + full, _sketch(value, self._plan.sketch_size)
        self._take(step, full, value)

    # -- what others ask

    def where(self):
        """The step and the tensor being computed, for a decision."""
        return self.step + 1, f"activation/{self._stack[-1]}" if self._stack else self._latest

    def buffer_names(self):
        return list(self._buffers)

    def optimizer_settings(self):
        return self._settings or [{}]

    def precision(self):
        kinds = {str(tensor.dtype).replace("torch.", "") for tensor in self._parameters.values()}
        return kinds.pop() if len(kinds) == 1 else "float32"


_LOSSES = ("cross_entropy", "nll_loss", "mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss", "binary_cross_entropy",
           "binary_cross_entropy_with_logits", "kl_div", "poisson_nll_loss", "gaussian_nll_loss", "soft_margin_loss",
           "multilabel_soft_margin_loss", "multi_margin_loss", "hinge_embedding_loss")


def _tensors(out, suffix=""):
    """The tensors of a module's output with what tells them apart: `""`, `:1`, `:2`, or a dict's keys."""
    if isinstance(out, torch.Tensor):
        yield suffix, out
    elif isinstance(out, dict):
        for key, value in out.items():
            yield from _tensors(value, f"{suffix}:{key}")
    elif isinstance(out, (tuple, list)):
        flat = [tensor for value in out for tensor in _tensors(value)]
        for index, (_, tensor) in enumerate(flat):
            yield suffix + (f":{index}" if index else ""), tensor


def _array(tensor):
    """A copy of the tensor's numbers; types that numpy lacks are widened."""
    tensor = tensor.detach().cpu()
    if tensor.dtype in (torch.bfloat16, torch.float16):
        tensor = tensor.float()
    return numpy.array(tensor.numpy(), copy=True)


def _derived(name):
    return "activation/input." + name[len("input/"):]


def _near(exact, known, unit):
    """Whether two copies of the same data differ by rounding alone."""
    scale = numpy.abs(known).max() if known.size else 0
    return bool(numpy.all(numpy.abs(exact - known) <= 4 * unit * scale)) if exact.dtype.kind == "f" else True


def _plain(value):
    return isinstance(value, (bool, int, float, str, type(None))) or (isinstance(value, tuple) and all(map(_plain, value)))


# ------------------------------------------------------------------------------------------------------- random rounding

_LOW = (torch.float32, torch.float16, torch.bfloat16)
_EPSILON = {torch.float32: 2.0**-23, torch.float16: 2.0**-10, torch.bfloat16: 2.0**-7}
_ROUNDING = 0.29  # the standard deviation of a uniform error of one unit's width: 1/sqrt(12)

_EXACT = set(
    # views, copies, gathers
    "view reshape _reshape_alias _unsafe_view view_as permute transpose t expand slice select squeeze unsqueeze detach alias clone "
    "contiguous as_strided split split_with_sizes unsafe_split unsafe_chunk unbind chunk cat stack _to_copy to copy gather index "
    "index_select take embedding constant_pad_nd pad reflection_pad1d reflection_pad2d replication_pad1d replication_pad2d "
    "slice_backward select_backward flip roll repeat tile tril triu diagonal diag movedim unfold pixel_shuffle pixel_unshuffle "
    "channel_shuffle narrow slice_scatter select_scatter scatter index_put masked_scatter masked_fill masked_select where one_hot "
    "im2col nonzero set_ resize_ real imag flatten unflatten index_fill index_copy masked_select_backward "
    # decisions, signs
    "max min argmax argmin amax amin maximum minimum relu threshold threshold_backward hardtanh hardtanh_backward clamp clamp_min "
    "clamp_max neg abs sign sgn sort topk kthvalue median mode eq ne gt lt ge le logical_not logical_and logical_or logical_xor "
    "bitwise_not bitwise_and bitwise_or bitwise_xor isnan isinf isfinite any all equal floor ceil round trunc max_pool2d_with_indices "
    "max_pool3d_with_indices adaptive_max_pool2d isin searchsorted bucketize count_nonzero nan_to_num cummax cummin fmod remainder "
    # no arithmetic at all
    "_local_scalar_dense item is_pinned zero fill _pin_memory record_stream empty_like zeros_like ones_like full_like "
    "value_selecting_reduction_backward evenly_distribute_backward".split())

# made as the training makes them, then widened: other generators' steps or other roundings would be other data
_MADE = set(
    "empty empty_strided new_empty new_empty_strided zeros new_zeros ones new_ones full new_full arange linspace logspace eye "
    "scalar_tensor lift_fresh lift rand randn randint randperm tril_indices triu_indices hann_window hamming_window".split())
_RANDOM = set("rand_like randn_like randint_like bernoulli multinomial normal uniform exponential geometric cauchy log_normal random "
              "poisson binomial rrelu_with_noise".split())
_DRAWN_IN_PLACE = set("uniform_ normal_ bernoulli_ random_ exponential_ geometric_ cauchy_ log_normal_ rrelu_with_noise_".split())

_SIMPLE = set("add sub rsub mul div addcmul addcdiv lerp sqrt rsqrt reciprocal square true_divide floor_divide leaky_relu "
              "leaky_relu_backward max_pool2d_with_indices_backward addr ger outer masked_scale accumulate_grad "
              "embedding_dense_backward index_add scatter_add unfold_backward col2im as_strided_backward "
              "_index_put_impl avg_pool2d_backward".split())
_ELEMENTARY = set("sigmoid tanh exp exp2 expm1 log log2 log10 log1p sin cos erf sigmoid_backward".split())
_PRODUCTS = {"mm": (0, 1), "bmm": (0, 1), "addmm": (1, 2), "baddbmm": (1, 2), "mv": (0, 1), "addmv": (1, 2), "dot": (0, 1), "vdot": (0, 1)}


class _RandomRounding(TorchDispatchMode):
    """Under it a float32 training computes in float64, and each operation's result is rounded at random as float32 rounds.

    Every tensor of a lower type is widened when it is made or first used. Without a seed nothing is rounded: the exact run.
    Autograd lies above: what comes here are the kernels, of the forward pass, the backward pass and the optimizer alike.
    """

    SMALL, KEPT = 4096, 257

    def __init__(self, seed, decisions=None, low=torch.float32):
        super().__init__()
        self.noisy = seed is not None
        self.where = lambda: (0, "")
        self._decisions = decisions
        self._low, self._epsilon = low, _EPSILON[low]
        self._rules = {}
        self._scalars = {}
        if self.noisy:
            self._generator = torch.Generator().manual_seed(seed)
            self._pools, self._stretches = {}, {}
            self._place = self._turn = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        rule = self._rules.get(id(func))  # operations live as long as torch; their own hash is slow
        if rule is None:
            rule = self._rules[id(func)] = _Rule(func)
        func = rule.operation
        kwargs = kwargs or {}
        if rule.foreign:
            return func(*args, **kwargs)
        if rule.made:
            if rule.random:
                args = _map(self._lowered, args)
                kwargs = {key: self._low if value is torch.float64 else value for key, value in kwargs.items()}
            return _map(_widened, func(*args, **kwargs))
        if rule.drawn:
            return self._drawn(func, args, kwargs)
        given = args
        args = _wide_arguments(args)
        if kwargs:
            kwargs = {key: _widened_argument(value) for key, value in kwargs.items()}
        if rule.margin is not None and self._decisions is not None:
            self._decisions.see(rule, args, kwargs, self.where, self.noisy)
        if rule.dropout:
            out = _dropout(func, args)
        elif self.noisy and rule.rounded is not None:
            out = rule.rounded(self, rule, func, args, kwargs)
        else:
            out = func(*args, **kwargs)
        if args is not given and rule.writes:
            out = _written_back(rule, given, args, out)
        if isinstance(out, torch.Tensor):
            return out.double() if out.dtype in _LOW else out
        return _map(_widened, out)

    def _drawn(self, func, args, kwargs):
        """Random numbers drawn in place, from the generator as the training draws them."""
        target = args[0]
        if target.dtype != torch.float64:
            return func(*args, **kwargs)
        low = torch.empty_like(target, dtype=self._low)
        func(low, *_map(self._lowered, args[1:]), **kwargs)
        return target.copy_(low)

    # -- errors

    def round(self, x, scale=None, width=1):
        """Rounds a fresh tensor at random, in place. `scale`: standard deviation of a further normal error, element by element."""
        if x.dtype != torch.float64:
            if not x.is_floating_point():
                return x
            x = x.double()
        count = x.numel()
        if count == 0 or x.is_sparse:
            return x
        if scale is None and count == 1:
            value = float(x)
            if self._held(value) == value:  # counts, powers of two: exact in the training too
                return x
        x.mul_(self._numbers(width, x))
        if scale is not None:
            x.add_(self._numbers("normal", x).mul(scale))
        return x

    def _held(self, value):
        """The number as the training's type holds it."""
        return float(numpy.float32(value)) if self._low is torch.float32 else float(torch.tensor(value, dtype=self._low))

    def scalar(self, value):
        """A constant as one implementation might hold it: off by up to its rounding error, the same all through the replay."""
        if type(value) is not float:
            return value
        known = self._scalars.get(value)
        if known is None:
            error = self._held(value) - value if math.isfinite(value) else 0.0
            draw = float(torch.empty(()).uniform_(-math.sqrt(3), math.sqrt(3), generator=self._generator)) if error else 0.0
            known = self._scalars[value] = value + error * draw
        return known

    def _numbers(self, kind, like):
        """Random numbers in a tensor's shape. Kind: "normal", or how many roundings wide.

        They are stretches of a pool. For small tensors, where cutting a stretch costs more than using it, a few hundred are kept for
        each shape and used in turn; the number is a prime, so that no loop of a training meets the same ones again in step.
        """
        if like.numel() > self.SMALL:
            return self._stretch(kind, like)
        key = (kind, like.shape, like.device)
        stretches = self._stretches.get(key)
        if stretches is None:
            stretches = self._stretches[key] = []
        if len(stretches) < self.KEPT:
            stretches.append(self._stretch(kind, like))
            return stretches[-1]
        self._turn += 1
        return stretches[self._turn % self.KEPT]

    def _stretch(self, kind, like):
        count = like.numel()
        pool = self._pools.get((kind, like.device))
        if pool is None or pool.numel() < 2 * count:
            pool = torch.empty(max(2**17, 2 ** math.ceil(math.log2(4 * count))), dtype=torch.float64)
            if kind == "normal":
                pool.normal_(generator=self._generator)
            else:
                half = kind * self._epsilon / 2
                pool.uniform_(1 - half, 1 + half, generator=self._generator)
            pool = self._pools[(kind, like.device)] = pool.to(like.device)
        self._place = (self._place * 5 + count * 7 + 12_345) % (pool.numel() - count)
        return pool.narrow(0, self._place, count).view(like.shape)

    # -- the kinds of operations

    def simple(self, rule, func, args, kwargs):
        if any(type(value) is float for value in args):
            args = tuple(map(self.scalar, args))
        if kwargs:
            kwargs = {key: self.scalar(value) for key, value in kwargs.items()}
        return self._rounded(rule, func(*args, **kwargs), args)

    def _rounded(self, rule, out, args):
        if rule.writes:
            for index in rule.writes:
                _map(self.round, args[index])
            return out
        return self.round(out) if isinstance(out, torch.Tensor) else _map(self.round, out)

    def power(self, rule, func, args, kwargs):
        if args[1] in (2, 2.0):
            return self._rounded(rule, func(*args, **kwargs), args)
        return self.measured(rule, func, args, kwargs)

    def elementary(self, rule, func, args, kwargs):
        return self.round(func(*args, **kwargs), width=_grid_width(func, rule, self._low))

    def tanh_backward(self, rule, func, args, kwargs):
        """g * (1 - y * y): the square is rounded before it is subtracted from one."""
        gradient, y = args
        return self.round(gradient * (1 - self.round(y * y)))

    def product(self, rule, func, args, kwargs):
        first, second = (args[index] for index in _PRODUCTS[rule.base])
        length = first.shape[-1]
        out = func(*args, **kwargs)
        if length == 1:
            return self.round(out)
        squares = torch.matmul(first * first, second * second)
        alpha = kwargs.get("alpha", 1)
        return self.round(out, self._walk(length, squares if alpha == 1 else squares * alpha**2, out))

    def _walk(self, count, squares, total):
        """The error of adding `count` numbers one by one in any order; see the file's head. Uses `squares` up."""
        return squares.addcmul_(total, total, value=1 / 3).sqrt_().mul_(_ROUNDING * self._epsilon * math.sqrt(count))

    def sum(self, rule, func, args, kwargs):
        out = func(*args, **kwargs)
        count = args[0].numel() / max(1, out.numel())
        if count <= 1 or not out.is_floating_point():
            return out
        squares = func(args[0] * args[0], *args[1:], **kwargs)
        if rule.base == "mean":
            squares = squares / count
        return self.round(out, self._walk(count, squares, out))

    def norm(self, rule, func, args, kwargs):
        """sqrt of a sum of squares: the sum's error over twice the norm."""
        out = func(*args, **kwargs)
        order = args[1] if len(args) > 1 else 2
        count = args[0].numel() / max(1, out.numel())
        if order not in (2, 2.0, None) or count <= 1:
            return self.round(out)
        fourth = func(args[0] * args[0], *args[1:], **kwargs).square_()
        return self.round(out, self._walk(count, fourth, out * out).div_(2 * out.clamp(min=1e-300)))

    def convolution(self, rule, func, args, kwargs):
        x, weight = args[0], args[1]
        length = weight[:, 0].numel() if args[6] else weight[0].numel()  # transposed, or not
        squares = func(x * x, weight * weight, None, *args[3:], **kwargs)
        out = func(*args, **kwargs)
        return self.round(out, self._walk(length, squares, out))

    def convolution_backward(self, rule, func, args, kwargs):
        gradient, x, weight = args[:3]
        out = func(*args, **kwargs)
        squares = func(gradient * gradient, x * x, weight * weight, *args[3:], **kwargs)
        places = gradient.numel() // gradient.shape[1]
        lengths = (weight.numel() // weight.shape[1], places, places)
        return tuple(
            one if one is None else self.round(one, self._walk(length, square, one))
            for one, square, length in zip(out, squares, lengths))

    def measured(self, rule, func, args, kwargs):
        """Any other operation: its own kernel in the training's type shows how large its error is."""
        tensors = [value for value in _flat(args) if isinstance(value, torch.Tensor)]
        if any(tensor.is_sparse for tensor in tensors):
            return func(*args, **kwargs)
        if not any(tensor.dtype == torch.float64 for tensor in tensors):
            return self._rounded(rule, func(*args, **kwargs), args)
        low_args, low_kwargs = _map(self._lowered, args), {key: _map(self._lowered, value) for key, value in kwargs.items()}
        alone = rule.alone and isinstance(args[0], torch.Tensor)
        magnitude = args[0].clone() if alone and rule.writes else args[0] if alone else None
        try:
            low = func(*low_args, **low_kwargs)
        except RuntimeError:
            low = None  # no such kernel here: one rounding is what is known
        out = func(*args, **kwargs)
        if low is None:
            return self._rounded(rule, out, args)
        if rule.writes:
            for index in rule.writes:
                self._erring(rule, args, args[index], low_args[index], magnitude)
            return out
        for index in rule.writes_unsaid:
            if args[index] is not None:
                self._erring(rule, args, args[index], low_args[index], None)
        if isinstance(out, torch.Tensor):
            return self._erring(rule, args, out, low, magnitude)
        if not isinstance(out, (tuple, list)):
            return out
        return type(out)(self._erring(rule, args, one, other, magnitude) if isinstance(one, torch.Tensor) else one for one, other in zip(out, low))

    def _lowered(self, tensor):
        return tensor.to(self._low) if tensor.dtype == torch.float64 else tensor

    def _erring(self, rule, args, out, low, magnitude):
        if not out.is_floating_point() or out.numel() == 0:
            return out
        size = _error_size(out, low, magnitude)
        count = rule.addends(args, out)
        if count > 1:  # kernels add in blocks; others that are right one by one
            total = torch.ones_like(out) if rule.base == "_log_softmax" else out
            size = torch.hypot(size, total * (_ROUNDING * self._epsilon * math.sqrt(count / 3)))
        return self.round(out, size)


class _Rule:
    """How one operation is treated."""

    def __init__(self, func):
        schema = func._schema
        self.operation = getattr(func, "_op", func)  # what the overload calls
        space, name = schema.name.split("::")
        self.base = base = name[:-1] if name.endswith("_") and not name.endswith("__") else name
        each = base.startswith("_foreach_")
        plain = base[len("_foreach_"):] if each else base
        self.foreign = space not in ("aten", "prims", "mkldnn", "quantized", "torchvision")
        self.drawn = name in _DRAWN_IN_PLACE
        self.made = (base in _MADE or base in _RANDOM) and not self.drawn
        self.random = base in _RANDOM
        self.dropout = base == "native_dropout"
        self.margin = None if each else _MARGINS.get(base)
        self.writes = tuple(index for index, argument in enumerate(schema.arguments)
                            if argument.alias_info is not None and argument.alias_info.is_write and not argument.kwarg_only)
        # batch norm moves its running statistics without saying so
        self.writes_unsaid = (3, 4) if base in ("native_batch_norm", "cudnn_batch_norm", "miopen_batch_norm") else ()
        tensors = [argument for argument in schema.arguments if "Tensor" in str(argument.type)]
        self.alone = len(tensors) == 1
        self.rounded = self._kind(plain, each)

    def addends(self, args, out):
        """How many positive numbers a compound operation adds up: a softmax along its axis, a loss over its elements."""
        if self.base in ("_softmax", "_log_softmax"):
            return args[0].shape[args[1]] if args[0].dim() else 1
        if self.base.endswith("loss") or self.base == "nll_loss_forward":
            return args[0].numel() // args[0].shape[-1] if self.base == "nll_loss_forward" else args[0].numel() // out.numel()
        return 1

    def _kind(self, name, each):
        rounding = _RandomRounding
        if name in _EXACT or self.made or self.drawn:
            return None
        if each or name in _SIMPLE:
            return rounding.simple
        if name in _PRODUCTS:
            return rounding.product
        if name in _ELEMENTARY:
            return rounding.elementary
        named = {"sum": rounding.sum, "mean": rounding.sum, "cumsum": rounding.measured, "pow": rounding.power,
                 "norm": rounding.norm, "linalg_vector_norm": rounding.norm, "tanh_backward": rounding.tanh_backward,
                 "convolution": rounding.convolution, "convolution_backward": rounding.convolution_backward}
        return named.get(name, rounding.measured)


def _error_size(out, low, magnitude):
    """The standard deviation of a kernel's error, element by element, from one sample of each.

    out: float64 result. low: the kernel's own. Elements of about the same magnitude (of the argument, where there is one; else of
    the result) are taken together: eight classes an octave, two in small tensors; a handful of elements are one class. What
    the tensor errs relative to itself is added, for a class of one that happened to be exact.
    """
    squared = (low.double() - out).square_().nan_to_num_(0.0, 0.0, 0.0)
    energy = (out * out).nan_to_num_(0.0, 0.0, 0.0)
    relative = squared.sum() / energy.sum().clamp(min=1e-300)
    if out.numel() < 64:
        return energy.mul_(relative).add_(squared.mean()).sqrt_()
    by = out if magnitude is None or magnitude.shape != out.shape else magnitude
    keys = by.float().contiguous().view(torch.int32).bitwise_right_shift(20 if out.numel() >= 2048 else 22)
    keys = keys.bitwise_and_(0xFFF).flatten().long()
    counts = torch.bincount(keys, minlength=4096)
    sums = torch.bincount(keys, weights=squared.flatten(), minlength=4096)
    return energy.mul_(relative).add_((sums / counts.clamp(min=1))[keys].view(out.shape)).sqrt_()


_grid_widths = {}


def _grid_width(func, rule, low):
    """How many roundings wide the error of a function such as exp is: its kernel against float64 on a grid, 1, 2, 4, ..."""
    width = _grid_widths.get((rule.base, low))
    if width is None:
        exact = torch.cat([torch.logspace(-4, 1, 2000), -torch.logspace(-4, 1, 2000)]).to(low).double()
        function = getattr(torch.ops.aten, rule.base)
        if rule.base == "sigmoid_backward":
            exact = exact.abs().clamp(max=1)
            grid, arguments = exact, (torch.ones_like(exact), exact)
        else:
            grid = exact.abs() if rule.base.startswith("log") else exact
            arguments = (grid,)
        wide, narrow = function(*arguments), function(*[argument.to(low) for argument in arguments]).double()
        error = ((narrow - wide) / wide).nan_to_num_(0.0, 0.0, 0.0).square_().mean().sqrt_()
        needed = float(error) / (_ROUNDING * _EPSILON[low])
        width = _grid_widths[(rule.base, low)] = 2 ** max(0, math.ceil(math.log2(max(needed, 1e-9))))
    return width


def _dropout(func, args):
    """The mask from the generator as the training draws it, the product in float64."""
    x, p = args[0], args[1]
    _, mask = func(x.float(), *args[1:])
    return torch.where(mask, x / (1 - p) if p < 1 else torch.zeros_like(x), torch.zeros_like(x)), mask


def _map(function, out):
    if isinstance(out, torch.Tensor):
        return function(out)
    if isinstance(out, (tuple, list)):
        return type(out)([_map(function, one) for one in out]) if type(out) in (tuple, list) else out
    return out


def _flat(args):
    for value in args:
        if isinstance(value, (tuple, list)):
            yield from value
        else:
            yield value


def _widened(tensor):
    return tensor.double() if tensor.dtype in _LOW else tensor


def _widened_argument(value):
    if isinstance(value, torch.dtype):
        return torch.float64 if value in _LOW else value
    return _map(_widened, value) if isinstance(value, (torch.Tensor, tuple, list)) else value


def _wide_arguments(args):
    """The same tuple where nothing is to be widened."""
    for value in args:
        kind = type(value)
        if kind is int or kind is float or kind is bool or value is None:
            continue
        if isinstance(value, torch.Tensor):
            if value.dtype in _LOW:
                break
        elif isinstance(value, (tuple, list)) and value and isinstance(value[0], torch.Tensor):
            if any(one is not None and one.dtype in _LOW for one in value):
                break
    else:
        return args
    return tuple(_map(_widened, value) for value in args)


def _written_back(rule, given, args, out):
    """An operation in place on a tensor that was not widened: its own storage has to change."""
    for index in rule.writes:
        if isinstance(given[index], torch.Tensor) and given[index] is not args[index]:
            given[index].copy_(args[index])
            if out is args[index]:
                out = given[index]
    return out


# ------------------------------------------------------------------------------------------------------------- decisions


def _top_two(x, dim):
    if x.dim() == 0 or x.shape[dim] < 2:
        return None
    top = x.topk(2, dim).values
    return top.select(dim, 0) - top.select(dim, 1)


def _margin_along(sign, reduce_all=True):
    def margin(args, kwargs):
        x = sign * args[0]
        dim = args[1] if len(args) > 1 else kwargs.get("dim")
        if isinstance(dim, (list, tuple)):
            dim = dim[0] if len(dim) == 1 else None
        return _top_two(x.flatten(), 0) if not isinstance(dim, int) else _top_two(x, dim)
    return margin


def _margin_compare(args, kwargs):
    first, second = args[0], args[1]
    if isinstance(second, torch.Tensor) and not second.is_floating_point() and not first.is_floating_point():
        return None
    return first - second


def _margin_clamp(args, kwargs):
    low = args[1] if len(args) > 1 else kwargs.get("min")
    high = args[2] if len(args) > 2 else kwargs.get("max")
    sides = [args[0] - side for side in (low, high) if side is not None]
    if len(sides) == 2:
        return torch.where(sides[0].abs() < sides[1].abs(), *sides)
    return sides[0] if sides else None


def _margin_sort(args, kwargs):
    x = args[0]
    named = [value for value in args[1:] if isinstance(value, int) and not isinstance(value, bool)]
    dim = kwargs.get("dim", named[0] if named else -1)
    return x.sort(dim=dim).values.diff(dim=dim) if x.dim() else None


def _margin_topk(args, kwargs):
    x, k = args[0], args[1]
    dim = args[2] if len(args) > 2 else kwargs.get("dim", -1)
    largest = args[3] if len(args) > 3 else kwargs.get("largest", True)
    if x.dim() == 0 or k >= x.shape[dim]:
        return _margin_sort((x, dim), {})
    best = x.topk(k + 1, dim, largest=largest).values
    return best.diff(dim=dim)


def _margin_pool(args, kwargs):
    """The distance of the two largest of each window."""
    given = list(args) + [None] * (6 - len(args))
    kernel = given[1]
    stride = given[2] or kernel
    padding, dilation = given[3] or 0, given[4] or 1
    x = args[0] if args[0].dim() == 4 else args[0].unsqueeze(0)
    pair = lambda value: (value * 2 if len(value) == 1 else list(value)) if isinstance(value, (list, tuple)) else [value, value]
    (kh, kw), (ph, pw) = pair(kernel), pair(padding)
    if kh * kw < 2 or (len(given) > 5 and given[5]):
        return None
    x = torch.nn.functional.pad(x, (pw, pw, ph, ph), value=-1e300)
    x = x.reshape(-1, 1, x.shape[-2], x.shape[-1])
    windows = torch.nn.functional.unfold(x, (kh, kw), dilation=tuple(pair(dilation)), stride=tuple(pair(stride)))
    return _top_two(windows, 1)


_MARGINS = {
    **{name: lambda args, kwargs: args[0] for name in ("relu", "abs", "sign", "sgn", "leaky_relu", "prelu", "_prelu_kernel")},
    "threshold": lambda args, kwargs: args[0] - args[1],
    "hardtanh": lambda args, kwargs: _margin_clamp((args[0], *(args[1:3] if len(args) > 2 else (-1.0, 1.0))), {}),
    "clamp": _margin_clamp,
    "clamp_min": lambda args, kwargs: args[0] - args[1],
    "clamp_max": lambda args, kwargs: args[0] - args[1],
    **{name: _margin_along(1) for name in ("max", "argmax", "amax")},
    **{name: _margin_along(-1) for name in ("min", "argmin", "amin")},
    **{name: _margin_compare for name in ("gt", "lt", "ge", "le", "maximum", "minimum", "l1_loss", "smooth_l1_loss")},
    "sort": _margin_sort,
    "topk": _margin_topk,
    "round": lambda args, kwargs: args[0] - args[0].floor() - 0.5,
    "floor": lambda args, kwargs: args[0] - args[0].round(),
    "ceil": lambda args, kwargs: args[0] - args[0].round(),
    "max_pool2d_with_indices": _margin_pool,
}


class _Decisions:
    """The margins of every decision that came close, in the exact run and in the replays.

    Only margins below a 256th of their tensor's mean are followed: rounding moves none of the others.
    """

    CLOSE = 2.0**-8
    WITHOUT_GRADIENT = ("clamp", "clamp_max", "clamp_min")  # clipping; any other decision there (a metric) trains nothing

    def __init__(self):
        self._met = []
        self._next = 0
        self._replays = 0

    def rewind(self):
        self._next = 0
        self._replays += 1

    def see(self, rule, args, kwargs, where, noisy):
        if not isinstance(args[0], torch.Tensor) or not args[0].is_floating_point() or args[0].numel() == 0:
            return
        if not torch.is_grad_enabled() and rule.base not in self.WITHOUT_GRADIENT:
            return
        if not noisy:
            self._meet(rule, args, kwargs, where)
            return
        if self._next >= len(self._met) or self._met[self._next][0] != rule.base:
            raise RecordingError(f"a replay took another path at step {where()[0]}: does the control flow depend on computed values (.item())?")
        _, _, indices, margins, moved = self._met[self._next]
        self._next += 1
        if indices is not None:
            margin = rule.margin(args, kwargs).flatten()
            if margin.numel() > int(indices[-1]):
                moved.add_((margin[indices] - margins).square_())

    def _meet(self, rule, args, kwargs, where):
        margin = rule.margin(args, kwargs)
        entry = (rule.base, where(), None, None, None)
        if margin is not None:
            margin = margin.flatten()
            size = margin.abs()
            indices = torch.nonzero(size < self.CLOSE * size[size < 1e200].mean()).flatten()
            if indices.numel():
                margins = margin[indices].clone()
                entry = (rule.base, where(), indices, margins, torch.zeros_like(margins))
        self._met.append(entry)

    def undecided(self):
        """As recording.json lists them: step, tensor, how many elements."""
        found = {}
        for _, place, indices, margins, moved in self._met:
            if indices is None:
                continue
            sigma = (moved / max(1, self._replays)).sqrt()
            close = int(((margins.abs() < SIGMAS * sigma) & (sigma > 0)).sum())
            if close:
                found[place] = found.get(place, 0) + close
        return [{"step": step, "tensor": tensor, "elements": count} for (step, tensor), count in sorted(found.items(), key=lambda one: one[0][0])]


# ----------------------------------------------------------------------------------------------------------------- noise


class _Deviations:
    """Sums up, over replays, the squares and fourth powers of how far each element lay from the expected one."""

    def __init__(self, expected):
        self._expected = expected
        self._powers = {}
        self._met = 0
        self._all = sum(len(tensors) for step, tensors in expected.items() if step)

    def take(self, step, name, value):
        expected = self._expected.get(step, {}).get(name)
        if step == 0 or expected is None:
            return
        self._met += 1
        if value.shape != expected.shape:
            raise RecordingError(f"a replay took another path: {name} at step {step} has shape {list(value.shape)} for {list(expected.shape)}")
        if value.dtype.kind != "f":
            return
        with numpy.errstate(invalid="ignore", over="ignore"):
            squared = numpy.square(value.astype(numpy.float64) - expected)
        moved = numpy.where(numpy.isfinite(squared), squared, 0)  # what is not finite never passes, whatever its noise
        known = self._powers.setdefault(step, {}).get(name, (0, 0))
        self._powers[step][name] = (known[0] + moved, known[1] + moved * moved)

    def closed(self, what, number, steps, expected_steps):
        if self._met != self._all or steps != expected_steps:
            raise RecordingError(f"{what} {number} took another path: {self._met} tensors in {steps} steps for {self._all} in {expected_steps}; "
                                 "does the training's control flow depend on computed values (.item())?")
        self._met = 0

    def sigmas(self, replays):
        """The root mean square; where the deviations have a longer tail than a normal error, the sigma of one with their tail.

        A gradient that is zero but for rounding (a bias before batch norm) has a square, in Adam's exp_avg_sq, that is ten times
        its own root mean square once in 30,000 draws. The fourth moment, 3 sigma^4 for a normal error, tells such elements.
        """
        return {step: {name: _floored(numpy.sqrt(numpy.maximum(squares / replays, numpy.sqrt(fourths / (3 * replays)))))
                       for name, (squares, fourths) in tensors.items() if name.split("/")[0] not in ("start", "input")}
                for step, tensors in self._powers.items()}


def _floored(sigma):
    """No sigma below a tenth of the tensor's own root mean square; all zero: one zero for all.

    An estimate from n replays is sigma times sqrt(chi-squared(n) / n). For n = 16 one in ten thousand falls below 0.4 of the
    true value and one in 10^10 below 0.1, so a floor of a tenth is never what judges an element that moves like its
    neighbours; it judges those which by a chance of their own (an exact product, a cancelled digit) did not move at all in
    the replays, and which another order of summation does move.
    """
    if not sigma.size or not sigma.any():
        return numpy.zeros((), numpy.float64)
    return numpy.maximum(sigma, 0.1 * math.sqrt(float(numpy.mean(sigma * sigma))))


def _share(actual, expected, sigma, dtype):
    """|actual - expected| over what is allowed: ten sigma, and never less than one unit in the last place."""
    unit = numpy.spacing(numpy.maximum(numpy.abs(expected), numpy.abs(actual)).astype(dtype)).astype(numpy.float64)
    with numpy.errstate(invalid="ignore"):
        share = numpy.abs(actual - expected) / numpy.maximum(SIGMAS * sigma, unit)
    return numpy.where(numpy.isnan(share), numpy.inf, share)


def _each(steps):
    for step in sorted(steps):
        for name, value in steps[step].items():
            yield step, name, value


# ---------------------------------------------------------------------------------------------------------------- sketch


def _mix(x):
    """SplitMix64's output of unsigned 64-bit numbers."""
    z = x + numpy.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return z ^ (z >> numpy.uint64(31))


@functools.lru_cache(maxsize=8)
def _signs(j, elements):
    """s(j, i) for all i, packed eight to a byte: bit 0 is -1, bit 1 is +1."""
    with numpy.errstate(over="ignore"):
        bits = _mix(numpy.uint64(j << 40) + numpy.arange(elements, dtype=numpy.uint64)) & numpy.uint64(1)
    return numpy.packbits(bits.astype(numpy.uint8))


def _sketch(value, size):
    """Number j is the sum of s(j, i) * x[i] in float64, in row-major order."""
    flat = numpy.ascontiguousarray(value, numpy.float64).reshape(-1)
    total = flat.sum()
    # sum of s * x = 2 * (sum where s is +1) - sum of all
    return numpy.array([2 * flat[numpy.unpackbits(_signs(j, flat.size), count=flat.size).view(bool)].sum() - total for j in range(size)])


# ----------------------------------------------------------------------------------------------------------------- files

_TYPES = {"float64": "F64", "float32": "F32", "float16": "F16", "int64": "I64", "int32": "I32", "int16": "I16", "int8": "I8", "uint8": "U8", "bool": "BOOL"}


def _write_safetensors(path, tensors, rank):
    """Step files keep types as they are; sigmas (float64, in noise and local files) become bfloat16, rounded up."""
    sigmas = not os.path.basename(path).startswith("step-")
    encoded = {}
    for name, value in tensors.items():
        if sigmas:
            encoded[name] = ("BF16", value.shape, _bfloat16_above(value))
        else:
            encoded[name] = (_TYPES[value.dtype.name], value.shape, numpy.ascontiguousarray(value))
    # the widest first keeps every tensor aligned
    names = sorted(encoded, key=lambda name: (-encoded[name][2].itemsize, rank.get(name, len(rank)), name))
    header, place = {}, 0
    for name in names:
        kind, shape, data = encoded[name]
        header[name] = {"dtype": kind, "shape": list(shape), "data_offsets": [place, place + data.nbytes]}
        place += data.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little"))
        file.write(text)
        for name in names:
            file.write(encoded[name][2].astype(encoded[name][2].dtype.newbyteorder("<"), copy=False).tobytes())


def _bfloat16_above(sigma):
    """bfloat16 bits of the next number not below: a bound must not shrink by being stored."""
    single = sigma.astype(numpy.float32)
    single = numpy.where(single < sigma, numpy.nextafter(single, numpy.float32(numpy.inf)), single)
    bits = numpy.ascontiguousarray(single).view(numpy.uint32)
    return ((bits + numpy.uint32(0xFFFF)) >> numpy.uint32(16)).astype(numpy.uint16).reshape(sigma.shape)


def read_safetensors(path):
    """The tensors of a file by name, as numpy arrays; bfloat16 as float32."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    types_by_code = {code: numpy.dtype(name).newbyteorder("<") for name, code in _TYPES.items()}
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        if entry["dtype"] == "BF16":
            value = (numpy.frombuffer(data[begin:end], "<u2").astype(numpy.uint32) << numpy.uint32(16)).view(numpy.float32)
        else:
            value = numpy.frombuffer(data[begin:end], types_by_code[entry["dtype"]])
        tensors[name] = value.reshape(entry["shape"]).copy()
    return tensors


def _read_states(folder):
    """Parameters and optimizer state after each step of a recording."""
    states = {}
    for file in sorted(os.listdir(folder)):
        if file.startswith("step-") and file.endswith(".safetensors"):
            tensors = read_safetensors(os.path.join(folder, file))
            states[int(file[5:11])] = {name: value for name, value in tensors.items() if name.split("/")[0] in _Plan.STATE}
    if not states:
        raise RecordingError(f"{folder} holds no step files")
    return states


class _Folder:
    """The recording's folder: filled beside its place, then put there at once."""

    def __init__(self, out):
        self.out = os.path.abspath(os.fspath(out))
        self.name = os.path.basename(self.out)
        if os.path.exists(self.out) and not os.path.exists(os.path.join(self.out, "recording.json")) and (
                not os.path.isdir(self.out) or os.listdir(self.out)):
            raise RecordingError(f"{out} is there already and is no recording: it is left as it is")

    @contextlib.contextmanager
    def replaced(self):
        os.makedirs(os.path.dirname(self.out), exist_ok=True)
        filled, old = (os.path.join(os.path.dirname(self.out), f".{self.name}.{word}-{os.getpid()}") for word in ("new", "old"))
        os.mkdir(filled)
        try:
            with _terminated_as_interrupt():
                yield filled
            if os.path.exists(self.out):
                os.rename(self.out, old)
            os.rename(filled, self.out)
        except BaseException:
            if os.path.exists(old) and not os.path.exists(self.out):
                os.rename(old, self.out)
            raise
        finally:
            for leftover in (filled, old):
                shutil.rmtree(leftover, ignore_errors=True)

    def size(self):
        return sum(os.path.getsize(os.path.join(self.out, file)) for file in os.listdir(self.out))


@contextlib.contextmanager
def _terminated_as_interrupt():
    """SIGTERM while files are written cleans up as Ctrl-C does."""
    def interrupt(number, frame):
        raise KeyboardInterrupt()
    try:
        before = signal.signal(signal.SIGTERM, interrupt)
    except ValueError:  # not the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _environment(device):
    facts = {"torch": torch.__version__, "numpy": numpy.__version__, "python": platform.python_version(), "device": device,
             "machine": platform.machine(), "threads": torch.get_num_threads(), "mkldnn": torch.backends.mkldnn.is_available(),
             "allow_tf32": torch.backends.cuda.matmul.allow_tf32, "deterministic": torch.are_deterministic_algorithms_enabled()}
    if device.startswith("cuda"):
        facts.update(gpu=torch.cuda.get_device_name(device), cuda=torch.version.cuda, cudnn=torch.backends.cudnn.version())
    return {key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in facts.items()}


def _bytes(count):
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000 or unit == "GB":
            return f"{count:.0f} {unit}" if unit == "bytes" else f"{count:.1f} {unit}"
        count /= 1000


# ------------------------------------------------------------------------------------------------------------------ cases

_CELLS = {"rnn": torch.nn.RNNCell, "rnn-relu": torch.nn.RNNCell, "lstm": torch.nn.LSTMCell, "gru": torch.nn.GRUCell}
_MOST_DECIMALS = 17


def case(out, *, text, repeat=1, vocabulary=None, cell="rnn", hidden=8, seed=0, epochs=100, optimizer="adam", lr=0.1, softmax=None,
         first_row=0, rows=10, decimals=6, name=None, source=None, overwrite=False):
    """Writes a case file: what `lockstep verify` trains, and the softmax that must come out of it.

    The network reads `text`, `repeat` times, one character a step, and learns to tell the next: a cell (`rnn`, `rnn-relu`, `lstm`
    or `gru`) with `hidden` units from a zero state, then a linear layer, both as PyTorch draws them after torch.manual_seed(seed),
    with the mean cross-entropy over all steps and `adam` or `sgd` with its defaults, all characters in one step, for `epochs` steps.

    vocabulary     the characters in one-hot order (default: those of the text, sorted)
    softmax        rows of the softmax of the last training forward pass, from a training of your own; without it, this trains
    first_row      the first row of `softmax`, or the first that is printed
    rows           how many rows are printed of a training here, as far as there are
    decimals       to which they are rounded; of numbers of your own, those that they were rounded to
    name, source   of the case (default: the file's name, and what trained it)
    overwrite      whether a file that is there is replaced

    Raises RecordingError when something is out of its range, when the file is there, when the training comes to NaN, and where CI is
    set in the environment: a build must not move what it is held to. Returns what was written.
    """
    ci = os.environ.get("CI", "")
    if ci and ci.lower() != "false":
        raise RecordingError(f"CI={ci} is set in the environment: a build must not write what it is held to")
    if os.path.exists(out) and not overwrite:
        raise RecordingError(f"{out} is there already: overwrite=True (--overwrite) replaces it")
    vocabulary = sorted(set(text)) if vocabulary is None else list(vocabulary)
    written = {
        "name": os.path.splitext(os.path.basename(out))[0] if name is None else name,
        "source": "",
        "task": {"text": text, "repeat": repeat, "vocabulary": vocabulary},
        "model": {"cell": cell, "hidden": hidden},
        "init": {"seed": seed},
        "training": {"epochs": epochs, "optimizer": optimizer, "learningRate": float(lr)},
    }
    steps = _check_case(written, first_row, rows, decimals)
    trained = softmax is None
    if trained:
        softmax = _trained_softmax(written)[first_row:first_row + rows]
    printed = [[round(float(value), decimals) for value in row] for row in softmax]
    if not printed or len(printed) > steps - first_row or any(len(row) != len(vocabulary) for row in printed):
        raise RecordingError(f"softmax has to be rows of {len(vocabulary)} numbers, at least one and within the {steps} steps")
    if not all(0 <= value <= 1 for row in printed for value in row):
        raise RecordingError("softmax holds what is no number from 0 to 1" + (": the training came to NaN" if trained else ""))
    written["source"] = source if source is not None else (
        f"trained by PyTorch {torch.__version__} on cpu, float32" if trained else "numbers of a training elsewhere")
    written["expected"] = {"softmax": {"firstRow": first_row, "decimals": decimals, "values": printed}}
    if trained:
        written["expected"]["softmax"]["notes"] = {"origin": _case_origin(seed, decimals)}
    _write_case(out, written)
    return written


def _check_case(written, first_row, rows, decimals):
    """How many steps there are; refuses what a case file may not hold."""
    task, model, training = written["task"], written["model"], written["training"]
    known = set(task["vocabulary"])
    steps = len(task["text"]) * task["repeat"] - 1
    allowed = [
        (0 < len(written["name"]) <= 200 and set(written["name"]) <= set(_NAME) and written["name"] not in (".", ".."),
         f"name {written['name']!r}: 1 to 200 of the characters A-Z a-z 0-9 - _ ."),
        (all(len(entry) == 1 for entry in known) and len(known) == len(task["vocabulary"]),
         "vocabulary: single characters, each once"),
        (set(task["text"]) <= known, f"text: the vocabulary lacks {sorted(set(task['text']) - known)}"),
        (task["repeat"] >= 1 and steps >= 1, "text, repeat: at least two characters in all"),
        (model["cell"] in _CELLS, f"cell {model['cell']!r}: one of {', '.join(_CELLS)}"),
        (model["hidden"] >= 1, "hidden: 1 or more"),
        (training["epochs"] >= 1, "epochs: 1 or more"),
        (training["optimizer"] in ("adam", "sgd"), f"optimizer {training['optimizer']!r}: adam or sgd"),
        (0 < training["learningRate"] < math.inf, "lr: above 0 and finite"),
        (0 <= first_row < steps, f"first_row: 0 to {steps - 1}"),
        (rows >= 1, "rows: 1 or more"),
        (0 <= decimals <= _MOST_DECIMALS, f"decimals: 0 to {_MOST_DECIMALS}"),
    ]
    for holds, refusal in allowed:
        if not holds:
            raise RecordingError(refusal)
    return steps


_NAME = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."


def _trained_softmax(written):
    """The softmax of the last training forward pass, before the last update."""
    task, model, training = written["task"], written["model"], written["training"]
    place = {character: index for index, character in enumerate(task["vocabulary"])}
    indices = torch.tensor([place[character] for character in task["text"] * task["repeat"]])
    size, hidden, kind = len(place), model["hidden"], model["cell"]
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(written["init"]["seed"])
        drawn = _CELLS[kind](size, hidden, **({"nonlinearity": "relu"} if kind == "rnn-relu" else {}))
        head = torch.nn.Linear(hidden, size)
        if kind.startswith("rnn"):
            network = torch.nn.RNN(size, hidden, nonlinearity=drawn.nonlinearity)
        else:
            network = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[kind](size, hidden)
    # The cell is drawn as the case file says, and runs as the layer that computes the same over all characters.
    network.load_state_dict({key + "_l0": value for key, value in drawn.state_dict().items()})
    parameters = [*network.parameters(), *head.parameters()]
    rule = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}[training["optimizer"]](parameters, lr=training["learningRate"])
    x = torch.nn.functional.one_hot(indices[:-1], size).float().unsqueeze(1)
    for _ in range(training["epochs"]):
        rule.zero_grad()
        logits = head(network(x)[0].squeeze(1))
        torch.nn.functional.cross_entropy(logits, indices[1:]).backward()
        rule.step()
    return torch.softmax(logits.detach().double(), 1).tolist()


def _case_origin(seed, decimals):
    half = f"{0.5 * 10 ** -decimals:.{decimals + 1}f}"
    return {"implementation": "torch", "library": f"PyTorch {torch.__version__}", "computed": "float32 on cpu",
            "program": "lockstep_recorder.py", "machine": f"{platform.system()} {platform.release()} {platform.machine()}",
            "python": platform.python_version(), "seed": str(seed), "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "tolerance": f"a value stands for itself \u00b1 {half}, half a unit of its last decimal; verifying adds how far rounding "
                         "moves the training in the precision in question"}


def _write_case(out, written):
    """One row of the array a line, as the program itself writes it; whole or not at all."""
    values = written["expected"]["softmax"]["values"]
    places = written["expected"]["softmax"]["decimals"]
    rows = ["        [" + ", ".join(f"{value:.{places}f}" for value in row) + "]" for row in values]
    marked = dict(written, expected={"softmax": dict(written["expected"]["softmax"], values="@")})
    text = json.dumps(marked, indent=2, ensure_ascii=False).replace('"@"', "[\n" + ",\n".join(rows) + "\n      ]") + "\n"
    path = os.path.abspath(os.fspath(out))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    temporary = os.path.join(os.path.dirname(path), f".{os.path.basename(path)}.{os.getpid()}")
    try:
        with open(temporary, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)


# -------------------------------------------------------------------------------------------------------------- progress


class _Progress:
    """One line on the standard error: which run, how far, how long still."""

    def __init__(self, quiet):
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._total, self._done, self._since, self._shown = 0, 0, None, 0.0

    def say(self, text):
        if not self._quiet:
            self._clear()
            print(text, file=sys.stderr)

    def plan(self, steps, replays):
        self._total, self._done, self._since = steps * (replays + 1), 0, time.monotonic()

    def step(self, what, step):
        if self._quiet:
            return
        if self._since is not None:
            self._done = min(self._done + 1, self._total)
        now = time.monotonic()
        if now - self._shown < (0.1 if self._terminal else 10):
            return
        self._shown = now
        text = f"{what}, step {step}"
        if self._since is not None:
            part = self._done / self._total
            left = (now - self._since) / part * (1 - part)
            text = f"[{'#' * int(20 * part):20}] {text}, {int(left) // 60}:{int(left) % 60:02d} left"
        if self._terminal:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
        else:
            print(text, file=sys.stderr)

    def _clear(self):
        if self._terminal:
            print("\r\x1b[K", end="", file=sys.stderr)


# ---------------------------------------------------------------------------------------------------------- command line


def _training(place):
    """The function that SCRIPT.py:FUNCTION names."""
    path, colon, name = place.rpartition(":")
    if not colon or not os.path.isfile(path):
        raise RecordingError(f"{place}: write SCRIPT.py:FUNCTION, the function that trains and takes the recorder")
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    sys.modules.setdefault("lockstep_recorder", sys.modules[__name__])
    spec = importlib.util.spec_from_file_location(os.path.splitext(os.path.basename(path))[0], path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    function = getattr(module, name, None)
    if not callable(function):
        raise RecordingError(f"{path} has no function {name}")
    return function


def _case_main(arguments):
    parser = argparse.ArgumentParser(prog="lockstep_recorder.py", description="Trains a character network and writes a case file.")
    parser.add_argument("--case", required=True, metavar="FILE.json", help="the case file")
    parser.add_argument("--text", required=True, help="what is read, one character a step")
    parser.add_argument("--repeat", type=int, default=1, help="how often (1)")
    parser.add_argument("--vocabulary", help="the characters in one-hot order (those of the text, sorted)")
    parser.add_argument("--cell", default="rnn", choices=list(_CELLS))
    parser.add_argument("--hidden", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0, help="for torch.manual_seed (0)")
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--optimizer", default="adam", choices=["adam", "sgd"])
    parser.add_argument("--lr", type=float, default=0.1)
    parser.add_argument("--softmax", metavar="FILE.npy", help="rows of a training elsewhere, as numpy.save writes them; else this trains")
    parser.add_argument("--first-row", type=int, default=0)
    parser.add_argument("--rows", type=int, default=10, help="how many rows are printed (10)")
    parser.add_argument("--decimals", type=int, default=6)
    parser.add_argument("--name")
    parser.add_argument("--source", help="where the numbers come from")
    parser.add_argument("--overwrite", action="store_true", help="replace a file that is there")
    given = vars(parser.parse_args(arguments))
    out = given.pop("case")
    if given["softmax"] is not None:
        given["softmax"] = numpy.load(given["softmax"])
    case(out, **given)
    print(f"{out}: verify it with 'lockstep verify {out}'", file=sys.stderr)


def main(arguments=None):
    arguments = sys.argv[1:] if arguments is None else arguments
    if any(argument == "--case" or argument.startswith("--case=") for argument in arguments):
        try:
            _case_main(arguments)
        except (RecordingError, OSError, ValueError) as error:
            print(f"lockstep_recorder: {error}", file=sys.stderr)
            return 2
        return 0
    parser = argparse.ArgumentParser(prog="lockstep_recorder.py", description="Records a PyTorch training as a golden.",
                                     epilog="With --case FILE.json --text TEXT it writes a case file instead: --case --help.")
    parser.add_argument("training", metavar="SCRIPT.py:FUNCTION", help="the function that trains; it takes the recorder")
    parser.add_argument("out", metavar="OUT", help="the recording's folder")
    parser.add_argument("--replays", type=int, default=16, help="randomly rounded replays (16); 0: the plain run, as an actual side")
    parser.add_argument("--every", type=int, default=1, help="record step 1 and each multiple of this")
    parser.add_argument("--steps", type=int, help="stop after so many steps")
    parser.add_argument("--only", action="append", metavar="PATTERN", help="record only such tensors, e.g. 'parameter/*'; may be repeated")
    parser.add_argument("--sketch-above", type=int, default=2**22, metavar="ELEMENTS", help="keep larger tensors as a sketch")
    parser.add_argument("--sketch-size", type=int, default=64, metavar="NUMBERS")
    parser.add_argument("--no-lockstep", action="store_true", help="leave the replays in lockstep out")
    parser.add_argument("--lockstep-from", metavar="RECORDING", help="an actual side: each step from this recording's state (with --replays 0)")
    parser.add_argument("--seed", type=int, default=0, help="of the replays' rounding")
    parser.add_argument("--quiet", action="store_true")
    given = parser.parse_args(arguments)
    try:
        record(_training(given.training), given.out, replays=given.replays, lockstep=not given.no_lockstep, every=given.every, steps=given.steps,
               only=given.only, sketch_above=given.sketch_above, sketch_size=given.sketch_size, lockstep_from=given.lockstep_from,
               seed=given.seed, quiet=given.quiet)
    except RecordingError as error:
        print(f"lockstep_recorder: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("lockstep_recorder: interrupted, nothing was recorded", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
