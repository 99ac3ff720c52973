"""Every loss beside PyTorch: the same batches, the same numbers, and the time of forward and backward, measured in turns."""

from __future__ import annotations

import argparse
import datetime
import platform
import shlex
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import machine
import report
from jobs import Job, all_jobs
from turns import FULL, QUICK, Effort, Result, run
from workers import ROOT, WorkerError, build, interpreter_with_torch, our_worker, torch_worker

QUICK_LOGITS = 2_000_000


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under a minute: fewer and shorter turns, 2 threads, no batch over 2 million logits")
    parser.add_argument("--only", metavar="NAME", help="jobs whose name contains this: focal, 'cross-entropy, label', 65536×10")
    parser.add_argument("--threads", metavar="N,N", help="one table row for each (default: 1,2)")
    parser.add_argument("--out", type=Path, help="folder for losses.md and losses.json (default: bench/results/CPU after a full run, else none)")
    parser.add_argument("--python", help="the interpreter that has torch (default: the first one found)")
    parser.add_argument("--surprisal", metavar="CMD", help="our worker when it is built already: 'dotnet path/to/Surprisal.Benchmarks.dll'")
    options = parser.parse_args()
    options.threads = options.threads or ("2" if options.quick else "1,2")
    try:
        options.threads = [int(count) for count in options.threads.split(",")]
    except ValueError:
        parser.error(f"--threads: numbers with commas between them expected, got '{options.threads}'")
    if min(options.threads) < 1:
        parser.error(f"--threads: 1 or more expected, got {min(options.threads)}")
    return options


def chosen(options: argparse.Namespace) -> list[Job]:
    jobs = all_jobs()
    if options.only:
        wanted = [job for job in jobs if options.only.replace("x", "×") in job.label.replace("x", "×")]
        if not wanted:
            raise WorkerError(f"no job's name contains '{options.only}'. Jobs: {'; '.join(dict.fromkeys(job.name for job in jobs))}")
        return wanted
    return [job for job in jobs if not options.quick or job.logits <= QUICK_LOGITS]


def on_threads(threads: int, jobs: list[Job], python: str, options: argparse.Namespace, folder: str, facts: dict) -> list[Result]:
    """All jobs with fresh processes: a thread count is set before a library is loaded, and not changed after."""
    effort: Effort = QUICK if options.quick else FULL
    results = []
    with ExitStack() as stack:
        peer, ours = stack.enter_context(torch_worker(python, threads, tuned=True)), stack.enter_context(our_worker(options.surprisal))
        said, used = peer.ask("hello", threads=threads, folder=folder), ours.ask("hello", threads=threads)
        facts["versions"] = f"{used['version']}, {said['version']}, NumPy {said['numpy']}"
        if used["threads"] != threads:
            facts[f"with {threads} threads allowed"] = f"Surprisal used {used['threads']}"
        for job in jobs:
            if job.as_installed:
                with torch_worker(python, threads, tuned=False) as untuned:
                    untuned.ask("hello", threads=threads, folder=folder)
                    results.append(run(job, threads, untuned, ours, effort))
            else:
                results.append(run(job, threads, peer, ours, effort))
            print(report.row_of(results[-1]), flush=True)
    return results


def commit() -> str:
    try:
        command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""


def main() -> int:
    options = parsed()
    started = time.perf_counter()
    try:
        jobs = chosen(options)
        python = interpreter_with_torch(options.python)
        if not options.surprisal:
            build()
        facts = {
            "machine": f"{machine.sentence()}, {platform.system()} {platform.machine()}",
            "date": datetime.date.today().isoformat(),
            "command": shlex.join(["python3", "bench/losses/run.py", *sys.argv[1:]]).replace(f"{ROOT}/", ""),
            "commit": commit(),
        }
        print(report.head())
        results = []
        with tempfile.TemporaryDirectory() as folder:
            for threads in options.threads:
                results += on_threads(threads, jobs, python, options, folder, facts)
    except WorkerError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    facts["took"] = f"{time.perf_counter() - started:.0f} s"
    print(f"\n{report.summary(results)} ({facts['took']})")
    full = not options.quick and not options.only
    out = options.out or (ROOT / "bench" / "results" / machine.folder_name() if full else None)
    if out:
        report.write(out, facts, results)
        print(f"written to {out}")
    return 1 if any(result.failure for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
