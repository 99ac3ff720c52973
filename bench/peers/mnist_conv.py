"""MNIST, 3×3 convolutions to 16 and 32 channels, each with ReLU and 2×2 max pooling, then 128 and 10 in PyTorch: Adam at 0.001, batches of 128, 5 epochs, pixels / 255."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import nn

import jobs

EPOCHS = 5
BATCH = 128


def layers() -> nn.Sequential:
    """ReLU after the pooling: the same numbers and gradients as before it, for a quarter of the work."""
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
        nn.Conv2d(16, 32, 3, padding=1), nn.MaxPool2d(2), nn.ReLU(),
        nn.Flatten(), nn.Linear(32 * 7 * 7, 128), nn.ReLU(), nn.Linear(128, 10),
    )  # fmt: skip


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
    parser.add_argument("--channels-last", action="store_true", help="PyTorch's other memory format")
    options = parser.parse_args()

    torch.manual_seed(options.seed)
    pixels, digits, test_pixels, test_digits = jobs.read_mnist(options.data)
    rows, test_rows = (torch.from_numpy(part.reshape(-1, 1, 28, 28).astype("float32") / 255) for part in (pixels, test_pixels))
    model = layers()
    if options.channels_last:
        model, rows = (part.to(memory_format=torch.channels_last) for part in (model, rows))
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
