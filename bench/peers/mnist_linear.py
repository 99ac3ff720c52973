"""MNIST, softmax regression at C = 1 with scikit-learn: pixels / 255, no penalty on the bias."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

import jobs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--float32", action="store_true", help="fit in single precision")
    options = parser.parse_args()

    pixels, digits, test_pixels, test_digits = jobs.read_mnist(options.data)
    kind = np.float32 if options.float32 else np.float64
    rows, test_rows = pixels.astype(kind) / kind(255), test_pixels.astype(kind) / kind(255)

    model = LogisticRegression(C=1, tol=jobs.TOLERANCE, max_iter=jobs.MAX_ITERATIONS)
    _, seconds = jobs.timed(lambda: model.fit(rows, digits))

    weights = model.coef_.astype(np.float64)
    logits, test_logits = (part @ weights.T + model.intercept_ for part in (rows, test_rows))
    jobs.report(
        seconds,
        log_loss=jobs.softmax_surprisal(test_logits, test_digits).mean(),
        accuracy=(test_logits.argmax(axis=1) == test_digits).mean(),
        objective=jobs.softmax_surprisal(logits, digits).sum() + 0.5 * np.square(weights).sum(),
    )


if __name__ == "__main__":
    main()
