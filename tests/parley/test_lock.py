"""One build at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from parley.failure import Failure
from parley.lock import HELD, only_build

HOLDER = """
import sys
from pathlib import Path
from parley.lock import only_build
with only_build(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path):
    """Another process that holds the lock of `tmp_path`."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_second_build_is_told_who_holds_the_lock(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    with pytest.raises(Failure) as refused, only_build(tmp_path / "other", tmp_path):
        pass
    assert f"process {holder.pid}" in refused.value.message
    assert refused.value.exit_code == HELD == 3


def test_lock_of_a_killed_build_is_free(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with only_build(tmp_path):
        assert (tmp_path / ".lock").read_text().strip() == str(os.getpid())


def test_lock_is_given_back(tmp_path: Path) -> None:
    for _ in range(2):
        with only_build(tmp_path, tmp_path):
            pass


def test_failed_build_gives_the_lock_back(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), only_build(tmp_path):
        raise RuntimeError
    with only_build(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "occupied").write_text("a file")
    with (
        pytest.raises(Failure, match="nothing can be written in the folder") as refused,
        only_build(tmp_path / "occupied"),
    ):
        pass
    assert refused.value.exit_code == 1
