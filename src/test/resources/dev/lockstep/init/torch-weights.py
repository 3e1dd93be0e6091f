"""Prints torch-weights.csv: initial weights as PyTorch itself draws them.

    python3 torch-weights.py > torch-weights.csv

One line a model: cell, hidden, vocabulary, seed, the first and the last two values of each
parameter as the eight hexadecimal digits of their float32, and the CRC-32 of all values of all
parameters (float32, big-endian, in creation order). Needs a processor with AVX2, where PyTorch's
uniform_ multiplies and adds with one rounding.
"""

import struct
import sys
import zlib

import torch

CELLS = {
    "rnn": lambda v, h: torch.nn.RNNCell(v, h),
    "rnn-relu": lambda v, h: torch.nn.RNNCell(v, h, nonlinearity="relu"),
    "lstm": lambda v, h: torch.nn.LSTMCell(v, h),
    "gru": lambda v, h: torch.nn.GRUCell(v, h),
}


def line(cell, hidden, vocabulary, seed):
    torch.manual_seed(seed)
    layers = [CELLS[cell](vocabulary, hidden), torch.nn.Linear(hidden, vocabulary)]
    tensors = [p.detach().flatten().tolist() for layer in layers for p in layer.parameters()]
    as_bytes = [[struct.pack(">f", x) for x in values] for values in tensors]
    checksum = zlib.crc32(b"".join(b"".join(values) for values in as_bytes))
    ends = " ".join(x.hex() for values in as_bytes for x in values[:1] + values[-2:])
    # Java reads seeds as signed 64-bit numbers.
    signed = seed - 2**64 if seed >= 2**63 else seed
    return f"{cell},{hidden},{vocabulary},{signed},{ends},{checksum:08x}"


print("# PyTorch", torch.__version__, "CPU", torch.__config__.show().split("usage: ")[1].split()[0])
SEEDS = [0, 1, 43052, -1, 2**32 + 43052, -(2**63), 2**64 - 2]
for cell in CELLS:
    for seed in SEEDS:
        print(line(cell, {"lstm": 4}.get(cell, 8), 7, seed))
    for hidden in list(range(1, 41)) + [64, 100, 127]:
        print(line(cell, hidden, 5, 43052))
