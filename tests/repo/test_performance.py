"""The page of measurements shows what the benchmarks put down, and nothing else."""

from __future__ import annotations

import json
import re

from benchmarks import record

MISSED = re.compile(r"\|\s*([\d.]+) \(missed\) \|")


def test_the_page_and_the_file_show_what_was_measured() -> None:
    entries = record.kept()
    assert entries
    page = record.PAGE.read_text(encoding="utf-8")
    shown = page.partition(record.START)[2].partition(record.END)[0]
    assert shown.strip() == record.table(entries).strip(), "run `python -m benchmarks.record`"
    assert json.loads(record.DATA.read_text(encoding="utf-8")) == entries


def test_a_bound_that_is_missed_is_said_to_be() -> None:
    row = {"part": "archive", "what": "a", "peer": "b", "size": "c", "seconds": 3.0, "peer_seconds": 1.0, "rounds": 5}
    entry = {"benchmark": "x", "measured_on": "2026-11-22", "cores": 2}
    told = {
        ratio: record.table([entry | {"rows": [row | {"ratio": ratio, "target": 2.0, "note": ""}]}])
        for ratio in (2.0, 2.01)
    }
    assert MISSED.search(told[2.0]) is None
    assert MISSED.search(told[2.01]) is not None
    assert "| 3 : 1 |" in told[2.0]


def test_every_benchmark_that_puts_down_numbers_is_there() -> None:
    folder = record.ROOT / "benchmarks"
    modules = {path.stem for path in [*folder.glob("*.py"), *(path.parent for path in folder.glob("*/__main__.py"))]}
    names = {entry["benchmark"] for entry in record.kept()}
    assert {name for name in names if name not in modules and name.rpartition("_")[0] not in modules} == set()
