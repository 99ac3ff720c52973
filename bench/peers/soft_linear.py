"""Soft targets, a toy: softmax regression on distributions in PyTorch, L-BFGS in double precision to the optimum at C = 1.

Trained on all rows of the pair of .npy files but every fifth, measured on those. log_loss is the cross-entropy
against the distributions, accuracy the share of rows where the likeliest class is the one that most people chose.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import cross_entropy

import jobs


def objective(weights: torch.Tensor, bias: torch.Tensor, rows: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Σ cross-entropy + ½‖w‖²; the bias goes free."""
    return cross_entropy(rows @ weights + bias, targets, reduction="sum") + 0.5 * weights.square().sum()


def fit(weights: torch.Tensor, bias: torch.Tensor, rows: torch.Tensor, targets: torch.Tensor) -> None:
    optimizer = torch.optim.LBFGS(
        [weights, bias], max_iter=jobs.MAX_ITERATIONS, tolerance_grad=1e-3, tolerance_change=0, line_search_fn="strong_wolfe"
    )

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        value = objective(weights, bias, rows, targets)
        value.backward()
        return value

    optimizer.step(closure)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("features", type=Path)
    parser.add_argument("targets", type=Path)
    options = parser.parse_args()

    features, targets = (np.load(path).astype(np.float64) for path in (options.features, options.targets))
    held_out = np.arange(len(features)) % 5 == 4
    rows, truth = torch.from_numpy(features[~held_out]), torch.from_numpy(targets[~held_out])
    weights = torch.zeros(features.shape[1], targets.shape[1], dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(targets.shape[1], dtype=torch.float64, requires_grad=True)
    _, seconds = jobs.timed(lambda: fit(weights, bias, rows, truth))

    with torch.no_grad():
        logits = torch.from_numpy(features[held_out]) @ weights + bias
        test_truth = torch.from_numpy(targets[held_out])
        jobs.report(
            seconds,
            log_loss=cross_entropy(logits, test_truth).item(),
            accuracy=(logits.argmax(dim=1) == test_truth.argmax(dim=1)).double().mean().item(),
            objective=objective(weights, bias, rows, truth).item(),
        )


if __name__ == "__main__":
    main()
