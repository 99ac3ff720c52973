"""What the figures are of: the processor, and the folder of results that is named after it."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

WIDTHS = ("avx512f", "avx2", "avx", "asimd")
NOISE = r"\((?:r|tm)\)|@.*|\b(?:cpu|processor|with)\b|\d+-core"


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processor() -> tuple[str, str]:
    """Its name as the system says it, and the widest registers it has: avx512, avx2 or nothing that we know of."""
    name, flags = platform.processor() or platform.machine(), set()
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            key, _, value = (part.strip() for part in line.partition(":"))
            if key == "model name":
                name = value
            elif key in ("flags", "Features"):
                flags = set(value.split())
    return name, next((width.rstrip("f") for width in WIDTHS if width in flags), "")


def sentence() -> str:
    """Such as Intel(R) Xeon(R) Processor, avx512, 2 cores."""
    name, width = processor()
    return f"{name}, {width or 'no wide registers'}, {cores()} cores"


def folder_name() -> str:
    """Such as intel-xeon-avx512-2-cores."""
    name, width = processor()
    words = re.findall(r"[a-z0-9]+", re.sub(NOISE, " ", name.lower()))
    return "-".join([*words, *([width] if width else []), f"{cores()}-cores"])
