"""A two-layer LSTM that classifies a sequence by its last output, Adam, gradients clipped by their norm."""

import torch


class Classifier(torch.nn.Module):
    def __init__(self, width):
        super().__init__()
        self.lstm = torch.nn.LSTM(4, width, num_layers=2, batch_first=True)
        self.head = torch.nn.Linear(width, 3)

    def forward(self, x):
        out, _ = self.lstm(x)
        return self.head(out[:, -1])


def train(recorder, steps=8, width=6):
    torch.manual_seed(3)
    model = Classifier(width)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    recorder.watch(model, optimizer)
    x = torch.randn(4, width, 4)  # batch, time, features
    y = torch.randint(0, 3, (4,))
    for _ in range(steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 0.5)
        optimizer.step()
