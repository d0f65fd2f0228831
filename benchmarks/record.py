"""The one table of measurements: benchmarks keep their ratios, docs/performance.md and .json show them all.

A benchmark calls `keep` with its rows; they stand in `benchmarks/results/<name>.json` until it is run again. Then
`python -m benchmarks.record` writes the table anew. A ratio compares two things timed in one run on the same data, by
turns; seconds are given to tell the size of what was measured, never to be compared between machines.
"""

from __future__ import annotations

import datetime
import json
import os
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from parley.paths import ROOT

RESULTS = ROOT / "benchmarks" / "results"
PAGE = ROOT / "docs" / "performance.md"
DATA = ROOT / "docs" / "performance.json"
START, END = "<!-- table: written by benchmarks/record.py -->", "<!-- end of table -->"


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """One measurement against one peer or floor.

    Attributes:
        part: what it belongs to: `daily loop`, `archive`, `dashboard` or `spark`.
        what: what was measured, in words.
        peer: what it is compared with, in words.
        size: how much data, in words (`100,000 documents, 2 M claims`).
        ratio: median of `what` over median of `peer`, both of one run; for a bound that is no ratio (an exponent, a
            number of gigabytes) the value itself, with its unit in `what`.
        target: the most that it may be, or None where nothing is asked.
        seconds: the median of `what`, or None where it is no time.
        peer_seconds: the median of `peer`, likewise.
        rounds: how many rounds the medians are of.
        note: what a reader must know to read the row, or empty.
    """

    part: str
    what: str
    peer: str
    size: str
    ratio: float
    target: float | None = None
    seconds: float | None = None
    peer_seconds: float | None = None
    rounds: int = 5
    note: str = ""


def alternated(tasks: Mapping[str, Callable[[], object]], rounds: int = 5) -> dict[str, float]:
    """Run each task once per round, all by turns, and return the median seconds of each.

    Args:
        tasks: what to run, by name.
        rounds: how many rounds; one more is run first and not counted.
    """
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for number in range(rounds + 1):
        for name, task in tasks.items():
            started = time.perf_counter()
            task()
            if number:
                seconds[name].append(time.perf_counter() - started)
    return {name: statistics.median(values) for name, values in seconds.items()}


def keep(name: str, rows: Iterable[Ratio]) -> None:
    """Put down the rows of one benchmark, in place of what it put down before.

    Args:
        name: the benchmark's module.
        rows: its measurements, in the order in which they are to be shown.
    """
    RESULTS.mkdir(exist_ok=True)
    kept = {
        "benchmark": name,
        "measured_on": datetime.date.today().isoformat(),
        "cores": os.cpu_count(),
        "rows": [asdict(row) for row in rows],
    }
    (RESULTS / f"{name}.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def kept() -> list[dict[str, Any]]:
    """What all benchmarks put down, one entry each, by name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))]


def table(entries: Iterable[Mapping[str, Any]]) -> str:
    """All rows as Markdown, one table per part."""
    rows = [(row, entry) for entry in entries for row in entry["rows"]]
    told: list[str] = []
    for part in dict.fromkeys(row["part"] for row, _ in rows):
        told += [f"### {part.capitalize()}", "", "| what | against | size | ratio | at most | seconds | measured by |"]
        told.append("| --- | --- | --- | ---: | ---: | ---: | --- |")
        told += [_line(row, entry) for row, entry in rows if row["part"] == part]
        told.append("")
    return "\n".join(told).rstrip() + "\n"


def _line(row: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
    """One row of the table; a bound that is not met is said to be missed."""
    target = row["target"]
    bound = "" if target is None else f"{target:g}" + ("" if row["ratio"] <= target else " (missed)")
    what = row["what"] + (f" ({row['note']})" if row["note"] else "")
    times = [_seconds(row[name]) for name in ("seconds", "peer_seconds") if row[name] is not None]
    cells = [what, row["peer"], row["size"], f"{row['ratio']:.3g}", bound, " : ".join(times)]
    return f"| {' | '.join(cells)} | {entry['benchmark']}, {entry['measured_on']}, median of {row['rounds']} |"


def _seconds(value: float) -> str:
    return f"{value:.3g}"


def write(page: Path = PAGE, data: Path = DATA) -> None:
    """Write the table into the page, between its two marks, and all rows into the JSON file."""
    entries = kept()
    head, _, rest = page.read_text(encoding="utf-8").partition(START)
    _, _, tail = rest.partition(END)
    page.write_text(f"{head}{START}\n\n{table(entries)}\n{END}{tail}", encoding="utf-8")
    data.write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
