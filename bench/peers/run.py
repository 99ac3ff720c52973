"""The same jobs in the peers (scikit-learn, PyTorch) and in Surprisal, interleaved, in one table of times and figures."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from inputs import last_columns, soft_pair, split_csv

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DEFAULT_SURPRISAL = f"dotnet run -c Release --project {shlex.quote(str(ROOT / 'src' / 'Surprisal.Cli'))} --"
FIGURES = ("log_loss", "accuracy", "objective", "micro_f1")


@dataclass(frozen=True)
class Job:
    """One piece of work: the peer's script with its arguments, what Surprisal's `train` is given, and which of the peer's two pools gets the threads."""

    name: str
    peer: list[str]
    surprisal: list[str]
    threads_of: str = "openblas"


@dataclass
class Side:
    """What one side said, a run at a time: seconds of the whole command, of the training alone, and the figures."""

    whole: list[float] = field(default_factory=list)
    training: list[float] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)
    failure: str = ""


def jobs_of(data: Path, scratch: Path) -> list[Job]:
    """All jobs; the files that only they need are written to `scratch`."""
    adult = data / "tabular"
    jobs = [
        Job(
            "adult-linear",
            ["adult_linear.py", str(data)],
            [str(adult / "adult-train.csv"), "--target", "income", "--test", str(adult / "adult-test.csv"), "--c", "1"],
        ),
        Job("mnist-linear", ["mnist_linear.py", str(data)], [str(data / "mnist")]),
        Job(
            "mnist-mlp",
            ["mnist_mlp.py", str(data)],
            [str(data / "mnist"), "--model", "mlp", "--hidden", "512,512", "--epochs", "5"],
        ),
        Job(
            "mnist-conv",
            ["mnist_conv.py", str(data), "--channels-last"],
            [str(data / "mnist"), "--model", "conv", "--epochs", "5"],
            threads_of="openmp",
        ),
        Job("digits-linear", ["digits_linear.py"], []),
    ]
    for name, count in (("emotions", 6), ("yeast", 14)):
        source = data / "multilabel" / f"{name}.csv"
        labels = last_columns(source, count)
        train, test = (str(path) for path in split_csv(source, scratch))
        jobs.append(
            Job(f"{name}-linear", ["multilabel_linear.py", train, test, labels], [train, "--target", labels, "--test", test, "--c", "1"])
        )
    features, targets = (str(path) for path in soft_pair(data / "soft" / "cifar10h-counts.npy", scratch))
    jobs.append(Job("cifar10h-soft", ["soft_linear.py", features, targets], [features, "--target", targets]))
    return jobs


def peer_environment(threads: int, threads_of: str) -> dict[str, str]:
    """The peers at their best: threads in one pool, and memory that is kept instead of given back at every step."""
    return {
        **os.environ,
        "OMP_NUM_THREADS": str(threads if threads_of == "openmp" else 1),
        "OPENBLAS_NUM_THREADS": str(threads if threads_of == "openblas" else 1),
        "MALLOC_MMAP_THRESHOLD_": "8000000000",
        "MALLOC_TRIM_THRESHOLD_": "16000000000",
        "MALLOC_TOP_PAD_": "268435456",
    }


def run_once(side: Side, command: list[str], environment: dict[str, str]) -> None:
    """Runs a command that prints one JSON object and adds what it said to `side`; a failure is kept as its last line."""
    start = time.perf_counter()
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    except OSError as error:
        side.failure = str(error)
        return
    whole = time.perf_counter() - start
    if done.returncode != 0:
        lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
        side.failure = f"exit {done.returncode}: {lines[-1] if lines else 'no output'}"
        return
    try:
        said = json.loads(done.stdout)
        seconds = float(said["seconds"])
    except (ValueError, KeyError, TypeError):
        side.failure = f"no JSON object with seconds: {done.stdout.strip()[:80]!r}"
        return
    side.whole.append(whole)
    side.training.append(seconds)
    # Surprisal writes infinities as strings; float() reads those too.
    side.figures = {name: float(said[name]) for name in FIGURES if said.get(name) is not None}


def seconds_text(seconds: list[float]) -> str:
    """The median, and behind it how far the runs lay apart."""
    return f"{median(seconds):.3f} ({min(seconds):.3f}-{max(seconds):.3f})"


def row_of(job: str, side: str, result: Side, peer: Side) -> str:
    if result.failure:
        return f"| {job} | {side} | failed: {result.failure.replace('|', '/')} |" + " |" * (len(FIGURES) + 2)
    ratio = f"{median(peer.training) / median(result.training):.2f}×" if peer.training and result is not peer else ""
    figures = (f"{result.figures[name]:.6g}" if name != "objective" else f"{result.figures[name]:.4f}" for name in result.figures)
    by_name = dict(zip(result.figures, figures, strict=True))
    cells = [job, side, seconds_text(result.whole), seconds_text(result.training), ratio, *(by_name.get(name, "") for name in FIGURES)]
    return "| " + " | ".join(cells) + " |"


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with mnist/, tabular/, multilabel/ and soft/")
    parser.add_argument("--surprisal", default=DEFAULT_SURPRISAL, help="command that runs the tool (default: dotnet run on this checkout)")
    parser.add_argument("--only", choices=("peer", "surprisal"), help="run one side alone")
    parser.add_argument("--jobs", help="names, comma between them (default: all)")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def main() -> int:
    options = parsed()
    if not options.data.is_dir():
        sys.exit(f"error: {options.data} is not a folder")
    with tempfile.TemporaryDirectory() as scratch:
        jobs = jobs_of(options.data.resolve(), Path(scratch))
        wanted = options.jobs.split(",") if options.jobs else [job.name for job in jobs]
        unknown = sorted(set(wanted) - {job.name for job in jobs})
        if unknown:
            sys.exit(f"error: no job {', '.join(unknown)}. Jobs: {', '.join(job.name for job in jobs)}")
        print("| job | side | command, s: median (min-max) | training, s | training ratio | log-loss | accuracy | objective | micro F1 |")
        print("|---|---|---|---|---|---|---|---|---|")
        failed = False
        for job in (job for job in jobs if job.name in wanted):
            peer, ours = Side(), Side()
            for _ in range(options.repeats):
                if options.only != "surprisal" and not peer.failure:
                    run_once(peer, [sys.executable, str(HERE / job.peer[0]), *job.peer[1:]], peer_environment(options.threads, job.threads_of))
                if options.only != "peer" and not ours.failure:
                    train = ["train", *job.surprisal, "--threads", str(options.threads), "--format", "json"]
                    run_once(ours, [*shlex.split(options.surprisal), *train], dict(os.environ))
            for name, side in (("peer", peer), ("surprisal", ours)):
                if side.training or side.failure:
                    print(row_of(job.name, name, side, peer), flush=True)
                    failed = failed or bool(side.failure)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
