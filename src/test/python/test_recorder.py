"""What the recorder promises, tried on small trainings."""

import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
MAIN = os.path.join(HERE, "..", "..", "main", "python")
sys.path[:0] = [HERE, MAIN, os.path.join(HERE, "trainings")]

import numpy  # noqa: E402
import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402

import lockstep_recorder as lockstep  # noqa: E402
from comparison import Golden, load  # noqa: E402


def small(recorder, steps=3, rate=0.1):
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU(), torch.nn.Linear(4, 2))
    optimizer = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9)
    recorder.watch(model, optimizer)
    x, y = torch.randn(5, 3), torch.randint(0, 2, (5,))
    for _ in range(steps):
        optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        optimizer.step()


class Recording(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name
        self.out = os.path.join(self.directory, "golden")

    def record(self, train, out=None, replays=3, **options):
        return lockstep.record(train, out or self.out, replays=replays, quiet=True, **options)

    def refused(self, train, **options):
        with self.assertRaises(lockstep.RecordingError) as raised:
            self.record(train, **options)
        self.assertFalse(os.path.exists(self.out))
        self.assertEqual([], os.listdir(self.directory))
        return str(raised.exception)


class WhatIsRecorded(Recording):
    def test_every_kind_of_tensor_of_a_step_in_the_order_of_computation(self):
        facts = self.record(small)
        self.assertEqual(
            ["input/input", "activation/0", "activation/1", "activation/2", "input/target", "loss/loss",
             "gradient/2.bias", "gradient/2.weight", "gradient/0.bias", "gradient/0.weight"], facts["order"][:10])
        first, second = load(self.out)[1], load(self.out)[2]
        self.assertEqual(set(facts["order"]), set(second))
        self.assertEqual({"start/0.weight", "start/0.bias", "start/2.weight", "start/2.bias"}, set(first) - set(second))
        self.assertEqual((4, 3), first["optimizer/momentum_buffer/0.weight"].shape)
        self.assertEqual("sgd", facts["optimizer"]["name"])
        self.assertEqual(0.9, facts["optimizer"]["momentum"])
        self.assertEqual(set(load(self.out, "noise")[2]), {name for name in second if not name.startswith("input/")})

    def test_values_are_the_trainings_own_up_to_rounding(self):
        self.record(small)
        seen = []

        class Watching:
            def watch(self, model, optimizer):
                self.model = model
        watching = Watching()
        small(watching)
        for name, parameter in watching.model.named_parameters():
            seen.append(name)
            numpy.testing.assert_allclose(load(self.out)[3]["parameter/" + name], parameter.detach().numpy(), rtol=1e-5, atol=1e-7)
        self.assertEqual(4, len(seen))

    def test_the_gradient_is_the_one_that_the_optimizer_received(self):
        def train(recorder):
            torch.manual_seed(0)
            model = torch.nn.Linear(2, 1)
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
            recorder.watch(model, optimizer)
            for _ in range(2):  # two backward passes, then a clipped step
                optimizer.zero_grad()
                for _ in range(2):
                    model(torch.ones(3, 2)).square().mean().mul(100).backward()
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
        self.record(train)
        step = load(self.out)[1]
        norm = math.sqrt(sum(float((step[f"gradient/{name}"].astype(float) ** 2).sum()) for name in ("weight", "bias")))
        self.assertAlmostEqual(1, norm, places=5)
        self.assertIn("activation/output#2", step)
        self.assertIn("loss/loss#2", step)

    def test_outputs_of_several_tensors_shared_modules_tied_weights_and_moving_buffers(self):
        class Model(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.embedding = torch.nn.Embedding(4, 3)
                self.lstm = torch.nn.LSTM(3, 3)
                self.norm = torch.nn.BatchNorm1d(3)
                self.decoder = torch.nn.Linear(3, 4)
                self.decoder.weight = self.embedding.weight
                self.register_buffer("still", torch.ones(2))

            def forward(self, tokens, scale):
                out, _ = self.lstm(self.embedding(tokens) * scale)
                return {"logits": self.decoder(self.norm(self.norm(out)))}

        def train(recorder):
            torch.manual_seed(0)
            model = Model()
            optimizer = torch.optim.Adam(model.parameters())
            recorder.watch(model, optimizer)
            tokens = torch.tensor([0, 1, 2, 3])
            F.cross_entropy(model(tokens, scale=torch.tensor(2.0))["logits"], tokens).backward()
            optimizer.step()
        self.record(train)
        step = load(self.out)[1]
        self.assertTrue({"activation/lstm", "activation/lstm:1", "activation/lstm:2", "activation/norm", "activation/norm#2",
                         "input/tokens", "input/scale", "input/target", "parameter/norm.running_mean", "start/norm.running_mean"} <= set(step))
        self.assertIn("parameter/embedding.weight", step)
        self.assertNotIn("parameter/decoder.weight", step)
        self.assertNotIn("parameter/still", step)
        numpy.testing.assert_array_equal([0, 1, 2, 3], step["input/tokens"])

    def test_several_models_and_optimizers_have_prefixes(self):
        def train(recorder):
            torch.manual_seed(0)
            first, second = torch.nn.Linear(2, 2), torch.nn.Linear(2, 1)
            a, b = torch.optim.SGD(first.parameters(), lr=0.1), torch.optim.Adam(second.parameters())
            recorder.watch(first=first, second=second, optimizers=[a, b])
            for _ in range(2):
                loss = recorder.loss(second(first(torch.ones(3, 2))).mean(), "mean")
                loss.backward()
                a.step()
                b.step()
        facts = self.record(train)
        self.assertEqual(2, facts["steps"])
        self.assertTrue({"loss/mean", "gradient/first.weight", "optimizer/exp_avg/second.bias", "parameter/second.weight"} <= set(load(self.out)[2]))
        self.assertNotIn("loss/loss", load(self.out)[2])
        self.assertEqual(["sgd", "adam"], [one["name"] for one in facts["notes"]["optimizers"]])

    def test_a_state_carried_from_step_to_step_is_no_input(self):
        def train(recorder):
            torch.manual_seed(0)
            model = torch.nn.RNN(2, 3)
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
            recorder.watch(model, optimizer)
            x, state = torch.randn(4, 2), torch.zeros(1, 3)
            for _ in range(3):
                optimizer.zero_grad()
                out, state = model(x, state)
                state = state.detach()
                out.square().mean().backward()
                optimizer.step()
        facts = self.record(train)
        self.assertIn("input/input", load(self.out)[2])
        self.assertIn("activation/input.hx", load(self.out)[2])
        self.assertGreater(load(self.out, "noise")[3]["activation/input.hx"].max(), 0)
        self.assertEqual(0, facts["notes"]["plainLockstep"]["outside"])

    def test_every_only_and_steps_choose_what_is_kept(self):
        facts = self.record(lambda recorder: small(recorder, 10), every=4, steps=8, lockstep=False)
        self.assertEqual([1, 4, 8], sorted(load(self.out)))
        self.assertEqual(8, facts["steps"])
        self.record(lambda recorder: small(recorder, 10), every=4)
        steps = load(self.out)
        self.assertEqual([1, 3, 4, 7, 8], sorted(steps))
        self.assertEqual({"parameter", "optimizer"}, {name.split("/")[0] for name in steps[3]})
        self.assertEqual([1, 4, 8], [step for step in sorted(load(self.out, "local")) if "loss/loss" in load(self.out, "local")[step]])
        self.record(small, only=["parameter/*", "loss/*"])
        self.assertEqual({"parameter", "loss"}, {name.split("/")[0] for name in load(self.out)[1]})

    def test_a_plain_run_is_the_actual_side_of_a_comparison(self):
        self.record(small)
        actual = os.path.join(self.directory, "actual")
        self.record(small, actual, replays=0)
        self.assertEqual([], [file for file in os.listdir(actual) if file.startswith(("noise", "local"))])
        self.assertEqual("EQUIVALENT", Golden(self.out).judge(actual).verdict)
        self.record(lambda recorder: small(recorder, rate=0.10001), actual, replays=0)
        self.assertEqual("DIVERGENT", Golden(self.out).judge(actual).verdict)

    def test_a_plain_run_in_lockstep_forgets_what_it_did_before(self):
        self.record(small)
        actual = os.path.join(self.directory, "actual")
        facts = self.record(small, actual, replays=0, lockstep_from=self.out)
        self.assertIs(True, facts["lockstep"])
        self.assertEqual("EQUIVALENT", Golden(self.out, "local").judge(actual).verdict)


class Sketches(Recording):
    def test_a_sketch_follows_the_formula(self):
        def mix(x):
            mask = 2**64 - 1
            z = (x + 0x9E3779B97F4A7C15) & mask
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
            return z ^ (z >> 31)
        values = numpy.arange(1, 14, dtype=numpy.float32).reshape(1, 13)
        slow = [sum((1 if mix(j * 2**40 + i) & 1 else -1) * x for i, x in enumerate(values.ravel())) for j in range(5)]
        self.assertEqual(slow, list(lockstep._sketch(values, 5)))

    def test_large_tensors_are_kept_as_sketches(self):
        facts = self.record(small, sketch_above=8, sketch_size=6)
        step = load(self.out)[2]
        self.assertEqual([4, 3], facts["shapes"]["parameter/0.weight"])
        self.assertEqual((6,), step["sketch/parameter/0.weight"].shape)
        self.assertNotIn("parameter/0.weight", step)
        self.assertIn("input/input", step)
        self.assertEqual([1], sorted(load(self.out, "local")), "a sketch is no state to start a step from")


class WhatIsRefused(Recording):
    def test_random_numbers_without_a_seed(self):
        def train(recorder):
            torch.manual_seed(0)
            model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Dropout(0.5))
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
            recorder.watch(model, optimizer)
            x = torch.ones(64, 3)
            torch.seed()
            model(x).square().mean().backward()
            optimizer.step()
        self.assertRegex(self.refused(train), r"the training run twice gave two results: activation/1 differs first, at step 1 \(\d+ of 256 elements, "
                                              r"by up to .*\); dropout or other random numbers without a seed: call torch.manual_seed inside the function")

    def test_a_model_that_starts_otherwise_each_time(self):
        model = torch.nn.Linear(2, 2)

        def train(recorder):
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
            recorder.watch(model, optimizer)
            model(torch.ones(3, 2)).mean().backward()
            optimizer.step()
        self.assertIn("start/weight differs first, before the first step", self.refused(train))

    def test_shuffled_data(self):
        order = iter(range(100))

        def train(recorder):
            torch.manual_seed(0)
            model = torch.nn.Linear(2, 2)
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
            recorder.watch(model, optimizer)
            model(torch.full((3, 2), float(next(order)))).mean().backward()
            optimizer.step()
        self.assertIn("input/input differs first, at step 1 (6 of 6 elements, by up to 1); a shuffle", self.refused(train))

    def test_control_flow_that_rounding_decides(self):
        def train(recorder):
            torch.manual_seed(0)
            model = torch.nn.Linear(3, 1)
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
            recorder.watch(model, optimizer)
            loss = model(torch.randn(7, 3)).square().mean()
            loss.backward()
            for _ in range(1 + int(loss.item() * 2**40) % 3):
                optimizer.step()
        self.assertRegex(self.refused(train, replays=8), "took another path.*control flow depend on computed values")

    def test_a_training_without_a_step(self):
        self.assertIn("no step was seen", self.refused(lambda recorder: None))

    def test_what_is_neither_module_nor_optimizer(self):
        self.assertEqual("watch takes modules and optimizers, not int", self.refused(lambda recorder: recorder.watch(3)))

    def test_a_folder_that_is_no_recording(self):
        os.mkdir(self.out)
        with open(os.path.join(self.out, "thesis.txt"), "w", encoding="utf-8") as file:
            file.write("precious")
        with self.assertRaisesRegex(lockstep.RecordingError, "is no recording: it is left as it is"):
            self.record(small)
        self.assertEqual(["thesis.txt"], os.listdir(self.out))


class Interruption(Recording):
    def test_an_exception_in_a_replay_leaves_the_older_recording(self):
        self.record(small)
        before = {file: os.path.getmtime(os.path.join(self.out, file)) for file in os.listdir(self.out)}
        runs = []

        def train(recorder):
            runs.append(recorder)
            if len(runs) == 5:
                raise KeyboardInterrupt()
            small(recorder)
        with self.assertRaises(KeyboardInterrupt):
            self.record(train)
        self.assertEqual(before, {file: os.path.getmtime(os.path.join(self.out, file)) for file in os.listdir(self.out)})
        self.assertEqual(["golden"], os.listdir(self.directory))
        self.assertEqual("cross_entropy", F.cross_entropy.__name__)
        self.assertNotIn("seen", torch.Tensor.backward.__qualname__)

    def test_a_recording_is_replaced_whole(self):
        self.record(lambda recorder: small(recorder, 5))
        self.record(lambda recorder: small(recorder, 2))
        self.assertEqual([1, 2], sorted(load(self.out)))
        self.assertEqual(["golden"], os.listdir(self.directory))

    def test_ctrl_c_ends_the_command_without_a_recording(self):
        script = os.path.join(self.directory, "script.py")
        with open(script, "w", encoding="utf-8") as file:
            file.write(textwrap.dedent("""
                import os, signal, torch
                def train(recorder):
                    torch.manual_seed(0)
                    model = torch.nn.Linear(2, 2)
                    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
                    recorder.watch(model, optimizer)
                    for step in range(1000):
                        model(torch.ones(3, 2)).mean().backward()
                        optimizer.step()
                        if step == 500:
                            os.kill(os.getpid(), signal.SIGINT)
                """))
        done = subprocess.run([sys.executable, os.path.join(MAIN, "lockstep_recorder.py"), script + ":train", self.out], capture_output=True, text=True)
        self.assertEqual(130, done.returncode, done.stderr)
        self.assertIn("interrupted, nothing was recorded", done.stderr)
        self.assertFalse(os.path.exists(self.out))


class CommandLine(Recording):
    def run_command(self, *arguments):
        return subprocess.run([sys.executable, os.path.join(MAIN, "lockstep_recorder.py"), *arguments], capture_output=True, text=True)

    def test_records_a_function_of_a_script(self):
        done = self.run_command(os.path.join(HERE, "trainings", "mlp_adamw.py") + ":train", self.out, "--replays", "2", "--steps", "2", "--only", "parameter/*")
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertRegex(done.stderr, r"a recording of 2 steps, about .* kB\n")
        self.assertRegex(done.stderr, r"golden: .* kB, 2 steps; the training as it is lies within \S+ of what is allowed")
        with open(os.path.join(self.out, "recording.json"), encoding="utf-8") as file:
            self.assertEqual("golden", json.load(file)["name"])

    def test_bad_arguments_are_one_line_and_status_2(self):
        done = self.run_command("nowhere.py:train", self.out)
        self.assertEqual((2, "lockstep_recorder: nowhere.py:train: write SCRIPT.py:FUNCTION, the function that trains and takes the recorder\n"),
                         (done.returncode, done.stderr))


class Noise(Recording):
    """The statistical claims, on single operations: the noise is as large as float32's own error, within a factor."""

    @staticmethod
    def errors(function, *arguments, replays=64):
        """The r.m.s. error of float32's kernel and of random rounding, over all elements."""
        wide = [argument.double() for argument in arguments]
        exact = function(*wide)
        real = (function(*arguments).double() - exact).square().mean().sqrt()
        replayed = []
        for seed in range(replays):
            with lockstep._RandomRounding(seed):
                replayed.append((function(*wide) - exact).square())
        return float(real), float(torch.stack(replayed).mean().sqrt())

    def assertCovers(self, function, *arguments, at_most=8.0):
        real, replayed = self.errors(function, *arguments)
        self.assertGreater(replayed, 0.7 * real)
        self.assertLess(replayed, at_most * real)

    def setUp(self):
        super().setUp()
        torch.manual_seed(0)

    def test_single_operations(self):
        x, y = torch.randn(2000), torch.randn(2000)
        for function in (torch.add, torch.mul, torch.div):
            self.assertCovers(function, x, y, at_most=3)
        for function in (torch.exp, torch.tanh, torch.sigmoid, lambda x: torch.log(x.abs())):
            self.assertCovers(function, x, at_most=5)

    def test_products_of_any_length_and_sign(self):
        for length in (4, 64, 1024):
            x, y = torch.randn(40, length), torch.randn(length, 40)
            self.assertCovers(torch.mm, x, y, at_most=30)
            self.assertCovers(torch.mm, x.abs(), y.abs(), at_most=60)

    def test_compound_operations(self):
        x = torch.randn(64, 48)
        self.assertCovers(F.gelu, x * 3)
        self.assertCovers(lambda x: torch.softmax(x, 1), x)
        self.assertCovers(lambda x: torch.log_softmax(x, 1), x)
        self.assertCovers(lambda x: F.layer_norm(x, (48,)), x)
        self.assertCovers(lambda x: F.batch_norm(x, None, None, training=True), x)

    def test_gelu_errs_by_its_argument_below_zero(self):
        x = torch.linspace(-5, -4, 4096)
        self.assertCovers(F.gelu, x)

    def test_what_is_exact_is_not_rounded(self):
        x = torch.randn(50, dtype=torch.float64)
        with lockstep._RandomRounding(1):
            for same in (x.view(5, 10).t().reshape(5, 10), x.clone(), torch.relu(x), x.max(), x * (x > 0) * 0):
                self.assertTrue(torch.isin(same, torch.cat([x, x.new_zeros(1)])).all())
            count = torch.zeros(())
            for _ in range(5):
                count += 1
            self.assertEqual(5, count.item())

    def test_random_numbers_are_the_trainings_own(self):
        def draw():
            torch.manual_seed(3)
            weight = torch.empty(7, 5)
            torch.nn.init.kaiming_uniform_(weight)
            return [weight, torch.randn(40), torch.randperm(9), F.dropout(torch.ones(40), 0.25), torch.rand_like(weight), torch.empty(33).normal_()]
        plain = draw()
        with lockstep._RandomRounding(None):
            wide = draw()
        for one, other in zip(plain, wide):
            self.assertIn(other.dtype, (torch.float64, torch.int64))
            numpy.testing.assert_array_equal(one.numpy(), other.to(one.dtype).numpy())

    def test_float32_made_anywhere_is_widened(self):
        outside = torch.from_numpy(numpy.ones(3, numpy.float32))
        with lockstep._RandomRounding(None):
            for made in (torch.tensor([1.0]), torch.arange(3.0), torch.zeros(2).float(), outside * 1, outside.to(torch.float32) + 1, torch.ones(3, dtype=torch.float32)):
                self.assertEqual(torch.float64, (made * 1).dtype)
            outside.mul_(2)
        self.assertEqual([2, 2, 2], outside.tolist())

    def test_a_clean_run_in_another_order_stays_within_ten_sigma(self):
        import mlp_adamw
        from other_orders import other_optimizer, other_order
        from measure_noise import Changed
        self.record(mlp_adamw.train, replays=16)
        actual = os.path.join(self.directory, "actual")
        for seed in range(3):
            with other_order(seed, mlp_adamw):
                self.record(lambda recorder: mlp_adamw.train(Changed(recorder, other_optimizer(seed))), actual, replays=0)
            self.assertEqual("EQUIVALENT", Golden(self.out).judge(actual).verdict)

    def test_a_bfloat16_training_is_rounded_as_bfloat16_rounds(self):
        def train(dtype):
            def function(recorder):
                torch.manual_seed(0)
                model = torch.nn.Linear(6, 4).to(dtype)
                optimizer = torch.optim.SGD(model.parameters(), lr=0.125)
                recorder.watch(model, optimizer)
                x, y = torch.randn(8, 6).to(dtype), torch.randn(8, 4).to(dtype)
                for _ in range(2):
                    optimizer.zero_grad()
                    (model(x) - y).square().mean().backward()
                    optimizer.step()
            return function

        def relative(dtype, name):
            facts = self.record(train(dtype), out=os.path.join(self.directory, name), replays=8)
            golden = Golden(os.path.join(self.directory, name))
            sigma, value = golden.sigmas[1]["gradient/weight"], golden.steps[1]["gradient/weight"]
            return facts, float(numpy.sqrt(numpy.mean(sigma**2)) / numpy.sqrt(numpy.mean(value**2)))
        (facts, low), (_, usual) = relative(torch.bfloat16, "low"), relative(torch.float32, "usual")
        self.assertEqual("bfloat16", facts["precision"])
        self.assertIn("input/input", facts["order"])
        self.assertEqual(0, facts["notes"]["plainRun"]["outside"])
        self.assertGreater(low, 2.0**-11)
        self.assertLess(usual, 2.0**-20)

    def test_no_sigma_is_below_a_tenth_of_its_tensors(self):
        sigma = lockstep._floored(numpy.array([0.0, 1.0, 1.0, 2.0]))
        self.assertAlmostEqual(0.1 * math.sqrt(6 / 4), sigma[0])
        self.assertEqual(2.0, sigma[3])
        self.assertEqual((), lockstep._floored(numpy.zeros(4)).shape)

    def test_a_stored_sigma_is_never_smaller(self):
        sigma = numpy.exp(numpy.random.default_rng(0).normal(-20, 5, 1000))
        bits = lockstep._bfloat16_above(sigma).astype(numpy.uint32) << numpy.uint32(16)
        stored = bits.view(numpy.float32).astype(numpy.float64)
        self.assertTrue((stored >= sigma).all())
        self.assertLess((stored / sigma).max(), 1.01)


class Decisions(Recording):
    def test_a_tie_that_rounding_may_turn_is_undecided(self):
        def train(recorder, near=1e-9):
            weight = torch.nn.Parameter(torch.full((1, 3), 1 / 3))
            model = torch.nn.Linear(3, 1, bias=False)
            model.weight = weight
            model = torch.nn.Sequential(model, torch.nn.ReLU())
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
            recorder.watch(model, optimizer)
            for _ in range(2):
                optimizer.zero_grad()
                x = torch.tensor([[1.0, 1.0, -2.0 + near], [1.0, 2.0, 3.0]])
                model(x).mean().backward()
                optimizer.step()
        self.assertEqual([{"step": 1, "tensor": "activation/1", "elements": 1}], [one for one in self.record(train)["undecided"] if one["step"] == 1])
        self.assertEqual([], [one for one in self.record(lambda recorder: train(recorder, 1e-2))["undecided"] if one["step"] == 1])

    def test_each_kind_of_decision_has_a_margin(self):
        x = torch.tensor([[3.0, 1.0, 2.5], [0.0, -4.0, 7.0]], dtype=torch.float64)
        margin = lambda name, *args: lockstep._MARGINS[name](args, {})
        self.assertEqual([0.5, 7.0], margin("max", x, 1).tolist())
        self.assertEqual([1.5, 4.0], margin("min", x, 1).tolist())
        self.assertEqual([0.5, 7.0], margin("argmax", x, 1).tolist())
        self.assertEqual([[1.5, 0.5], [4.0, 7.0]], margin("sort", x, 1).tolist())
        self.assertEqual([[-0.5], [-7.0]], margin("topk", x, 1, 1).tolist())
        self.assertEqual((x - 2).tolist(), margin("gt", x, 2).tolist())
        self.assertEqual([0.5], margin("max_pool2d_with_indices", x[:1].view(1, 1, 1, 3), [1, 3]).tolist()[0])
        self.assertEqual([[0.0, 0.0, -0.5], [-1.0, -5.0, 4.0]], margin("clamp", x, 1.0, 3.0).tolist())


if __name__ == "__main__":
    unittest.main()
