#!/usr/bin/python3
"""Writes digits.csv.gz and iris.csv as scikit-learn holds them (Debian: python3-sklearn). The same input gives the same bytes."""
import gzip
import pathlib

from sklearn.datasets import load_digits, load_iris

FOLDER = pathlib.Path(__file__).parent


def digits():
    data = load_digits()
    yield [f"pixel_{row}_{column}" for row in range(8) for column in range(8)] + ["digit"]
    for pixels, digit in zip(data.data, data.target):
        yield [*(int(pixel) for pixel in pixels), int(digit)]


def iris():
    data = load_iris()
    yield ["sepal_length", "sepal_width", "petal_length", "petal_width", "species"]
    for lengths, species in zip(data.data, data.target):
        yield [*(float(length) for length in lengths), data.target_names[species]]


def csv(rows):
    return "".join(",".join(map(str, row)) + "\n" for row in rows).encode()


# No time and no name in the gzip header: they would change the bytes.
(FOLDER / "digits.csv.gz").write_bytes(gzip.compress(csv(digits()), compresslevel=9, mtime=0))
(FOLDER / "iris.csv").write_bytes(csv(iris()))
