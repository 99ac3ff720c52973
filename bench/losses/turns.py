"""One job: both sides prepare it and must agree on its numbers; then they are timed in turns."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from statistics import median

from jobs import Job
from workers import Worker

TOLERANCE = 1e-5  # of the value, and of the gradient's largest entry
STREAM_GOAL = 75.0  # per cent


@dataclass(frozen=True)
class Effort:
    """How long each part of a job may take, in seconds."""

    rounds: int
    turn: float
    warm_up: float


FULL = Effort(rounds=7, turn=0.06, warm_up=0.4)
QUICK = Effort(rounds=3, turn=0.02, warm_up=0.3)


@dataclass
class Result:
    """What came of a job on a number of threads."""

    job: Job
    threads: int
    peer: list[float] = field(default_factory=list)  # seconds a call, one a round
    ours: list[float] = field(default_factory=list)
    stream: list[float] = field(default_factory=list)
    bytes_per_call: int = 0
    allocated_by_thread: float = 0
    allocated_in_all: float = 0
    value_error: float = math.nan
    gradient_error: float = math.nan
    skipped: str = ""
    failure: str = ""

    @property
    def ratios(self) -> list[float]:
        """PyTorch's time over ours, of turns that were next to each other."""
        return [peer / ours for peer, ours in zip(self.peer, self.ours, strict=True)]

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def gigabytes_per_second(self) -> float:
        return self.bytes_per_call / median(self.ours) / 1e9

    @property
    def stream_gigabytes_per_second(self) -> float | None:
        """As STREAM counts: one array read, one written."""
        return 2 * 4 * self.job.logits / median(self.stream) / 1e9 if self.stream else None

    @property
    def per_cent_of_stream(self) -> float | None:
        return 100 * self.gigabytes_per_second / self.stream_gigabytes_per_second if self.stream else None

    @property
    def reached(self) -> bool:
        return self.ratio >= self.job.goal and (self.per_cent_of_stream or STREAM_GOAL) >= STREAM_GOAL

    def as_json(self) -> dict:
        said = {**asdict(self), "name": self.job.name}
        if self.ours:
            said |= {
                "ratio": self.ratio,
                "reached": self.reached,
                "peer_ns_per_logit": median(self.peer) / self.job.logits * 1e9,
                "ours_ns_per_logit": median(self.ours) / self.job.logits * 1e9,
                "gigabytes_per_second": self.gigabytes_per_second,
                "stream_gigabytes_per_second": self.stream_gigabytes_per_second,
                "per_cent_of_stream": self.per_cent_of_stream,
            }
        # JSON has no NaN.
        return {name: None if isinstance(value, float) and not math.isfinite(value) else value for name, value in said.items()}


def run(job: Job, threads: int, peer: Worker, ours: Worker, effort: Effort) -> Result:
    result = Result(job, threads)
    found = ours.ask("find", loss=job.loss, class_weights=job.class_weights)
    result.skipped = found.get("skipped", "")
    if result.skipped:
        return result
    result.failure = found.get("error", "") or prepare(result, peer, ours, effort)
    for turn in range(0 if result.failure else 1 + effort.rounds):
        said = {"PyTorch": peer.ask("time", seconds=effort.turn), "Surprisal": ours.ask("time", seconds=effort.turn)}
        if job.long_rows and job.dtype == "float32":
            said["STREAM"] = ours.ask("scale", seconds=effort.turn)
        result.failure = next((f"{side}: {reply['error']}" for side, reply in said.items() if "error" in reply), "")
        if result.failure:
            break
        if turn > 0:  # the first warms memory and clocks up
            take(result, said)
    return result


def prepare(result: Result, peer: Worker, ours: Worker, effort: Effort) -> str:
    """Both sides on the same batch; what keeps the job from being timed, if anything does."""
    job = result.job
    made = peer.ask(
        "prepare",
        formula=job.formula,
        option=job.option,
        shape=job.shape,
        dtype=job.dtype,
        targets=job.targets,
        log_probabilities=job.log_probabilities,
        class_weights=job.class_weights,
    )
    if "error" in made:
        return f"PyTorch: {made['error']}"
    if not math.isfinite(float(made["value"])):
        return f"PyTorch: a finite value expected, got {made['value']}"
    ready = ours.ask(
        "prepare",
        rows=job.shape[0],
        columns=job.shape[1],
        double=job.dtype == "float64",
        classes=job.targets == "classes",
        seconds=effort.warm_up,
        **{**made, "value": float(made["value"])},
    )
    if "error" in ready:
        return f"Surprisal: {ready['error']}"
    result.bytes_per_call = ready["bytes_per_call"]
    result.value_error, result.gradient_error = float(ready["value_error"]), float(ready["gradient_error"])
    # Written so that a NaN fails.
    if result.value_error <= TOLERANCE and result.gradient_error <= TOLERANCE:
        return ""
    return f"the sides differ by {result.value_error:.1e} in the value and {result.gradient_error:.1e} in the gradient, {TOLERANCE:.0e} allowed"


def take(result: Result, said: dict[str, dict]) -> None:
    result.peer.append(said["PyTorch"]["seconds"])
    result.ours.append(said["Surprisal"]["seconds"])
    # The least of the rounds: what other threads of the runtime took by chance is not the call's.
    allocated = said["Surprisal"]["allocated_by_thread"], said["Surprisal"]["allocated_in_all"]
    first = len(result.ours) == 1
    result.allocated_by_thread = allocated[0] if first else min(result.allocated_by_thread, allocated[0])
    result.allocated_in_all = allocated[1] if first else min(result.allocated_in_all, allocated[1])
    if "STREAM" in said:
        result.stream.append(said["STREAM"]["seconds"])
