"""What every peer job shares: reading the files, the figures, and the one JSON line at the end."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

Result = TypeVar("Result")

# The stopping rule of every scikit-learn fit here. At the default 1e-4 L-BFGS ends on its own rule for the
# decrease of the objective (2.2e-9 relative), which is well inside the 1e-5 that figures are compared at.
TOLERANCE = 1e-4
MAX_ITERATIONS = 20_000


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """The result of `work` and the seconds of wall clock it took."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def report(seconds: float, **figures: float) -> None:
    """Prints the job's one line: the seconds that training took, and its figures."""
    print(json.dumps({"seconds": seconds, **{name: float(value) for name, value in figures.items()}}))


def read_idx(path: Path) -> np.ndarray:
    """The bytes of a gzipped IDX file of unsigned bytes, in its shape."""
    with gzip.open(path, "rb") as file:
        content = file.read()
    dimensions = content[3]
    shape = np.frombuffer(content, dtype=">i4", count=dimensions, offset=4)
    return np.frombuffer(content, dtype=np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def read_mnist(data: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Training pixels, training digits, test pixels, test digits; pixels are bytes, one row per image."""
    folder = data / "mnist"
    images, digits = read_idx(folder / "train-images-idx3-ubyte.gz"), read_idx(folder / "train-labels-idx1-ubyte.gz")
    test_images, test_digits = read_idx(folder / "t10k-images-idx3-ubyte.gz"), read_idx(folder / "t10k-labels-idx1-ubyte.gz")
    return images.reshape(len(images), -1), digits, test_images.reshape(len(test_images), -1), test_digits


def softmax_surprisal(logits: np.ndarray, classes: np.ndarray) -> np.ndarray:
    """−log p of each row's class, in nats, from the logits themselves: nothing is clipped."""
    logits = logits.astype(np.float64)
    top = logits.max(axis=1, keepdims=True)
    log_sum = top[:, 0] + np.log(np.exp(logits - top).sum(axis=1))
    return log_sum - logits[np.arange(len(logits)), classes]


def binary_surprisal(logits: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """−log p of what happened, in nats, for logits and truths (0 or 1) of any equal shape."""
    return np.logaddexp(0, np.where(truth == 1, -logits, logits).astype(np.float64))
