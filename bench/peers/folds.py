"""Cross-validated log-losses of Surprisal's models beside scikit-learn's LogisticRegression and MLPClassifier, on the very same folds.

Ecoli, glass, white wine and german credit, five stratified folds, several times over. Surprisal is told the folds by a column (`--group`).
Prints one line per set and classifier: the mean over the repeats, and each of them. Every side has its defaults; scikit-learn's numbers are standardised and its categories one-hot.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from run import DEFAULT_SURPRISAL

SETS = ("ecoli", "glass", "winequality-white", "german")
FOLDS = 5
# A class that no training row of the fold had: scikit-learn gives it no probability, and so the least that a double has.
LEAST = np.finfo(float).tiny

PEERS = {
    "LogisticRegression": lambda seed: LogisticRegression(max_iter=10_000),
    "MLPClassifier": lambda seed: MLPClassifier(random_state=seed),
    "MLPClassifier early": lambda seed: MLPClassifier(random_state=seed, early_stopping=True, max_iter=1000),
}
MODELS = {
    "surprisal linear": [],
    "surprisal mlp": ["--model", "mlp"],
    "surprisal tabular": ["--model", "tabular"],
    "surprisal tabular, 30 epochs": ["--model", "tabular", "--epochs", "30"],
}


def peer_loss(make, rows: pd.DataFrame, truth: pd.Series, fold: np.ndarray, seed: int) -> float:
    """The mean over the folds of each fold's log-loss, in nats."""
    losses = []
    for k in range(FOLDS):
        encode = make_column_transformer(
            (StandardScaler(), make_column_selector(dtype_include=np.number)),
            (OneHotEncoder(handle_unknown="ignore"), make_column_selector(dtype_exclude=np.number)),
        )
        model = make_pipeline(encode, make(seed)).fit(rows[fold != k], truth[fold != k])
        shares = pd.DataFrame(model.predict_proba(rows[fold == k]), columns=model.classes_)
        losses.append(np.mean([-np.log(max(shares.at[i, c] if c in shares else 0, LEAST)) for i, c in enumerate(truth[fold == k])]))
    return float(np.mean(losses))


def surprisal_loss(command: list[str], options: list[str], path: Path, target: str, seed: int) -> float:
    call = [*command, "train", str(path), "--target", target, "--folds", str(FOLDS), "--group", "fold", "--seed", str(seed), "--format", "json", *options]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{shlex.join(call)}: {done.stderr.strip()}")
    return float(json.loads(done.stdout)["cross_validation"]["log_loss"]["mean"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with tabular/")
    parser.add_argument("--surprisal", default=DEFAULT_SURPRISAL, help="command that runs the tool (default: dotnet run on this checkout)")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--sets", default=",".join(SETS))
    options = parser.parse_args()
    warnings.simplefilter("ignore")  # MLPClassifier's 200 epochs seldom converge, and say so every time
    print("| set | classifier | log-loss, nats | each repeat |\n|---|---|---|---|")
    for name in options.sets.split(","):
        table = pd.read_csv(options.data / "tabular" / f"{name}.csv")
        target = table.columns[-1]
        rows, truth = table.drop(columns=[target]), table[target].astype(str)
        losses: dict[str, list[float]] = {}
        for seed in range(options.repeats):
            fold = np.zeros(len(table), int)
            for k, (_, held_out) in enumerate(StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(rows, truth)):
                fold[held_out] = k
            for peer, make in PEERS.items():
                losses.setdefault(peer, []).append(peer_loss(make, rows, truth, fold, seed))
            with tempfile.TemporaryDirectory() as scratch:
                path = Path(scratch) / f"{name}.csv"
                table.assign(fold=fold).to_csv(path, index=False)
                for model, more in MODELS.items():
                    losses.setdefault(model, []).append(surprisal_loss(shlex.split(options.surprisal), more, path, target, seed + 1))
        for classifier, each in losses.items():
            print(f"| {name} | {classifier} | {np.mean(each):.4f} | {', '.join(f'{loss:.4f}' for loss in each)} |", flush=True)


if __name__ == "__main__":
    main()
