"""A perceptron with two hidden layers, AdamW."""

import torch


def train(recorder, steps=10, width=12):
    torch.manual_seed(1)
    model = torch.nn.Sequential(
        torch.nn.Linear(8, width), torch.nn.Tanh(), torch.nn.Linear(width, width), torch.nn.ReLU(), torch.nn.Linear(width, 3))
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01, weight_decay=0.05)
    recorder.watch(model, optimizer)
    x = torch.randn(width + 4, 8)
    y = torch.randint(0, 3, (width + 4,))
    for _ in range(steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
