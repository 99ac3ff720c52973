"""Every loss of the catalog in PyTorch: its own function where it has one, else the shortest way that autograd has to the same number.

Where a one-hot target makes a definition collapse (Σ|Y − p| = 2(1 − p_y)), the collapsed form is timed: nobody who cares for speed
would write the other.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

Formula = Callable[[Tensor, Tensor], Tensor]


def at(rows: Tensor, classes: Tensor) -> Tensor:
    """The entry of each row at its class."""
    return rows.gather(1, classes.unsqueeze(1)).squeeze(1)


def surprisal(logits: Tensor, classes: Tensor) -> Tensor:
    """−log p_y of each row."""
    return F.cross_entropy(logits, classes, reduction="none")


def hinge(power: int) -> Formula:
    if power <= 2:
        return lambda z, y: F.multi_margin_loss(z, y, p=power)

    def evaluate(z: Tensor, y: Tensor) -> Tensor:
        column = y.unsqueeze(1)
        return (1 - z.gather(1, column) + z).clamp(min=0).scatter(1, column, 0.0).pow(power).sum(1).mean() / z.shape[1]

    return evaluate


def ova_hinge(z: Tensor, y: Tensor) -> Tensor:
    signs = torch.full_like(z, -1.0).scatter_(1, y.unsqueeze(1), 1.0)
    return (0.5 - signs * z).clamp(min=0).sum(1).mean()


def focal(z: Tensor, y: Tensor) -> Tensor:
    loss = surprisal(z, y)
    return ((1 - torch.exp(-loss)).square() * loss).mean()


def binary_focal(z: Tensor, t: Tensor) -> Tensor:
    loss = F.binary_cross_entropy_with_logits(z, t, reduction="none")
    p = torch.sigmoid(z)
    return ((1 - (p * t + (1 - p) * (1 - t))).square() * loss).mean()


def asymmetric(z: Tensor, t: Tensor) -> Tensor:
    p = torch.sigmoid(z)
    shifted = (p - 0.05).clamp(min=0)
    return -(t * (1 - p) * F.logsigmoid(z) + (1 - t) * shifted.pow(4) * torch.log1p(-shifted)).mean()


def poly(z: Tensor, y: Tensor) -> Tensor:
    loss = surprisal(z, y)
    return (loss + 1 - torch.exp(-loss)).mean()


def symmetric(z: Tensor, y: Tensor) -> Tensor:
    loss = surprisal(z, y)
    return (0.1 * loss + 4 * (1 - torch.exp(-loss))).mean()


def spherical(z: Tensor, y: Tensor) -> Tensor:
    p = torch.softmax(z, 1)
    return -(at(p, y) / p.norm(dim=1)).mean()


def brier(z: Tensor, y: Tensor) -> Tensor:
    p = torch.softmax(z, 1)
    return (p.square().sum(1) - 2 * at(p, y) + 1).mean()


def tanimoto(z: Tensor, y: Tensor) -> Tensor:
    p = torch.softmax(z, 1)
    hit = at(p, y)
    return -(hit / (p.square().sum(1) + 1 - hit)).mean()


def cauchy_schwarz(z: Tensor, y: Tensor) -> Tensor:
    p = torch.softmax(z, 1)
    return (0.5 * p.square().sum(1).log() - at(p, y).log()).mean()


def abs_normalised(z: Tensor, y: Tensor) -> Tensor:
    magnitudes = z.abs()
    return (magnitudes.sum(1).log() - at(magnitudes, y).log()).mean()


FORMULAS: dict[str, Formula] = {
    "nll": F.nll_loss,
    "kl-divergence": lambda x, t: F.kl_div(x, t, reduction="mean"),
    "hinge": hinge(1),
    "squared-hinge": hinge(2),
    "cubed-hinge": hinge(3),
    "ova-hinge": ova_hinge,
    "focal": focal,
    "poly": poly,
    "generalized-cross-entropy": lambda z, y: -torch.expm1(-0.7 * surprisal(z, y)).mean() / 0.7,
    "symmetric-cross-entropy": symmetric,
    "spherical": spherical,
    "expectation-l1": lambda z, y: -2 * torch.expm1(-surprisal(z, y)).mean(),
    "expectation-l2": brier,
    "expectation-linf": lambda z, y: -torch.expm1(-surprisal(z, y)).mean(),
    "log-squared": lambda z, y: surprisal(z, y).square().mean(),
    "tanimoto": tanimoto,
    "cauchy-schwarz": cauchy_schwarz,
    "abs-normalised": abs_normalised,
    "binary-cross-entropy": F.binary_cross_entropy_with_logits,
    "binary-focal": binary_focal,
    "asymmetric": asymmetric,
    "sigmoid-distance": lambda z, t: (t - torch.sigmoid(z)).abs().mean(),
    "mse": F.mse_loss,
    "l1": F.l1_loss,
    "huber": F.huber_loss,
    "smooth-l1": F.smooth_l1_loss,
}


def formula_of(loss: str, option: str, weights: Tensor | None) -> Formula:
    """What `jobs.Job` asks for, as a function of logits and targets."""
    if loss != "cross-entropy":
        return FORMULAS[loss]
    if option == "label smoothing":
        return lambda z, y: F.cross_entropy(z, y, label_smoothing=0.1)
    if option == "z-loss":
        return lambda z, y: F.cross_entropy(z, y) + 1e-4 * torch.logsumexp(z, 1).square().mean()
    # Its own defaults cover the rest: −100 is the index that it ignores, and targets of the logits' shape are soft.
    return lambda z, y: F.cross_entropy(z, y, weight=weights)
