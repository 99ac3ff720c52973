"""PyTorch's side: reads requests, a JSON object a line, and sleeps between them. Started by run.py, with the interpreter that has torch."""

from __future__ import annotations

import gc
import json
import sys
import time
import warnings
from pathlib import Path
from statistics import median

import numpy as np
import torch
from torch import Tensor

from torch_losses import formula_of

SEED = 20


def log_softmax(rows: np.ndarray) -> np.ndarray:
    return rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))


def made(kind: str, shape: tuple[int, int], dtype: str) -> np.ndarray:
    """Logits (raw, or log-probabilities) or targets of a kind; the same ones whoever asks."""
    random = np.random.default_rng([SEED, len(kind)])
    if kind in ("classes", "ignored"):
        classes = random.integers(shape[1], size=shape[0], dtype=np.int32)
        if kind == "ignored":
            classes[::7] = -100
        return classes
    if kind == "binary":
        return random.integers(2, size=shape).astype(dtype)
    rows = random.standard_normal(size=shape, dtype=np.dtype(dtype).type)
    if kind == "soft":
        return np.exp(log_softmax(rows))
    return log_softmax(rows) if kind == "log-probabilities" else rows


class Session:
    """The tensors of the job that is timed, and files of what was made: the other side reads them."""

    def __init__(self) -> None:
        self.read: dict[str, Tensor] = {}

    def hello(self, request: dict) -> dict:
        torch.set_num_threads(request["threads"])
        self.folder = Path(request["folder"])
        return {"threads": torch.get_num_threads(), "version": f"PyTorch {torch.__version__}", "numpy": np.__version__}

    def prepare(self, request: dict) -> dict:
        shape, dtype = tuple(request["shape"]), request["dtype"]
        logits, logits_path = self.tensor("log-probabilities" if request["log_probabilities"] else "raw", shape, dtype)
        targets, targets_path = self.tensor("ignored" if request["option"] == "ignore index" else request["targets"], shape, dtype)
        self.read = {logits_path: logits, targets_path: targets}
        weights = None if request["class_weights"] is None else torch.tensor(request["class_weights"], dtype=logits.dtype)
        self.logits = logits.detach().requires_grad_(True)
        # PyTorch's own targets, ready as a training loop has them: 8 bytes an index.
        self.targets = targets.long() if targets.dtype == torch.int32 else targets
        self.formula = formula_of(request["formula"], request["option"], weights)
        value = self.call().item()
        gradient_path = self.folder / "gradient"
        self.logits.grad.numpy().tofile(gradient_path)
        return {"value": str(value), "logits": logits_path, "targets": targets_path, "gradient": str(gradient_path)}

    def tensor(self, kind: str, shape: tuple[int, int], dtype: str) -> tuple[Tensor, str]:
        path = str(self.folder / f"{kind}-{shape[0]}x{shape[1]}-{dtype}")
        if path in self.read:
            return self.read[path], path
        if Path(path).exists():
            numbers = np.fromfile(path, dtype=np.int32 if kind in ("classes", "ignored") else dtype)
            return torch.from_numpy(numbers if numbers.size == shape[0] else numbers.reshape(shape)), path
        numbers = made(kind, shape, dtype)
        numbers.tofile(path)
        return torch.from_numpy(numbers), path

    def call(self) -> Tensor:
        """Forward and backward as in a training step that sets gradients to None first."""
        self.logits.grad = None
        loss = self.formula(self.logits, self.targets)
        loss.backward()
        return loss

    def time(self, request: dict) -> dict:
        """The median of the calls that fit in the seconds, at least one."""
        until = time.perf_counter() + request["seconds"]
        seconds = []
        while not seconds or time.perf_counter() < until:
            start = time.perf_counter()
            self.call()
            seconds.append(time.perf_counter() - start)
        return {"seconds": median(seconds), "calls": len(seconds)}


def main() -> None:
    warnings.filterwarnings("ignore")  # kl_div asks for batchmean; the definition timed here is the mean
    gc.disable()
    session = Session()
    commands = {"hello": session.hello, "prepare": session.prepare, "time": session.time}
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = commands[request["command"]](request)
        except Exception as error:  # one bad job must not end the run
            reply = {"error": f"{type(error).__name__}: {error}".splitlines()[0]}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
