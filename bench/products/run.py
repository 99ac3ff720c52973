"""Matrix products of training beside OpenBLAS's: one process, the same memory, turn by turn."""

from __future__ import annotations

import argparse
import datetime
import json
import shlex
import sys
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "losses"))

import machine  # noqa: E402
from workers import BUILT, ROOT, WorkerError, build, output_of  # noqa: E402


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="how many each side may use; all of it again for each number")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results" / machine.folder_name(), help="folder for products.md (default: bench/results/CPU)")
    parser.add_argument("--surprisal", metavar="CMD", help="our worker when it is built already: 'dotnet path/to/Surprisal.Benchmarks.dll'")
    return parser.parse_args()


def measured(command: list[str], threads: int) -> tuple[dict, list[dict]]:
    """What the two sides are, and a product a row."""
    sides, *rows = (json.loads(line) for line in output_of([*command, "products", str(threads)]).splitlines())
    return sides, rows


def row_of(threads: int, row: dict) -> str:
    ratios = [peer / ours for peer, ours in zip(row["peer"], row["ours"], strict=True)]
    shapes = f"{row['rows']}×{row['depth']}{'ᵀ' if row['transposeA'] else ''} · {row['depth']}×{row['columns']}{'ᵀ' if row['transposeB'] else ''}"
    cells = [
        row["where"],
        shapes,
        str(threads),
        f"{median(ratios):.2f}× ({min(ratios):.2f}-{max(ratios):.2f})",
        f"{row['goal']:g}× {'reached' if median(ratios) >= row['goal'] else 'missed'}",
        *(f"{row['operations'] / median(row[side]) / 1e9:.0f} ({row['operations'] / min(row[side]) / 1e9:.0f})" for side in ("peer", "ours")),
    ]
    return "| " + " | ".join(cells) + " |"


def report(options: argparse.Namespace, sides: dict, runs: dict[int, list[dict]]) -> str:
    return "\n".join([
        "# Matrix products beside OpenBLAS's, turn by turn",
        "",
        f"- machine: {machine.sentence()}",
        f"- date: {datetime.date.today().isoformat()}",
        f"- command: {shlex.join(['python3', 'bench/products/run.py', *sys.argv[1:]]).replace(f'{ROOT}/', '')}",
        f"- versions: {sides['runtime']}, {sides['peer']}",
        "",
        "Floats, row-major; ᵀ: the operand lies transposed in memory. A turn times one side for 20 ms, after 50 ms to settle, while the other sleeps (OpenBLAS's threads need up",
        "to a tenth of a second for that), and its time is the median of its calls; the ratio is OpenBLAS's time over Surprisal's, the median of 15 pairs of turns with the least and the most. GFLOP/s are those of",
        "the median turn, of the fastest in brackets. Both sides agree to 1e-5 of the largest entry. The goal is 1.2× for 16 columns and fewer, else 1×.",
        "",
        "| where | product | threads | times OpenBLAS's speed (min-max) | goal | OpenBLAS, GFLOP/s | Surprisal, GFLOP/s |",
        "|---|---|---|---|---|---|---|",
        *(row_of(threads, row) for threads, rows in runs.items() for row in rows),
        "",
    ])


def main() -> int:
    options = parsed()
    try:
        if options.surprisal is None:
            build()
        command = shlex.split(options.surprisal) if options.surprisal else ["dotnet", str(BUILT)]
        runs, sides = {}, {}
        for threads in options.threads:
            print(f"{threads} threads", file=sys.stderr, flush=True)
            sides, runs[threads] = measured(command, threads)
    except (WorkerError, OSError) as error:
        sys.exit(f"error: {error}")
    text = report(options, sides, runs)
    print(text)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "products.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
