"""Prints torch-trainings.csv: trainings in float64 as PyTorch itself computes them.

    python3 torch-trainings.py > torch-trainings.csv

One line a tensor: training, cell, optimizer, epoch, tensor, its values row by row with 15 digits.
Weights are drawn in float32 after manual_seed and widened. The small trainings print the loss and
every gradient, moment and updated parameter of the first and the third epoch; the trainings on the
exam's text print some losses and the first ten rows of the last epoch's softmax.
"""

import torch

CELLS = {
    "rnn": lambda v, h: torch.nn.RNNCell(v, h),
    "rnn-relu": lambda v, h: torch.nn.RNNCell(v, h, nonlinearity="relu"),
    "lstm": lambda v, h: torch.nn.LSTMCell(v, h),
    "gru": lambda v, h: torch.nn.GRUCell(v, h),
}
OPTIMIZERS = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}


def train(cell, hidden, text, vocabulary, seed, optimizer, rate, epochs, after_epoch):
    torch.manual_seed(seed)
    size = len(vocabulary)
    layers = torch.nn.ModuleList([CELLS[cell](size, hidden), torch.nn.Linear(hidden, size)]).double()
    rule = OPTIMIZERS[optimizer](layers.parameters(), lr=rate)
    index = torch.tensor([vocabulary.index(character) for character in text])
    inputs = torch.nn.functional.one_hot(index[:-1], size).double()
    for epoch in range(1, epochs + 1):
        state = None
        rows = []
        for x in inputs:
            state = layers[0](x.unsqueeze(0), state)
            rows.append(state[0] if cell == "lstm" else state)
        logits = layers[1](torch.cat(rows))
        loss = torch.nn.functional.cross_entropy(logits, index[1:])
        rule.zero_grad()
        loss.backward()
        rule.step()
        after_epoch(epoch, loss, logits, layers, rule)


def emit(label, epoch, name, values):
    numbers = " ".join(f"{value:.15g}" for value in values.detach().flatten().tolist())
    print(f"{label},{epoch},{name},{numbers}")


def print_all(label):
    def after_epoch(epoch, loss, logits, layers, rule):
        if epoch == 2:
            return
        emit(label, epoch, "loss", loss)
        for name, p in layers.named_parameters():
            name = name.split(".")[1]
            emit(label, epoch, "gradient of " + name, p.grad)
            state = rule.state.get(p, {})
            if "exp_avg" in state:
                emit(label, epoch, "first moment of " + name, state["exp_avg"])
                emit(label, epoch, "second moment of " + name, state["exp_avg_sq"])
            emit(label, epoch, "updated " + name, p)

    return after_epoch


def print_losses(label):
    def after_epoch(epoch, loss, logits, layers, rule):
        if epoch in (1, 2, 5, 10, 20, 50, 100):
            emit(label, epoch, "loss", loss)
        if epoch == 100:
            emit(label, epoch, "softmax", torch.softmax(logits[:10], 1))

    return after_epoch


print("# PyTorch", torch.__version__)
for cell in CELLS:
    for optimizer, rate in (("adam", 0.1), ("sgd", 0.5)):
        label = f"small,{cell},{optimizer}"
        train(cell, 2, "abcaabcbba", "abc", 7, optimizer, rate, 3, print_all(label))
for cell, hidden in (("rnn", 8), ("rnn-relu", 8), ("lstm", 4), ("gru", 5)):
    label = f"exam,{cell},adam"
    vocabulary = "!?hielo"
    train(cell, hidden, "hi?hello!!" * 100, vocabulary, 43052, "adam", 0.1, 100, print_losses(label))
