"""A convolutional network with batch norm and max pooling, SGD with momentum."""

import torch


def train(recorder, steps=6, width=4):
    torch.manual_seed(2)
    model = torch.nn.Sequential(
        torch.nn.Conv2d(1, width, 3, padding=1), torch.nn.BatchNorm2d(width), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
        torch.nn.Conv2d(width, width, 3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(width * 4, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9, weight_decay=1e-3)
    recorder.watch(model, optimizer)
    x = torch.randn(4, 1, 8, 8)
    y = torch.randint(0, 3, (4,))
    for _ in range(steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
