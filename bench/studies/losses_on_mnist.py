"""Makes the tables of docs/studies/losses-on-mnist.md from what `surprisal compare --preset janocha MNIST --format json` printed.

python3 bench/studies/losses_on_mnist.py losses-on-mnist.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def setting(comparison: dict) -> tuple[str, float]:
    """The depth, and the share of labels that are wrong."""
    return comparison["setting"].split(",")[0], comparison["label_noise"]


def rows(comparisons: list[dict], noise: float, cell) -> list[str]:
    chosen = [c for c in comparisons if c["label_noise"] == noise]
    names = [loss["loss"] for loss in chosen[0]["losses"]]
    lines = ["| loss | " + " | ".join(setting(c)[0] for c in chosen) + " |", "|---|" + "---|" * len(chosen)]
    for i, name in enumerate(names):
        lines.append(f"| {name} | " + " | ".join(cell(c, c["losses"][i]) for c in chosen) + " |")
    return lines


def accuracy(comparison: dict, loss: dict) -> str:
    """The mean accuracy, bold where no loss of the column is higher, and what the test says against cross-entropy."""
    mean = loss["accuracy"]["mean"]
    text = f"{100 * mean:.2f}"
    best = max(other["accuracy"]["mean"] for other in comparison["losses"])
    verdict = next((p for p in comparison["accuracy_pairs"] if {p["first"], p["second"]} == {"cross-entropy", loss["loss"]}), None)
    mark = ""
    if verdict is not None and verdict["verdict"] == "difference shown":
        difference = verdict["difference"]["mean"] * (1 if verdict["second"] == "cross-entropy" else -1)
        mark = " ▲" if difference > 0 else " ▼"
    return (f"**{text}**" if mean == best else text) + mark


def epochs(comparison: dict, loss: dict) -> str:
    reached = [e for e in loss["epochs_to_95_percent"] if e is not None]
    return f"{sum(reached) / len(reached):.1f}" if len(reached) == len(loss["runs"]) else f"{len(reached)} of {len(loss['runs'])}"


def main() -> None:
    study = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    comparisons = study["comparisons"]
    for c in comparisons:
        print(f"{c['setting']}, label noise {c['label_noise']}: seeds {c['seeds']}, left out {c['seeds_left_out']}, {c['train_rows']} rows to learn from, {c['held_out_rows']} held out", file=sys.stderr)
    for noise in sorted({c["label_noise"] for c in comparisons}):
        print(f"\nAccuracy in %, {round(100 * noise)} % of the training labels wrong:\n")
        print("\n".join(rows(comparisons, noise, accuracy)))
        print(f"\nEpochs to 95 % of the best accuracy, {round(100 * noise)} % of the training labels wrong:\n")
        print("\n".join(rows(comparisons, noise, epochs)))


if __name__ == "__main__":
    main()
