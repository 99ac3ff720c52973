"""Adult (census income), logistic regression at C = 1 with scikit-learn: one-hot levels, standardised numbers."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

import jobs

TARGET = "income"


def encoded(table: pd.DataFrame, train: pd.DataFrame) -> np.ndarray:
    """108 columns: each number standardised (ddof 0), each level of each category, '?' among them, a column of 0 and 1."""
    features = train.columns.drop(TARGET)
    numbers = [name for name in features if train[name].dtype.kind in "if"]
    blocks = [((table[numbers] - train[numbers].mean()) / train[numbers].std(ddof=0)).to_numpy()]
    for name in features.drop(numbers):
        levels = np.unique(train[name])
        blocks.append((table[name].to_numpy()[:, None] == levels).astype(np.float64))
    return np.hstack(blocks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--log1p", default="", help="columns to take the logarithm of 1 + x of, before they are standardised: a,b")
    parser.add_argument("--softmax", action="store_true", help="two logits and both penalised, where scikit-learn has one by default")
    options = parser.parse_args()

    # '?' is a level as any other here, not a missing value.
    train, test = (pd.read_csv(options.data / "tabular" / f"adult-{part}.csv", keep_default_na=False) for part in ("train", "test"))
    for name in filter(None, options.log1p.split(",")):
        train[name], test[name] = np.log1p(train[name]), np.log1p(test[name])
    rows, test_rows = encoded(train, train), encoded(test, train)
    truth, test_truth = (table[TARGET].eq(">50K").to_numpy().astype(int) for table in (train, test))

    model = LogisticRegression(
        C=1, tol=jobs.TOLERANCE, max_iter=jobs.MAX_ITERATIONS, multi_class="multinomial" if options.softmax else "ovr"
    )
    _, seconds = jobs.timed(lambda: model.fit(rows, truth))

    # With two logits scikit-learn keeps one row of weights w and means the pair (−w, w).
    mirrored = 2 if options.softmax else 1
    logits, test_logits = (mirrored * (part @ model.coef_[0] + model.intercept_[0]) for part in (rows, test_rows))
    jobs.report(
        seconds,
        log_loss=jobs.binary_surprisal(test_logits, test_truth).mean(),
        accuracy=((test_logits > 0) == test_truth).mean(),
        objective=jobs.binary_surprisal(logits, truth).sum() + mirrored * 0.5 * np.square(model.coef_).sum(),
    )


if __name__ == "__main__":
    main()
