"""The process that runs one statement and ends: started by `parley.sandbox`, never by hand.

It is told what to run by a message on its standard input, which is a socket, and gets the warehouse file with it, open;
it is told no name. It locks itself in, runs the statement, sends what comes back, and exits. Should the engine hang
where it can no longer be interrupted, the kernel's alarm ends the process.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from parley import sandbox_system as system
from parley import sandbox_wire as wire
from parley.connection import NotReading, attach, only_reading

if TYPE_CHECKING:
    import duckdb

GRACE_SECONDS = 2
"""So long after its time a statement that cannot be interrupted is killed with its process."""

_OPENING_SECONDS = 20
_FRAME_BYTES = 1 << 20
_TASK_BYTES = 1 << 24

# Values whose conversion makes Python import a module or read a file: once here, since later nothing can be opened.
_WARM = """
select now(), current_date, uuid(), 1.5::decimal(5, 2), interval 3 days, time '12:00', timestamp '2020-01-01',
    'x'::blob, map {'a': 1}, '12:00:00+00'::timetz
"""

# A path, unless it stands within a word, an address or an expression.
_PATH = re.compile(r"(?<![\w./:])(?:/[\w.+@~-]+){2,}/?")


class _TooMuch(Exception):
    """The result is larger than what may be sent."""


def main() -> None:
    """Get ready, wait for one task, do it, and exit; without a task, exit when the parent goes away."""
    import duckdb

    channel = socket.socket(fileno=0)
    system.hide_links()
    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    connection.execute(_WARM).fetchall()
    try:
        _work(channel, connection)
    except (OSError, wire.Broken):
        pass  # nobody is there to listen
    finally:
        # At once, without the engine's farewell: what it still holds ends with the process.
        os._exit(0)


def _work(channel: socket.socket, connection: duckdb.DuckDBPyConnection) -> None:
    """Receive the task and the file, and answer."""
    _, descriptors, _, _ = socket.recv_fds(channel, 1, 1)
    if not descriptors:
        return
    task = wire.receive(channel, _TASK_BYTES)
    statement = str(task["statement"])
    try:
        _answer(channel, connection, statement, task, descriptors[0])
    except NotReading as refused:
        _fail(channel, "NotReading", refused.what, refused.remedy)
    except _TooMuch:
        _fail(channel, "TooMuch")
    except MemoryError:
        _fail(channel, "OutOfMemoryException")
    except OSError:
        raise
    except Exception as error:
        _fail(channel, type(error).__name__, details=_without_paths(str(error), statement))


def _answer(
    channel: socket.socket, connection: duckdb.DuckDBPyConnection, statement: str, task: dict[str, Any], file: int
) -> None:
    """Lock the process in, run the statement, and send its columns and rows."""
    import duckdb

    try:
        with _watched(connection, _OPENING_SECONDS):
            attach(connection, system.descriptor_path(file), memory=f"{task['megabytes']}MB")
    except duckdb.Error as error:
        _fail(channel, "Unreadable", details=_without_paths(str(error), ""))
        return
    is_filtered = system.lock(task["megabytes"] << 20)
    with _watched(connection, task["seconds"]):
        connection.execute(only_reading(connection, statement))
        described = connection.description or []
    columns, types = [str(column[0]) for column in described], [str(column[1]) for column in described]
    wire.send(channel, {"columns": columns, "types": types, "is_filtered": is_filtered})
    _send_rows(channel, connection, task)
    wire.send(channel, {"end": True})


def _send_rows(channel: socket.socket, connection: duckdb.DuckDBPyConnection, task: dict[str, Any]) -> None:
    """Send the rows in frames of about a megabyte, fetched in batches; the clock stands while the reader is slow."""
    n_bytes = 0
    while True:
        with _watched(connection, task["seconds"]):
            batch = connection.fetchmany(task["batch"])
        frame: list[bytes] = []
        length = 0
        for row in batch:
            frame.append(json.dumps(wire.encoded(row)).encode())
            length += len(frame[-1])
            if task["bytes"] and n_bytes + length > task["bytes"]:
                raise _TooMuch
            if length > _FRAME_BYTES:
                _send_frame(channel, frame)
                n_bytes, length, frame = n_bytes + length, 0, []
        _send_frame(channel, frame)
        n_bytes += length
        if not batch or task["is_first_batch_only"]:
            return


def _send_frame(channel: socket.socket, rows: list[bytes]) -> None:
    if rows:
        body = b'{"rows": [' + b",".join(rows) + b"]}"
        if len(body) > wire.MOST_BYTES:
            raise _TooMuch
        wire.send_encoded(channel, body)


@contextmanager
def _watched(connection: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Interrupt the engine after some seconds; where it does not listen, the kernel ends the process."""
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE_SECONDS)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        signal.setitimer(signal.ITIMER_REAL, 0)


def _fail(channel: socket.socket, kind: str, what: str = "", remedy: str = "", details: str = "") -> None:
    """Say why there is no result, or no more of it."""
    wire.send(channel, {"error": {"kind": kind, "what": what, "remedy": remedy, "details": details[:10_000]}})


def _without_paths(details: str, statement: str) -> str:
    """The engine's words, without Python's trace and without paths that the reader did not write."""
    said = details.partition("\nTraceback (most recent call last)")[0].strip()
    return _PATH.sub(lambda found: found.group() if found.group() in statement else "(a file)", said)
