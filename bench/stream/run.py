"""One pass over a CSV file larger than a table should be: how fast the parser reads it, how fast a linear model learns from it, and the memory of both."""

from __future__ import annotations

import argparse
import datetime
import json
import shlex
import sys
import tempfile
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "losses"))

import machine  # noqa: E402
from workers import BUILT, ROOT, WorkerError, build, output_of  # noqa: E402

MEBIBYTE = 1 << 20
SIDES = {"read": "parser alone", "train": "parser and training"}


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--columns", type=int, default=100)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--folder", help="where the generated file goes, 753 MB at a million rows of 100 columns (default: the system's temporary folder)")
    parser.add_argument("--out", type=Path, help="folder for stream.md (default: bench/results/CPU for a million rows or more, else none)")
    parser.add_argument("--surprisal", metavar="CMD", help="our worker when it is built already: 'dotnet path/to/Surprisal.Benchmarks.dll'")
    options = parser.parse_args()
    if options.rows < 10_000 or options.columns < 1 or options.repeats < 1:
        parser.error("at least 10,000 rows, 1 column and 1 repeat are expected")
    if options.out is None and options.rows >= 1_000_000:
        options.out = ROOT / "bench" / "results" / machine.folder_name()
    return options


def asked(command: list[str], *arguments: str) -> dict[str, float]:
    return json.loads(output_of([*command, "stream", *arguments]))


def row_of(name: str, runs: list[dict[str, float]], size: int) -> str:
    seconds = [run["seconds"] for run in runs]
    usual, rows = median(seconds), runs[0]["rows"]
    cells = [
        name,
        f"{usual:.2f} ({min(seconds):.2f}-{max(seconds):.2f})",
        f"{rows / usual:,.0f}",
        f"{size / usual / 1e6:.0f}",
        f"{median(run['processorSeconds'] for run in runs):.2f}",
        f"{max(run['peakMebibytes'] for run in runs):.0f}",
    ]
    return "| " + " | ".join(cells) + " |"


def report(options: argparse.Namespace, made: dict[str, float], runs: dict[str, list[dict[str, float]]]) -> str:
    size = int(made["bytes"])
    ratios = sorted(read["seconds"] / train["seconds"] for read, train in zip(runs["read"], runs["train"], strict=True))
    return "\n".join([
        "# One pass over a generated CSV file",
        "",
        f"- machine: {machine.sentence()}",
        f"- date: {datetime.date.today().isoformat()}",
        f"- command: python3 bench/stream/run.py --rows {options.rows} --columns {options.columns} --repeats {options.repeats}",
        f"- file: {options.rows:,} rows × {options.columns} columns of four decimals and a class, {size / 1e6:.0f} MB",
        "",
        "Turn by turn, each in a process of its own; seconds of the pass without the start of the process: the median, least and most.",
        "Processor seconds and memory are those of the whole process, for training with the evaluation at its end.",
        "",
        "| | seconds | rows/s | MB/s | processor seconds | peak memory, MiB |",
        "|---|---|---|---|---|---|",
        *(row_of(SIDES[side], runs[side], size) for side in SIDES),
        "",
        f"Training runs at {median(ratios):.0%} of the parser's speed, the median of the turns ({ratios[0]:.0%} to {ratios[-1]:.0%}). Log-loss on the rows held out: {runs['train'][0]['logLoss']:.4f} nats; no model can go below "
        f"{made['entropy']:.4f} but by chance.",
        "",
    ])


def main() -> int:
    options = parsed()
    try:
        if options.surprisal is None:
            build()
        command = shlex.split(options.surprisal) if options.surprisal else ["dotnet", str(BUILT)]
        runs: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            file = str(Path(folder) / "stream.csv")
            made = asked(command, "generate", file, str(options.rows), str(options.columns))
            for turn in range(options.repeats):
                for side in SIDES:
                    print(f"turn {turn + 1} of {options.repeats}: {SIDES[side]}", file=sys.stderr, flush=True)
                    runs[side].append(asked(command, side, file))
    except (WorkerError, OSError) as error:
        sys.exit(f"error: {error}")
    text = report(options, made, runs)
    print(text)
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "stream.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
