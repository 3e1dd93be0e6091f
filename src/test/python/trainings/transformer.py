"""A small causal transformer on characters, AdamW: two blocks, layer norm before, gelu."""

import math

import torch


def attention(q, k, v):
    """softmax(q k^T / sqrt(d)) v over what lies before; shapes batch, heads, time, d."""
    time = q.shape[-2]
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    scores = scores.masked_fill(torch.ones(time, time).triu(1).bool(), float("-inf"))
    return torch.softmax(scores, -1) @ v


class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.proj = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.up, self.gelu, self.down = torch.nn.Linear(width, 2 * width), torch.nn.GELU(), torch.nn.Linear(2 * width, width)

    def forward(self, x):
        batch, time, width = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(batch, time, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        x = x + self.proj(attention(q, k, v).transpose(1, 2).reshape(batch, time, width))
        return x + self.down(self.gelu(self.up(self.norm2(x))))


class Transformer(torch.nn.Module):
    def __init__(self, symbols, width, length):
        super().__init__()
        self.token, self.position = torch.nn.Embedding(symbols, width), torch.nn.Embedding(length, width)
        self.blocks = torch.nn.Sequential(Block(width, 2), Block(width, 2))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, symbols)
        for embedding in (self.token, self.position):
            torch.nn.init.normal_(embedding.weight, std=0.02)

    def forward(self, tokens):
        x = self.token(tokens) + self.position(torch.arange(tokens.shape[1]))
        return self.head(self.norm(self.blocks(x)))


def train(recorder, steps=3, width=6):
    torch.manual_seed(4)
    model = Transformer(7, width, 6)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.003, weight_decay=0.1)
    recorder.watch(model, optimizer)
    text = torch.randint(0, 7, (2, 7))
    for _ in range(steps):
        optimizer.zero_grad()
        logits = model(text[:, :-1])
        loss = torch.nn.functional.cross_entropy(logits.reshape(-1, 7), text[:, 1:].reshape(-1))
        loss.backward()
        optimizer.step()
