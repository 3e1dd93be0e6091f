"""A language model whose decoder shares the embedding's weight, a GRU between, Adam with AMSGrad and a learning rate schedule."""

import torch


class Tied(torch.nn.Module):
    def __init__(self, symbols, width):
        super().__init__()
        self.embedding = torch.nn.Embedding(symbols, width)
        self.gru = torch.nn.GRU(width, width, batch_first=True)
        self.decoder = torch.nn.Linear(width, symbols)
        self.decoder.weight = self.embedding.weight

    def forward(self, tokens):
        out, _ = self.gru(self.embedding(tokens))
        return self.decoder(out)


def train(recorder, steps=8, width=8):
    torch.manual_seed(6)
    model = Tied(9, width)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01, amsgrad=True)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 3, 0.5)
    recorder.watch(model, optimizer)
    text = torch.randint(0, 9, (4, 8))
    for _ in range(steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(text[:, :-1]).transpose(1, 2), text[:, 1:])
        loss.backward()
        optimizer.step()
        schedule.step()
