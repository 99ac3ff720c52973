"""Results as a table that can be read, and as JSON that can be computed with."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median

from turns import Result

COLUMNS = (
    "loss",
    "batch",
    "type",
    "threads",
    "times PyTorch's speed (min-max)",
    "goal",
    "PyTorch, ns/logit",
    "Surprisal, ns/logit",
    "GB/s",
    "of STREAM",
    "B/call, thread/all",
)

NOTES = """\
Forward and backward: the value and its gradient by the logits, mean reduction. `times PyTorch's speed` is the median, over the rounds, of PyTorch's
time over Surprisal's in the same round, with the least and the most behind it; a round times one side and then the other while the first sleeps, and
its time is the median of its calls. Before that, both sides must agree to 1e-5 in value (relative) and gradient (of its largest entry). GB/s counts what
Surprisal's call has to move: logits and targets read (4 bytes an index), the gradient written. `of STREAM` is its share of b = s·a in the same memory and
the same rounds, 8 bytes a number. `B/call` is managed memory, by the calling thread and in all. PyTorch keeps its memory (`MALLOC_` thresholds raised), in
huge pages as Surprisal's, and parks its threads; `as installed` is its allocator as it comes. `threads` are those allowed; where Surprisal uses fewer,
the head of this page says so."""


def row_of(result: Result) -> str:
    job = result.job
    cells = [job.name, f"{job.shape[0]}×{job.shape[1]}", job.dtype, str(result.threads)]
    if result.skipped or result.failure:
        said = f"skipped: {result.skipped.split('. ')[0]}" if result.skipped else f"failed: {result.failure}"
        cells += [said.replace("|", "/").replace("\n", " "), f"{job.goal:g}×", *[""] * 5]
    else:
        share, ratios = result.per_cent_of_stream, result.ratios
        cells += [
            f"{result.ratio:.2f}× ({min(ratios):.2f}-{max(ratios):.2f})",
            f"{job.goal:g}× {'reached' if result.reached else 'missed'}",
            f"{median(result.peer) / job.logits * 1e9:.3f}",
            f"{median(result.ours) / job.logits * 1e9:.3f}",
            f"{result.gigabytes_per_second:.1f}",
            "" if share is None else f"{share:.0f} %",
            f"{result.allocated_by_thread:.0f}/{result.allocated_in_all:.0f}",
        ]
    return "| " + " | ".join(cells) + " |"


def head() -> str:
    return "| " + " | ".join(COLUMNS) + " |\n" + "|---" * len(COLUMNS) + "|"


def summary(results: list[Result]) -> str:
    timed = [result for result in results if result.ours and not result.failure]
    reached = sum(result.reached for result in timed)
    failed, skipped = sum(bool(result.failure) for result in results), sum(bool(result.skipped) for result in results)
    missing = sorted({result.job.name for result in results if result.skipped})
    named = f" ({', '.join(missing)})" if missing else ""
    return f"{reached} of {len(timed)} goals reached, {failed} failed, {skipped} skipped{named}."


def write(folder: Path, facts: dict, results: list[Result]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    known = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    rows = "\n".join(row_of(result) for result in results)
    page = f"# The losses beside PyTorch's, turn by turn\n\n{known}\n\n{NOTES}\n\n{summary(results)}\n\n{head()}\n{rows}\n"
    (folder / "losses.md").write_text(page, encoding="utf-8")
    said = {**facts, "results": [result.as_json() for result in results]}
    (folder / "losses.json").write_text(json.dumps(said, indent=1, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")
