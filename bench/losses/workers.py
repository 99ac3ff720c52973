"""The two sides as processes that live through a run: a request goes in, its answer comes out, and between them both sleep."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PROJECT = ROOT / "bench" / "Surprisal.Benchmarks"
BUILT = ROOT / "artifacts" / "bin" / "Surprisal.Benchmarks" / "release" / "Surprisal.Benchmarks.dll"

# Memory that is kept: glibc would give each large tensor back to the system and fault it in again at the next step.
TUNED = {
    "MALLOC_MMAP_THRESHOLD_": "8000000000",
    "MALLOC_TRIM_THRESHOLD_": "16000000000",
    "MALLOC_TOP_PAD_": "268435456",
    # Huge pages, as our buffers have: up to a sixth off PyTorch's time on one thread.
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}
# Threads that sleep between the parts of a call, so that none of them runs while the other side is timed.
PARKED = {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "0"}


class WorkerError(Exception):
    """A side that could not be started, or that died."""


class Worker:
    """A process that answers JSON lines."""

    def __init__(self, side: str, command: list[str], environment: dict[str, str]) -> None:
        self.side = side
        try:
            self.process = subprocess.Popen(
                command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
        except OSError as error:
            raise WorkerError(f"{side}: {error}") from error

    def ask(self, command: str, **request: object) -> dict:
        """The answer; what went wrong with this one request is its `error`."""
        try:
            self.process.stdin.write(json.dumps({"command": command, **request}) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise WorkerError(f"{self.side}: the worker ended (exit {self.process.wait()}) on {command} {request.get('loss', '')}".rstrip())
        return json.loads(line)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.stdin:
            try:
                self.process.stdin.close()
            except BrokenPipeError:
                pass
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def output_of(command: list[str]) -> str:
    """What a command of ours prints; its first line of error as a WorkerError."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise WorkerError((done.stderr.strip() or f"exit {done.returncode}").splitlines()[0].removeprefix("error: "))
    return done.stdout


def interpreter_with_torch(given: str | None) -> str:
    """The first Python that imports torch and numpy."""
    candidates = [given] if given else [sys.executable, "python3", "/usr/bin/python3", "/usr/local/bin/python3", "python"]
    tried = []
    for candidate in candidates:
        path = shutil.which(candidate)
        if path is None or path in tried:
            continue
        tried.append(path)
        if subprocess.run([path, "-c", "import numpy, torch"], capture_output=True, check=False).returncode == 0:
            return path
    raise WorkerError(f"no Python with torch and numpy among {', '.join(tried) or given}. Debian has them: apt-get install python3-torch; or --python PATH")


def build() -> None:
    if shutil.which("dotnet") is None:
        raise WorkerError("dotnet is not on the path: the .NET 10 SDK builds our side")
    done = subprocess.run(
        ["dotnet", "build", str(PROJECT), "-c", "Release", "--nologo", "-v", "quiet"], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        lines = [line for line in done.stdout.splitlines() if "error" in line] or done.stderr.splitlines() or ["no output"]
        raise WorkerError(f"dotnet build: {lines[0].strip()}")


def torch_worker(python: str, threads: int, tuned: bool) -> Worker:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_") and name != "GLIBC_TUNABLES"}
    environment |= {"OMP_NUM_THREADS": str(threads), **PARKED, **(TUNED if tuned else {})}
    return Worker("PyTorch", [python, str(HERE / "torch_worker.py")], environment)


def our_worker(command: str | None) -> Worker:
    return Worker("Surprisal", [*(shlex.split(command) if command else ["dotnet", str(BUILT)]), "worker"], dict(os.environ))
