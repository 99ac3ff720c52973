"""MNIST, 784-512-512-10 with ReLU in PyTorch: Adam at 0.001, batches of 128, 5 epochs, pixels / 255."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import nn

import jobs

EPOCHS = 5
BATCH = 128


def fit(model: nn.Module, rows: torch.Tensor, digits: torch.Tensor) -> None:
    """Every row once an epoch, in a fresh order. The rows lie in one tensor: a DataLoader would only add time."""
    loss = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(rows)).split(BATCH):
            optimizer.zero_grad(set_to_none=True)
            loss(model(rows[batch]), digits[batch]).backward()
            optimizer.step()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    torch.manual_seed(options.seed)
    pixels, digits, test_pixels, test_digits = jobs.read_mnist(options.data)
    rows, test_rows = (torch.from_numpy(part.astype("float32") / 255) for part in (pixels, test_pixels))
    model = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10))
    truth = torch.from_numpy(digits.astype("int64"))
    _, seconds = jobs.timed(lambda: fit(model, rows, truth))

    with torch.no_grad():
        logits = model(test_rows).numpy()
    jobs.report(
        seconds,
        log_loss=jobs.softmax_surprisal(logits, test_digits).mean(),
        accuracy=(logits.argmax(axis=1) == test_digits).mean(),
    )


if __name__ == "__main__":
    main()
