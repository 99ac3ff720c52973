"""Several 0/1 labels, one logistic regression a label at C = 1 with scikit-learn: standardised numbers.

log_loss is the mean over rows and labels, accuracy the share of rows with every label right, objective the sum over labels.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import StandardScaler

import jobs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("labels", help="the label columns: a,b,c")
    options = parser.parse_args()

    labels = options.labels.split(",")
    train, test = pd.read_csv(options.train), pd.read_csv(options.test)
    truth, test_truth = train[labels].to_numpy(), test[labels].to_numpy()
    scaler = StandardScaler().fit(train.drop(columns=labels))
    rows, test_rows = (scaler.transform(table.drop(columns=labels)) for table in (train, test))

    model = OneVsRestClassifier(LogisticRegression(C=1, tol=jobs.TOLERANCE, max_iter=jobs.MAX_ITERATIONS))
    _, seconds = jobs.timed(lambda: model.fit(rows, truth))

    logits, test_logits = model.decision_function(rows), model.decision_function(test_rows)
    predicted = (test_logits > 0).astype(int)
    penalty = sum(0.5 * np.square(label.coef_).sum() for label in model.estimators_)
    jobs.report(
        seconds,
        log_loss=jobs.binary_surprisal(test_logits, test_truth).mean(),
        accuracy=(predicted == test_truth).all(axis=1).mean(),
        objective=jobs.binary_surprisal(logits, truth).sum() + penalty,
        micro_f1=f1_score(test_truth, predicted, average="micro"),
    )


if __name__ == "__main__":
    main()
