"""Holds every figure of `surprisal evaluate` against scikit-learn, NumPy and SciPy, on what `surprisal predict` says of the same rows.

Trains a linear model on Adult (two classes), white wine (seven) and yeast (14 labels), each with and without calibration and thresholds.
Prints one line per figure and set; the exit code is 1 when one is off by more than predictions written in nine digits explain.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize_scalar
from scipy.stats import bootstrap
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression

from inputs import last_columns, split_csv
from run import DEFAULT_SURPRISAL

BINS = 15
# Predictions are floats: figures that add them up agree to some 1e-7, those that count and rank to the last digit but for equal floats.
TOLERANCE = 2e-7
# NumPy may round an edge that is a prediction itself to just below it, and that prediction then changes its bin: up to this many of them.
EDGE_PREDICTIONS = 2
# Two bootstraps of 1,000 resamples differ by chance.
INTERVAL_TOLERANCE = 0.25

Figure = tuple[str, float]


def bins_of(confidence: np.ndarray) -> np.ndarray:
    """The bin of each prediction by quantiles, as calibration_curve(strategy='quantile') has it."""
    edges = np.percentile(confidence, np.linspace(0, 1, BINS + 1) * 100)
    return np.searchsorted(edges[1:-1], confidence)


def equal_mass_error(confidence: np.ndarray, hits: np.ndarray) -> float:
    return float(np.abs(np.bincount(bins_of(confidence), weights=hits - confidence, minlength=BINS)).sum() / len(confidence))


def reliability(confidence: np.ndarray, hits: np.ndarray) -> Iterator[Figure]:
    """The error by scikit-learn's own curve, and its interval by SciPy's bootstrap; rows may have several predictions."""
    accuracy, mean = calibration_curve(hits.ravel(), confidence.ravel(), n_bins=BINS, strategy="quantile")
    counts = np.bincount(bins_of(confidence.ravel()), minlength=BINS)
    yield "ece_equal_mass", float((counts[counts > 0] * np.abs(accuracy - mean)).sum() / counts.sum())
    rows = np.arange(len(confidence))
    interval = bootstrap(
        (rows,), lambda drawn: equal_mass_error(confidence[drawn].ravel(), hits[drawn].ravel()), vectorized=False, method="basic", n_resamples=1000, random_state=0
    ).confidence_interval
    yield "ece_low", max(interval.low, 0)
    yield "ece_high", max(interval.high, 0)


def isotonic_loss(truth: np.ndarray, probability: np.ndarray) -> float:
    best = IsotonicRegression().fit(probability, truth).predict(probability)
    return float(-np.log(np.where(truth == 1, best, 1 - best)).mean())


def class_figures(names: list[str], truth: np.ndarray, predicted: np.ndarray, probability: np.ndarray, log_loss: float) -> Iterator[Figure]:
    """One class of several a row; `truth` and `predicted` are indices into `names`."""
    yield "accuracy", metrics.accuracy_score(truth, predicted)
    yield "balanced_accuracy", metrics.balanced_accuracy_score(truth, predicted)
    yield "matthews_corrcoef", metrics.matthews_corrcoef(truth, predicted)
    yield "macro_f1", metrics.f1_score(truth, predicted, average="macro", labels=range(len(names)), zero_division=0)
    yield "brier", float(np.square(probability - np.eye(len(names))[truth]).sum(axis=1).mean())
    for count in (count for count in (2, 3, 5) if count < len(names)):
        yield f"top {count}", metrics.top_k_accuracy_score(truth, probability, k=count, labels=range(len(names)))
    if len(names) == 2:
        yield "roc_auc", metrics.roc_auc_score(truth, probability[:, 1])
        yield "average_precision", metrics.average_precision_score(truth, probability[:, 1])
        refinement = isotonic_loss(truth, probability[:, 1])
    else:
        present = [k for k in range(len(names)) if (truth == k).any()]
        support = [(truth == k).sum() for k in present]
        areas = [metrics.roc_auc_score(truth == k, probability[:, k]) for k in present]
        precisions = [metrics.average_precision_score(truth == k, probability[:, k]) for k in present]
        yield "roc_auc", float(np.mean(areas))
        yield "roc_auc_weighted", float(np.average(areas, weights=support))
        yield "average_precision", float(np.mean(precisions))
        yield "average_precision_weighted", float(np.average(precisions, weights=support))
        refinement = temperature_loss(truth, probability)
    yield "refinement_loss", refinement
    yield "calibration_loss", log_loss - refinement
    likeliest = probability.argmax(axis=1)
    yield from reliability(probability.max(axis=1), (likeliest == truth).astype(float))


def temperature_loss(truth: np.ndarray, probability: np.ndarray) -> float:
    logits = np.log(np.maximum(probability, np.finfo(np.float32).smallest_subnormal))

    def loss(inverse: float) -> float:
        scaled = inverse * logits
        top = scaled.max(axis=1, keepdims=True)
        return float((top[:, 0] + np.log(np.exp(scaled - top).sum(axis=1)) - scaled[np.arange(len(truth)), truth]).mean())

    return minimize_scalar(loss, bounds=(0.01, 16), method="bounded", options={"xatol": 1e-10}).fun


def label_figures(truth: np.ndarray, predicted: np.ndarray, probability: np.ndarray, log_loss: float) -> Iterator[Figure]:
    """Any number of labels a row, one column each."""
    yield "accuracy", metrics.accuracy_score(truth, predicted)
    yield "hamming_loss", metrics.hamming_loss(truth, predicted)
    for average in ("micro", "macro"):
        yield f"{average}_f1", metrics.f1_score(truth, predicted, average=average, zero_division=0)
    told = (truth.min(axis=0) == 0) & (truth.max(axis=0) == 1)
    yield "roc_auc", metrics.roc_auc_score(truth[:, told], probability[:, told], average="macro")
    yield "roc_auc_micro", metrics.roc_auc_score(truth, probability, average="micro")
    yield "average_precision", metrics.average_precision_score(truth[:, told], probability[:, told], average="macro")
    yield "average_precision_micro", metrics.average_precision_score(truth, probability, average="micro")
    yield "brier", float(np.square(probability - truth).mean())
    refinement = float(np.mean([isotonic_loss(truth[:, k], probability[:, k]) for k in range(truth.shape[1])]))
    yield "refinement_loss", refinement
    yield "calibration_loss", log_loss - refinement
    yield from reliability(probability, truth.astype(float))


def surprisal(command: str, *arguments: str) -> str:
    done = subprocess.run([*shlex.split(command), *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"error: {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def peer_figures(test: Path, predictions: Path, targets: list[str]) -> dict[str, float]:
    """What the peers make of written predictions and the test file's own answers."""
    said = pd.read_csv(predictions, keep_default_na=False, dtype={"predicted": str})
    table = pd.read_csv(test, keep_default_na=False, dtype={name: str for name in targets})
    names = [name.removeprefix("prob_") for name in said.columns if name.startswith("prob_")]
    probability = said[[f"prob_{name}" for name in names]].to_numpy()
    log_loss = float(said["surprisal"].mean())
    if len(targets) == 1:
        index = {name: k for k, name in enumerate(names)}
        truth, predicted = (column.map(index).to_numpy() for column in (table[targets[0]], said["predicted"]))
        return {"log_loss": log_loss, **dict(class_figures(names, truth, predicted, probability, log_loss))}
    truth = table[names].astype(int).to_numpy()
    predicted = np.array([[name in row.split("|") for name in names] for row in said["predicted"]]).astype(int)
    log_loss /= len(names)
    return {"log_loss": log_loss, **dict(label_figures(truth, predicted, probability, log_loss))}


def compare(name: str, ours: dict[str, object], peers: dict[str, float]) -> bool:
    low, high = ours["ece_interval"]
    flat = {**ours, "ece_low": low, "ece_high": high, **{f"top {k}": value for k, value in ours.get("top_k_accuracy", {}).items()}}
    width = peers["ece_high"] - peers["ece_low"]
    fine = True
    for figure, expected in peers.items():
        tolerance = {
            "ece_low": INTERVAL_TOLERANCE * width,
            "ece_high": INTERVAL_TOLERANCE * width,
            "ece_equal_mass": EDGE_PREDICTIONS / ours["rows"],
        }.get(figure, TOLERANCE)
        got = float(flat[figure])
        ok = abs(got - expected) <= tolerance
        fine = fine and ok
        print(f"| {name} | {figure} | {got:.9f} | {expected:.9f} | {'' if ok else 'OFF'} |")
    return fine


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with tabular/ and multilabel/")
    parser.add_argument("--surprisal", default=DEFAULT_SURPRISAL, help="command that runs the tool (default: dotnet run on this checkout)")
    options = parser.parse_args()
    warnings.simplefilter("ignore")  # a class without predictions is scored 0 on both sides

    fine = True
    print("| data | figure | Surprisal | peers | |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        tabular, yeast = options.data / "tabular", options.data / "multilabel" / "yeast.csv"
        sets = {
            "adult": (tabular / "adult-train.csv", tabular / "adult-test.csv", "income"),
            "wine": (*split_csv(tabular / "winequality-white.csv", scratch), "quality"),
            "yeast": (*split_csv(yeast, scratch), last_columns(yeast, 14)),
        }
        for name, (train, test, target) in sets.items():
            for extra in ([], ["--calibrate"], *([["--thresholds", "f1"]] if name != "wine" else [])):
                model, predictions = str(scratch / "m.safetensors"), scratch / "p.csv"
                surprisal(options.surprisal, "train", str(train), "--target", target, "--test", str(test), "--out", model, *extra)
                ours = json.loads(surprisal(options.surprisal, "evaluate", model, str(test), "--format", "json"))
                surprisal(options.surprisal, "predict", model, str(test), "--out", str(predictions))
                fine &= compare(" ".join([name, *extra]), ours, peer_figures(test, predictions, target.split(",")))
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
