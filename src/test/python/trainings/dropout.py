"""A regression with dropout under a seed, RMSprop with momentum, two parameter groups, mini-batches from a shuffled loader."""

import torch


def train(recorder, steps=8, width=16):
    torch.manual_seed(5)
    model = torch.nn.Sequential(
        torch.nn.Linear(6, width), torch.nn.SiLU(), torch.nn.Dropout(0.3), torch.nn.Linear(width, width), torch.nn.Softplus(),
        torch.nn.Dropout(0.1), torch.nn.Linear(width, 2))
    optimizer = torch.optim.RMSprop(
        [{"params": model[0].parameters(), "lr": 0.002}, {"params": [*model[3].parameters(), *model[6].parameters()]}], lr=0.001, momentum=0.5)
    recorder.watch(model, optimizer)
    x = torch.randn(32, 6)
    y = torch.stack([x[:, 0] * x[:, 1], torch.sin(x[:, 2])], 1)
    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=8, shuffle=True)
    done = 0
    while done < steps:
        for some_x, some_y in loader:
            optimizer.zero_grad()
            loss = torch.nn.functional.mse_loss(model(some_x), some_y)
            loss.backward()
            optimizer.step()
            done += 1
            if done == steps:
                break
