"""A statement's own process: what it is told and tells, what the system takes from it, and that it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as moment
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import sandbox, sandbox_wire
from parley.paths import ROOT
from parley.sandbox import Limits, Pool, Refusal, Sandbox

LIMITS = Limits(20, 256)

VALUES = [
    *(None, True, 7, -(2**127), 1.5, float("inf"), "тисяча", "\0", b"\xff\x00", Decimal("1.50")),
    *(date(2025, 6, 2), datetime(2025, 6, 2, 13, 30, 0, 5), datetime(2025, 6, 2, tzinfo=UTC), moment(13, 30)),
    *(timedelta(days=-3, microseconds=5), UUID(int=7), [1, None, [2]], (1, "x"), {"a": {"b": Decimal(1)}}, {1: 2}),
    *({}, {"date": "2025-06-02"}, [], ()),
]

_PLAIN = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.decimals(allow_nan=False)
)
_TIMES = st.dates() | st.datetimes() | st.times() | st.timedeltas() | st.uuids() | st.binary()
_NESTED = st.recursive(_PLAIN | _TIMES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)


def _through(row: list[Any]) -> tuple[Any, ...]:
    """A row as the other side gets it."""
    here, there = socket.socketpair()
    with here, there:
        sandbox_wire.send(here, {"row": sandbox_wire.encoded(row)})
        return sandbox_wire.decoded(sandbox_wire.receive(there)["row"])


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_arrives_as_it_was(value: Any) -> None:
    (arrived,) = _through([value])
    assert arrived == value
    assert type(arrived) is type(value)


@given(st.lists(_NESTED, max_size=5))
def test_any_row_arrives_as_it_was(row: list[Any]) -> None:
    assert list(_through(row)) == row


def test_a_number_of_thousands_of_digits_does_not_stop_the_rest() -> None:
    assert _through([10**5000, 1]) == ("a number of 16,610 bits", 1)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\0\0",
        b"\0\0\0\x05{}",
        b"\xff\xff\xff\xff" + b"x" * 10,
        b"\0\0\0\x02[]",
        b"\0\0\0\x03\xff\xff\xff",
    ],
)
def test_what_is_no_message_is_told(sent: bytes) -> None:
    here, there = socket.socketpair()
    with there:
        here.sendall(sent)
        here.close()
        with pytest.raises(sandbox_wire.Broken):
            sandbox_wire.receive(there)


@pytest.mark.parametrize("value", [{}, {"os": "x"}, {"date": 7}, {"date": "x"}, {"dict": [[1]]}, {"a": 1, "b": 2}])
def test_what_is_no_value_is_told(value: dict[str, Any]) -> None:
    """A worker that was taken over can send no more than wrong values: nothing that it names is called."""
    with pytest.raises(sandbox_wire.Broken):
        sandbox_wire.decoded([value])


_LOCKED = """
import os, socket, sys
sys.path.insert(0, sys.argv[1])
from parley import sandbox_system as system
folder, link = sys.argv[2:]
mine = os.getpid()
is_hidden = system.hide_links()
refused = []
def attempt(name, action):
    try:
        action()
    except (OSError, MemoryError):
        refused.append(name)
attempt("read a link", lambda: os.readlink(link))
is_locked = system.lock(64 << 20)
attempt("open", lambda: os.open("/etc/passwd", os.O_RDONLY))
attempt("write", lambda: os.open(folder + "/new", os.O_CREAT | os.O_WRONLY))
attempt("connect", lambda: socket.socket())
attempt("memory", lambda: bytearray(1 << 30))
if is_hidden and is_locked:
    attempt("remove", lambda: os.unlink(link))
    attempt("rename", lambda: os.rename(link, link + "2"))
    attempt("folder", lambda: os.mkdir(folder + "/new"))
    attempt("signal", lambda: os.kill(os.getppid(), 0))
    attempt("program", lambda: os.execv(sys.executable, [sys.executable, "-c", ""]))
    attempt("mode", lambda: os.chmod(folder, 0o777))
    attempt("mount", lambda: os.chroot(folder))
print("filtered" if is_hidden and is_locked else "limited", *refused, sep=",")
"""


def test_the_system_takes_all_that_is_not_needed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    command = [sys.executable, "-I", "-c", _LOCKED, str(ROOT), str(tmp_path), str(tmp_path / "link")]
    state, *refused = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().split(",")
    assert {"open", "write", "connect"} <= set(refused)
    if sys.platform == "linux":
        assert state == "filtered"
        later = [
            "open",
            "write",
            "connect",
            "memory",
            "remove",
            "rename",
            "folder",
            "signal",
            "program",
            "mode",
            "mount",
        ]
        assert refused == ["read a link", *later]
    assert [path.name for path in tmp_path.iterdir()] == ["link"]


def test_an_answer_has_columns_types_and_rows(published: Path) -> None:
    with Sandbox() as box, published.open("rb") as file:
        found = box.ask(file, "select 1 as a, date '2025-06-02' as b, 1.5::decimal(4, 2) as c", LIMITS)
        assert list(found.batches) == [[(1, date(2025, 6, 2), Decimal("1.50"))]]
    assert (found.columns, found.types) == (["a", "b", "c"], ["INTEGER", "DATE", "DECIMAL(4,2)"])
    assert found.is_filtered is (sys.platform == "linux")


def test_a_file_that_was_replaced_is_still_the_one_that_was_given(published: Path) -> None:
    with Sandbox() as box, published.open("rb") as file:
        published.with_name("other").write_bytes(b"no database")
        published.with_name("other").replace(published)
        found = box.ask(file, "select note from marts.note", LIMITS)
        assert list(found.batches) == [[("first",)]]


def test_a_slow_reader_is_not_stopped(published: Path) -> None:
    with Sandbox() as box, published.open("rb") as file:
        found = box.ask(file, "select repeat('x', 1000) from range(30000)", Limits(1.5, 256))
        n_rows = 0
        for at, batch in enumerate(found.batches):
            n_rows += len(batch)
            time.sleep(1 if at < 3 else 0)
    assert n_rows == 30000


def test_a_worker_that_dies_is_told_and_the_next_one_works(published: Path) -> None:
    pool = Pool(1, 30)
    with pytest.raises(Refusal) as refused, pool.sandbox() as box, published.open("rb") as file:
        os.kill(box.pid, signal.SIGKILL)
        box.ask(file, "select 1", LIMITS)
    assert refused.value.kind == "Died"
    with pool.sandbox() as box, published.open("rb") as file:
        assert list(box.ask(file, "select 1", LIMITS).batches) == [[(1,)]]
    pool.close()


def test_a_spare_that_died_is_replaced(published: Path) -> None:
    pool = Pool(1, 30)
    pool.prepare()
    assert pool._spare is not None
    os.kill(pool._spare.pid, signal.SIGKILL)
    pool._spare._process.wait()
    with pool.sandbox() as box, published.open("rb") as file:
        assert list(box.ask(file, "select 1", LIMITS).batches) == [[(1,)]]
    pool.close()


def test_so_many_at_once_and_no_more() -> None:
    pool = Pool(1, 0.1)
    with pool.sandbox(), pytest.raises(Refusal) as refused, pool.sandbox():
        pass
    assert refused.value.kind == "Busy"
    pool.close()


def test_nothing_runs_on_after_the_block(published: Path) -> None:
    with Sandbox() as box, published.open("rb") as file:
        box.ask(file, "from range(100000000)", LIMITS)
        worker = box.pid
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_a_worker_ends_with_its_parent() -> None:
    """It waits for a task on a socket: that is closed with the parent, even if that is killed."""
    script = "import sys; sys.path.insert(0, sys.argv[1])\nfrom parley.sandbox import Sandbox\nimport os, time\n"
    script += "print(Sandbox().pid, flush=True); time.sleep(60)"
    script = script.replace("print(Sandbox().pid", "box = Sandbox(); print(box.pid")
    parent = subprocess.Popen([sys.executable, "-c", script, str(ROOT)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    end = time.monotonic() + 30
    while _runs(worker) and time.monotonic() < end:
        time.sleep(0.1)
    assert not _runs(worker)


def _runs(process: int) -> bool:
    """Whether a process runs; one that has ended and waits to be collected does not."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_the_environment_stays_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_SECRET", "swordfish")
    with Sandbox() as box:
        time.sleep(0.3)
        environ = Path(f"/proc/{box.pid}/environ")
        if not environ.exists():
            pytest.skip("this system does not show the environment of a process")
        assert b"swordfish" not in environ.read_bytes()


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.duckdb"
    damaged.write_bytes(b"not a database" * 1000)
    with pytest.raises(Refusal) as refused, Sandbox() as box, damaged.open("rb") as file:
        box.ask(file, "select 1", LIMITS)
    assert refused.value.kind == "Unreadable"
    assert str(tmp_path) not in refused.value.details


def test_limits_of_statements_are_told_in_letters(published: Path) -> None:
    with pytest.raises(Refusal) as refused, Sandbox() as box, published.open("rb") as file:
        box.ask(file, f"select '{'x' * sandbox.LONGEST_STATEMENT}'", LIMITS)
    assert refused.value.kind == "TooLong"
