"""The files that both sides read where the data folder has none: the multi-label splits and the soft-target pair."""

from __future__ import annotations

from pathlib import Path

import numpy as np


def split_csv(source: Path, folder: Path) -> tuple[Path, Path]:
    """The rows of a CSV file in two files, every fifth in the second, byte for byte as they stood."""
    header, *rows = source.read_text(encoding="utf-8").splitlines(keepends=True)
    train, test = folder / f"{source.stem}-train.csv", folder / f"{source.stem}-test.csv"
    train.write_text(header + "".join(row for at, row in enumerate(rows) if at % 5 != 4), encoding="utf-8")
    test.write_text(header + "".join(rows[4::5]), encoding="utf-8")
    return train, test


def last_columns(source: Path, count: int) -> str:
    """The names of the last `count` columns of a CSV file: a,b,c."""
    with source.open(encoding="utf-8") as file:
        return ",".join(file.readline().strip().split(",")[-count:])


def soft_pair(counts: Path, folder: Path) -> tuple[Path, Path]:
    """Toy features log(1 + count), standardised, and the shares of the counts as targets.

    The features give the answer away but for a softmax that is linear in them, so what is learned says nothing about
    pictures; the job is here because its optimum is unique and both sides can be held to it.
    """
    chosen = np.load(counts).astype(np.float64)
    features = np.log1p(chosen)
    features = (features - features.mean(axis=0)) / features.std(axis=0)
    pair = folder / "cifar10h-features.npy", folder / "cifar10h-shares.npy"
    np.save(pair[0], features)
    np.save(pair[1], chosen / chosen.sum(axis=1, keepdims=True))
    return pair
