"""What is timed: a loss of the catalog, the shape and the kind of its batch, and the ratio to PyTorch that it is meant to reach."""

from __future__ import annotations

from dataclasses import dataclass

ELEMENT_WISE = ("binary-cross-entropy", "binary-focal", "asymmetric", "sigmoid-distance", "mse", "l1", "huber", "smooth-l1")
REAL_TARGETS = ("mse", "l1", "huber", "smooth-l1")
CLASS_WISE = (
    "nll",
    "kl-divergence",
    "hinge",
    "squared-hinge",
    "cubed-hinge",
    "ova-hinge",
    "focal",
    "poly",
    "generalized-cross-entropy",
    "symmetric-cross-entropy",
    "spherical",
    "expectation-l1",
    "expectation-l2",
    "expectation-linf",
    "log-squared",
    "tanimoto",
    "cauchy-schwarz",
    "abs-normalised",
)
LOG_PROBABILITIES = ("nll", "kl-divergence")

SMALL, MIDDLE, LARGE = (65536, 10), (16384, 100), (4096, 1000)
LONG, LONGEST = (1024, 32000), (512, 128256)

# label of the option, what the catalog parses
OPTIONS = (
    ("label smoothing", "cross-entropy:label-smoothing=0.1"),
    ("class weights", "cross-entropy"),
    ("ignore index", "cross-entropy:ignore-index=-100"),
    ("soft targets", "cross-entropy"),
    ("z-loss", "cross-entropy:z-loss=0.0001"),
)


@dataclass(frozen=True)
class Job:
    """Forward and backward of one loss on one batch."""

    loss: str  # as the catalog parses it
    shape: tuple[int, int]
    goal: float  # how many times PyTorch's speed
    option: str = ""  # one of OPTIONS
    dtype: str = "float32"
    targets: str = "classes"  # classes, soft, binary or real
    as_installed: bool = False  # against PyTorch without the tuned allocator

    @property
    def formula(self) -> str:
        return self.loss.split(":")[0]

    @property
    def name(self) -> str:
        return ", ".join(part for part in (self.formula, self.option, "as installed" if self.as_installed else "") if part)

    @property
    def label(self) -> str:
        return f"{self.name} {self.shape[0]}×{self.shape[1]} {self.dtype}"

    @property
    def logits(self) -> int:
        return self.shape[0] * self.shape[1]

    @property
    def log_probabilities(self) -> bool:
        return self.formula in LOG_PROBABILITIES

    @property
    def long_rows(self) -> bool:
        """Whether its speed is the memory's, so that the share of STREAM's bandwidth says something."""
        return self.shape[1] >= LONG[1]

    @property
    def class_weights(self) -> list[float] | None:
        return [0.5 + k / self.shape[1] for k in range(self.shape[1])] if self.option == "class weights" else None


def all_jobs() -> list[Job]:
    """Neighbours share their batch wherever they can: a worker keeps the one that it read last."""
    jobs = []
    for shape, goal in ((SMALL, 12.0), (MIDDLE, 6.0), (LARGE, 6.0)):
        jobs.append(Job("cross-entropy", shape, goal))
        jobs += [Job(loss, shape, 4.0, option, targets="soft" if option == "soft targets" else "classes") for option, loss in OPTIONS]
        jobs.append(Job("cross-entropy", shape, 3.0, dtype="float64"))
    jobs += [Job("cross-entropy", LONG, 5.0), Job("cross-entropy", LONGEST, 5.0), Job("cross-entropy", LONGEST, 18.0, as_installed=True)]
    for shape in (SMALL, LARGE):
        jobs += [Job(loss, shape, 6.0, targets="real" if loss in REAL_TARGETS else "binary") for loss in ELEMENT_WISE]
    for shape in (SMALL, MIDDLE):
        jobs += [Job(loss, shape, 4.0, targets="soft" if loss == "kl-divergence" else "classes") for loss in CLASS_WISE]
    return jobs
