"""Mistakes that ports of a training make, small ones above all. Each changes a model or its optimizer before the first step."""

import torch
import torch.nn.functional as F


def setting(name, value):
    """An optimizer's setting: a value, or a function of the right one."""
    def change(model, optimizer):
        for group in optimizer.param_groups:
            group[name] = value(group[name]) if callable(value) else value
    return change


def betas(first, second):
    return setting("betas", (first, second))


def coupled_decay(model, optimizer):
    """L2 in the gradient where AdamW decays the weights."""
    optimizer.__class__ = torch.optim.Adam
    for settings in (optimizer.defaults, *optimizer.param_groups):
        for name in ("fused", "differentiable"):
            settings.setdefault(name, False)


def attribute(kind, name, value):
    """An attribute of every module of a kind."""
    def change(model, optimizer):
        for module in model.modules():
            if isinstance(module, kind):
                setattr(module, name, value(getattr(module, name)) if callable(value) else value)
    return change


def sum_for_mean(count):
    def change(model, optimizer):
        for parameter in model.parameters():
            parameter.register_hook(lambda gradient: gradient * count)
    return change


def stale_gradient(model, optimizer):
    """The first parameter gets the gradient of the step before."""
    before = []

    def hook(gradient):
        before.append(gradient.clone())
        return before[-2] if len(before) > 1 else None
    next(model.parameters()).register_hook(hook)


def bias_missing(model, optimizer):
    linear = [module for module in model.modules() if isinstance(module, torch.nn.Linear)][-1]
    linear.forward = lambda x: F.linear(x, linear.weight)


def dropout_unscaled(model, optimizer):
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.forward = lambda x, module=module: F.dropout(x, module.p, True) * (1 - module.p)


def reduced_products(model, optimizer):
    """Products of numbers that were rounded to ten bits of fraction, as TF32 does."""
    def rounded(x):
        return ((x.view(torch.int32) + 0x1000) & ~0x1FFF).view(torch.float32)
    for module in model.modules():
        if isinstance(module, torch.nn.Linear):
            module.forward = lambda x, module=module: F.linear(
                x + (rounded(x.detach().contiguous()) - x.detach()), module.weight + (rounded(module.weight.detach()) - module.weight.detach()), module.bias)


def unclipped(model, optimizer):
    """A norm of 0.50005 where 0.5 is the bound: the gradient 1e-4 too long."""
    for parameter in model.parameters():
        parameter.register_hook(lambda gradient: gradient * 1.0)
    step = optimizer.step

    def longer(*args, **kwargs):
        for parameter in model.parameters():
            parameter.grad.mul_(1.0001)
        return step(*args, **kwargs)
    optimizer.step = longer


def gru_reset_before(model, optimizer):
    """The reset gate on the state instead of on its product, as the first paper has it and TensorFlow 1 had."""
    gru = model.gru

    def forward(tokens):
        x = model.embedding(tokens).transpose(0, 1)
        h, out = x.new_zeros(x.shape[1], gru.hidden_size), []
        for step in x:
            xr, xz, xn = F.linear(step, gru.weight_ih_l0, gru.bias_ih_l0).chunk(3, 1)
            ur, uz, un = gru.weight_hh_l0.chunk(3)
            dr, dz, dn = gru.bias_hh_l0.chunk(3)
            r, z = torch.sigmoid(xr + F.linear(h, ur, dr)), torch.sigmoid(xz + F.linear(h, uz, dz))
            n = torch.tanh(xn + F.linear(r * h, un, dn))
            h = (1 - z) * n + z * h
            out.append(h)
        return model.decoder(torch.stack(out, 1))
    model.forward = forward


ADAM = {"lr times 1.0001": setting("lr", lambda lr: lr * 1.0001), "eps 1.1e-8": setting("eps", 1.1e-8), "eps 1e-7": setting("eps", 1e-7),
        "beta2 0.9991": betas(0.9, 0.9991), "beta1 0.9001": betas(0.9001, 0.999)}

FAULTS = {
    "mlp_adamw": {**ADAM, "L2 for decoupled decay": coupled_decay, "weight decay 0.0501": setting("weight_decay", 0.0501),
                  "sum for mean": sum_for_mean(68), "bias missing": bias_missing, "stale gradient": stale_gradient, "TF32 products": reduced_products},
    "cnn_sgd": {"lr times 1.0001": ADAM["lr times 1.0001"], "momentum 0.9001": setting("momentum", 0.9001), "nesterov": setting("nesterov", True),
                "dampening 1e-4": setting("dampening", 1e-4), "weight decay left out": setting("weight_decay", 0.0),
                "batch norm momentum 0.1001": attribute(torch.nn.BatchNorm2d, "momentum", 0.1001), "batch norm eps 1.1e-5": attribute(torch.nn.BatchNorm2d, "eps", 1.1e-5)},
    "two_layer_lstm": {**ADAM, "gradient norm bound 1e-4 too high": unclipped, "bias missing": bias_missing, "stale gradient": stale_gradient},
    "transformer": {**ADAM, "layer norm eps 1.1e-5": attribute(torch.nn.LayerNorm, "eps", 1.1e-5), "gelu by tanh": attribute(torch.nn.GELU, "approximate", "tanh"),
                    "L2 for decoupled decay": coupled_decay, "TF32 products": reduced_products},
    "dropout": {"lr times 1.0001": ADAM["lr times 1.0001"], "alpha 0.9901": setting("alpha", 0.9901), "eps 1.1e-8": ADAM["eps 1.1e-8"], "momentum 0.5001": setting("momentum", 0.5001),
                "centered": setting("centered", True), "dropout not scaled": dropout_unscaled, "dropout 0.3001": attribute(torch.nn.Dropout, "p", lambda p: p * 1.0003)},
    "tied": {**ADAM, "AMSGrad left out": setting("amsgrad", False), "reset gate before the product": gru_reset_before, "stale gradient": stale_gradient},
}
