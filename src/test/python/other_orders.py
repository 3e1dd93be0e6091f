"""Correct float32 computed in other ways: what another library or another machine does to the same training.

`other_order(seed)` is a context in which torch's layers, losses, recurrences and optimizers run in an order of their own that
follows from the seed: rows of a batch and addends of a product permuted, formulas written otherwise, other kernels, threads.
"""

import contextlib
import math
import random

import torch
import torch.nn.functional as F


class _Orders:
    """Replacements for torch's functions. Each is the same formula."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.linear0, self.conv0, self.seed = F.linear, F.conv2d, seed

    def permutation(self, length):
        order = list(range(length))
        self.random.shuffle(order)
        back = [0] * length
        for place, index in enumerate(order):
            back[index] = place
        return torch.tensor(order), torch.tensor(back)

    def linear(self, input, weight, bias=None):
        """Rows of the batch and addends of each product permuted."""
        flat = input.reshape(-1, input.shape[-1])
        rows, back = self.permutation(flat.shape[0])
        addends, _ = self.permutation(flat.shape[1])
        out = flat[rows][:, addends] @ weight[:, addends].t()
        out = out[back].reshape(*input.shape[:-1], weight.shape[0])
        return out if bias is None else out + bias

    def conv2d(self, input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
        """As a product over unfolded windows, on odd seeds; else with the batch and the channels permuted."""
        if self.seed % 2 and groups == 1 and not isinstance(padding, str):
            n, _, height, width = input.shape
            windows = F.unfold(input, weight.shape[2:], dilation, padding, stride)
            addends, _ = self.permutation(windows.shape[1])
            out = weight.flatten(1)[:, addends] @ windows[:, addends]
            pair = lambda value: (value, value) if isinstance(value, int) else value
            size = [(full + 2 * pad - dil * (kernel - 1) - 1) // step + 1 for full, pad, dil, kernel, step in
                    zip((height, width), pair(padding), pair(dilation), weight.shape[2:], pair(stride))]
            out = out.view(n, weight.shape[0], *size)
            return out if bias is None else out + bias[:, None, None]
        rows, back = self.permutation(input.shape[0])
        channels, _ = self.permutation(input.shape[1])
        return self.conv0(input[rows][:, channels], weight[:, channels], bias, stride, padding, dilation, groups)[back]

    def batch_norm(self, input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-5):
        axes = [0, *range(2, input.dim())]
        shape = [1, -1] + [1] * (input.dim() - 2)
        rows, _ = self.permutation(input.shape[0])
        count = input.numel() / input.shape[1]
        mean = input[rows].sum(axes) / count
        centred = input - mean.view(shape)
        variance = (centred[rows] ** 2).sum(axes) / count
        with torch.no_grad():
            running_mean.mul_(1 - momentum).add_(mean * momentum)
            running_var.add_((variance * count / (count - 1) - running_var) * momentum)
        return centred / torch.sqrt(variance + eps).view(shape) * weight.view(shape) + bias.view(shape)

    def layer_norm(self, input, normalized_shape, weight=None, bias=None, eps=1e-5):
        addends, _ = self.permutation(input.shape[-1])
        centred = input - input[..., addends].mean(-1, keepdim=True)
        variance = (centred[..., addends] ** 2).sum(-1, keepdim=True) / input.shape[-1]
        return centred / torch.sqrt(variance + eps) * weight + bias

    def gelu(self, input, approximate="none"):
        return 0.5 * input * (1 + torch.erf(input * math.sqrt(0.5)))

    def silu(self, input, inplace=False):
        return input / (1 + torch.exp(-input))

    def softplus(self, input, beta=1, threshold=20):
        return torch.maximum(input, torch.zeros(())) + torch.log1p(torch.exp(-input.abs()))

    def cross_entropy(self, input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0):
        rows, _ = self.permutation(input.shape[0])
        input, target = input[rows], target[rows]
        shifted = input - input.amax(1, keepdim=True).detach()
        each = torch.log(torch.exp(shifted).sum(1)) - shifted.gather(1, target.unsqueeze(1)).squeeze(1)
        return each.sum() / each.numel()

    def mse_loss(self, input, target, size_average=None, reduce=None, reduction="mean"):
        rows, _ = self.permutation(input.shape[0])
        difference = (target - input)[rows]
        return (difference * difference).sum() / difference.numel()

    def softmax(self, input, dim):
        powers = torch.exp(input - input.amax(dim, keepdim=True).detach())
        return powers * (1 / powers.sum(dim, keepdim=True))

    def attention(self, q, k, v):
        """The scale on the keys, the weights divided after the product with the values."""
        time = q.shape[-2]
        scores = torch.einsum("bhid,bhjd->bhij", q, k / math.sqrt(q.shape[-1]))
        scores = scores + torch.full((time, time), float("-inf")).triu(1)
        powers = torch.exp(scores - scores.amax(-1, keepdim=True).detach())
        return powers @ v / powers.sum(-1, keepdim=True)

    def lstm(self, module, input, hx=None):
        """Step by step, both biases added first, the forget gate's product last."""
        x = input if module.batch_first is False else input.transpose(0, 1)
        last_h, last_c = [], []
        for layer in range(module.num_layers):
            w, u, b, d = (getattr(module, f"{name}_l{layer}") for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
            h, c = x.new_zeros(x.shape[1], module.hidden_size), x.new_zeros(x.shape[1], module.hidden_size)
            out = []
            for step in x:
                i, f, g, o = (self.linear(step, w) + self.linear(h, u) + (b + d)).chunk(4, 1)
                c = torch.tanh(g) * torch.sigmoid(i) + c / (1 + torch.exp(-f))
                h = torch.sigmoid(o) * torch.tanh(c)
                out.append(h)
            x = torch.stack(out)
            last_h.append(h)
            last_c.append(c)
        return x if not module.batch_first else x.transpose(0, 1), (torch.stack(last_h), torch.stack(last_c))

    def gru(self, module, input, hx=None):
        x = input if module.batch_first is False else input.transpose(0, 1)
        w, u, b, d = (getattr(module, f"{name}_l0") for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        h, out = x.new_zeros(x.shape[1], module.hidden_size), []
        for step in x:
            xr, xz, xn = self.linear(step, w, b).chunk(3, 1)
            hr, hz, hn = self.linear(h, u, d).chunk(3, 1)
            r, z = torch.sigmoid(hr + xr), torch.sigmoid(hz + xz)
            n = torch.tanh(r * hn + xn)
            h = n + z * (h - n)
            out.append(h)
        x = torch.stack(out)
        return x if not module.batch_first else x.transpose(0, 1), h.unsqueeze(0)


@contextlib.contextmanager
def other_order(seed, training):
    """`training`: the module of the training, for an attention of its own."""
    orders = _Orders(seed)
    replaced = [(F, name, getattr(orders, name)) for name in
                ("linear", "conv2d", "batch_norm", "layer_norm", "gelu", "silu", "softplus", "cross_entropy", "mse_loss")]
    replaced += [(torch, "softmax", orders.softmax), (torch.nn.LSTM, "forward", lambda module, input, hx=None: orders.lstm(module, input, hx)),
                 (torch.nn.GRU, "forward", lambda module, input, hx=None: orders.gru(module, input, hx))]
    if hasattr(training, "attention"):
        replaced.append((training, "attention", orders.attention))
    if seed == 0:  # the library's own way, with other kernels and threads
        replaced = []
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in replaced]
    threads = torch.get_num_threads()
    torch.set_num_threads(1 + (seed + 1) % 2)
    for owner, name, function in replaced:
        setattr(owner, name, function)
    try:
        with torch.backends.mkldnn.flags(enabled=seed % 3 == 1):
            yield
    finally:
        torch.set_num_threads(threads)
        for owner, name, function in before:
            setattr(owner, name, function)


def other_optimizer(seed):
    """On even seeds the optimizer's loop over lists of tensors instead of tensor by tensor."""
    def change(model, optimizer):
        for group in optimizer.param_groups:
            if "foreach" in group and seed % 2 == 0:
                group["foreach"] = True
    return change
