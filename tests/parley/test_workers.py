"""Child processes: what they say arrives, and none is left behind."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from parley import paths
from parley.dbt_told import reason
from parley.workers import Worker

ECHO = """
import sys
print("noise before", flush=True)
print("ready", flush=True)
task = sys.stdin.readline().strip()
print("got", task)
print("complaint", file=sys.stderr)
sys.exit(3)
"""

STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("ready", flush=True)
sys.stdin.readline()
print(child.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes a module that a worker can run."""
    monkeypatch.setattr(paths, "ROOT", tmp_path)

    def write(source: str) -> str:
        (tmp_path / "worker_of_test.py").write_text(source, encoding="utf-8")
        return "worker_of_test"

    return write


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A child of a killed parent may stay as a zombie until the system collects it.
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z" if sys.platform == "linux" else True


def test_lines_errors_and_exit_code_arrive(module) -> None:
    with Worker(module(ECHO)) as worker:
        assert list(worker.work("the task")) == ["got the task"]
        assert worker.returncode == 3
        assert worker.errors() == "complaint"


def test_worker_that_dies_before_it_is_ready_yields_nothing(module) -> None:
    with Worker(module("import sys; sys.exit('no such module')")) as worker:
        assert list(worker.work("the task")) == []
        assert worker.returncode == 1
        assert "no such module" in worker.errors()


def test_stubborn_worker_is_ended_with_its_children(module, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parley.workers._PATIENCE_SECONDS", 0.2)
    with pytest.raises(RuntimeError), Worker(module(STUBBORN)) as worker:
        child = int(next(worker.work("the task")))
        assert alive(child)
        raise RuntimeError
    assert worker.returncode == -signal.SIGKILL
    until = time.monotonic() + 5
    while alive(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not alive(child)


def test_dbt_worker_ends_with_its_build() -> None:
    """A build that is killed closes the pipe; its dbt must not go on writing the work file."""
    with Worker("parley.dbt_worker") as worker:
        assert worker._process.stdin
        worker._process.stdin.close()
        assert worker._process.wait(60) == 1
        worker._process.stdin = None


def test_of_a_worker_that_died_the_reason_is_told_without_its_code() -> None:
    died = 'a warning\nTraceback (most recent call last):\n  File "x.py", line 3, in main\n    go()\nOSError: no room\n'
    assert reason(died) == "a warning\nOSError: no room"
    assert reason("killed") == "killed"
