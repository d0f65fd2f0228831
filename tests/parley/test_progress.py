"""The steps of a build: plain lines without a terminal, a live list on one."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from parley.progress import Steps


def run_steps(console: Console) -> None:
    with pytest.raises(RuntimeError), Steps(console, "ingest", "models", "publish") as steps:
        with steps.run("ingest") as step:
            step.note = "5 documents [raw]"
        with steps.run("models") as step:
            step.done, step.total = 3, 80
            raise RuntimeError


def test_without_a_terminal_each_ended_step_is_one_plain_line() -> None:
    out = io.StringIO()
    run_steps(Console(file=out, width=20))
    lines = out.getvalue().splitlines()
    assert len(lines) == 2
    assert re.fullmatch(r"ingest: 5 documents \[raw\] \(\d+\.\d s\)", lines[0])
    assert re.fullmatch(r"models: failed \(\d+\.\d s\)", lines[1])


def test_on_a_terminal_the_list_ends_with_every_step() -> None:
    out = io.StringIO()
    run_steps(Console(file=out, force_terminal=True, width=80, color_system=None))
    last = out.getvalue()[-400:]
    assert re.search(r"✓\s+ingest", last)
    assert re.search(r"✗\s+models", last)
    assert re.search(r"·\s+publish", last)
