"""Trains one small network by every optimizer of torch.optim and records each training: torch-optimizers.py FOLDER"""
import json
import os
import struct
import sys

import torch
from torch import nn, optim

STEPS = 12
TRAININGS = {
    "sgd": (optim.SGD, dict(lr=0.03)),
    "sgd momentum": (optim.SGD, dict(lr=0.03, momentum=0.85, weight_decay=2e-3)),
    "sgd nesterov": (optim.SGD, dict(lr=0.01, momentum=0.9, nesterov=True)),
    "sgd dampening": (optim.SGD, dict(lr=0.02, momentum=0.9, dampening=0.3)),
    "adam": (optim.Adam, dict(lr=0.002, betas=(0.88, 0.995), eps=3e-7)),
    "adam decay": (optim.Adam, dict(lr=0.002, weight_decay=0.01)),
    "adam amsgrad": (optim.Adam, dict(lr=0.003, betas=(0.8, 0.9), amsgrad=True)),
    "adamw": (optim.AdamW, dict(lr=0.002, weight_decay=0.05)),
    "adamw amsgrad": (optim.AdamW, dict(lr=0.002, betas=(0.9, 0.95), weight_decay=0.05, amsgrad=True)),
    "nadam": (optim.NAdam, dict(lr=0.002)),
    "radam": (optim.RAdam, dict(lr=0.003, betas=(0.9, 0.99))),
    "adamax": (optim.Adamax, dict(lr=0.004)),
    "adagrad": (optim.Adagrad, dict(lr=0.02)),
    "adagrad fading": (optim.Adagrad, dict(lr=0.02, lr_decay=0.05, weight_decay=0.01)),
    "adagrad filled": (optim.Adagrad, dict(lr=0.02, initial_accumulator_value=0.1)),
    "rmsprop": (optim.RMSprop, dict(lr=0.001, alpha=0.95)),
    "rmsprop centered": (optim.RMSprop, dict(lr=0.001, centered=True)),
    "rmsprop momentum": (optim.RMSprop, dict(lr=0.001, momentum=0.8, weight_decay=0.01)),
    "adadelta": (optim.Adadelta, dict(lr=0.8, rho=0.92)),
}


def write(path, tensors):
    header, offset = {}, 0
    for name, tensor in tensors.items():
        size = 4 * tensor.numel()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            file.write(tensor.contiguous().numpy().tobytes())


def train(folder, name, kind, settings):
    torch.manual_seed(5)
    model = nn.Sequential(nn.Linear(6, 16), nn.Tanh(), nn.Linear(16, 12), nn.LayerNorm(12), nn.Linear(12, 3))
    optimizer = kind(model.parameters(), **settings)
    x, y = torch.randn(24, 6), torch.randint(0, 3, (24,))
    os.makedirs(folder)
    for step in range(1, STEPS + 1):
        tensors = {}
        parameters = dict(model.named_parameters())
        if step == 1:
            tensors.update({"start/" + key: p.detach().clone() for key, p in parameters.items()})
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        tensors.update({"gradient/" + key: p.grad.clone() for key, p in parameters.items()})
        optimizer.step()
        tensors.update({"parameter/" + key: p.detach().clone() for key, p in parameters.items()})
        write(os.path.join(folder, f"step-{step:06d}.safetensors"), tensors)
    group = {key: value for key, value in optimizer.param_groups[0].items() if isinstance(value, (bool, int, float, tuple))}
    said = {"name": kind.__name__.lower(), **group}
    facts = {"formatVersion": 1, "name": name, "precision": "float32", "steps": STEPS, "optimizer": said}
    with open(os.path.join(folder, "recording.json"), "w") as file:
        json.dump(facts, file)


for name, (kind, settings) in TRAININGS.items():
    train(os.path.join(sys.argv[1], name.replace(" ", "-")), name, kind, settings)
