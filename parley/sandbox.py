"""A process of its own for each statement that a reader wrote: limited, locked in, and killed when its time is over.

Settings of the engine stop a statement from reading files, but not from filling the memory, keeping the planner busy
for hours, or bringing the process down. So the engine runs in `parley.sandbox_worker`, and this module talks to it.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, BinaryIO, Self

from parley import paths
from parley import sandbox_wire as wire
from parley.sandbox_worker import GRACE_SECONDS

LONGEST_STATEMENT = 1_000_000
"""Letters; a longer one is refused unread."""

_START_SECONDS = 30
"""What starting, importing and opening may take on a busy machine, on top of the statement's own time."""

_START = "import sys; sys.path.insert(0, sys.argv[1]); from parley.sandbox_worker import main; main()"
_KEPT = ("LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""All that a worker sees of the environment."""


class Refusal(Exception):
    """A statement that was not run, that failed, or that was stopped.

    Attributes:
        kind: the class of the engine's error, or `NotReading`, `TooLong`, `TooMuch` (the result), `Stopped` (after its
            time), `Died` (the worker, mostly for want of memory), `Busy` (too many at once), `Unreadable` (the file).
        what: one sentence without the stop, for `NotReading`.
        remedy: what to do, for `NotReading`.
        details: the engine's own words, without paths; or empty.
    """

    def __init__(self, kind: str, what: str = "", remedy: str = "", details: str = "") -> None:
        super().__init__(what or details or kind)
        self.kind, self.what, self.remedy, self.details = kind, what, remedy, details


@dataclass(frozen=True)
class Limits:
    """What a statement may use.

    Attributes:
        seconds: until its first rows, and between one batch of rows and the next; a reader's pauses do not count.
        megabytes: of memory for the engine; strings that it does not count have as much again.
        rows: at most so many are fetched; 0 for all.
        bytes: of the result on its way; 0 for no limit.
    """

    seconds: float
    megabytes: int
    rows: int = 0
    bytes: int = 0


@dataclass(frozen=True)
class Result:
    """What a statement returned.

    Attributes:
        columns: their names.
        types: of the columns, in the engine's notation.
        is_filtered: whether the kernel filtered the worker's system calls; it does on Linux.
        batches: of rows, in order; read it while the sandbox is open. Raises Refusal if the statement fails on the way.
    """

    columns: list[str]
    types: list[str]
    is_filtered: bool
    batches: Iterator[list[tuple[Any, ...]]]


class Sandbox:
    """A worker that waits for one statement; the end of the block ends it, whatever it does."""

    def __init__(self) -> None:
        """Start the worker; it gets ready while the caller does something else."""
        self._channel, its_end = socket.socketpair()
        with its_end:
            self._process: subprocess.Popen[bytes] = subprocess.Popen(
                [sys.executable, "-I", "-B", "-c", _START, str(paths.ROOT)],
                cwd="/",
                env={name: os.environ[name] for name in _KEPT if name in os.environ},
                stdin=its_end.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # Ctrl-C reaches the parent alone, which ends its worker.
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        """The sandbox itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the worker."""
        self.end()

    @property
    def pid(self) -> int:
        """The number of the worker's process."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Whether the worker still waits or works."""
        return self._process.poll() is None

    def ask(self, file: BinaryIO, statement: str, limits: Limits) -> Result:
        """Run one reading statement; a sandbox takes one only.

        Args:
            file: the warehouse, open for reading.
            statement: one SELECT, FROM, WITH, VALUES, SHOW, DESCRIBE, SUMMARIZE or EXPLAIN.
            limits: what it may use.

        Raises:
            Refusal: it is not one reading statement, it failed before its first row, or it was stopped.
        """
        if len(statement) > LONGEST_STATEMENT:
            raise Refusal("TooLong")
        try:
            statement.encode()
        except UnicodeEncodeError as error:
            what = f"the statement is no text: letter {error.start + 1} is half a sign"
            raise Refusal("NotReading", what, "write it again there") from error
        task = {
            "statement": statement,
            "seconds": limits.seconds,
            "megabytes": limits.megabytes,
            "batch": limits.rows or 10_000,
            "is_first_batch_only": bool(limits.rows),
            "bytes": limits.bytes,
        }
        self._channel.settimeout(limits.seconds + GRACE_SECONDS + _START_SECONDS)
        try:
            socket.send_fds(self._channel, [b"!"], [file.fileno()])
            wire.send(self._channel, task)
        except OSError as error:
            raise self._gone() from error
        head = self._next()
        return Result(head["columns"], head["types"], head["is_filtered"], self._batches())

    def end(self) -> None:
        """Kill the worker if it still runs, and collect it."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        self._channel.close()

    def _batches(self) -> Iterator[list[tuple[Any, ...]]]:
        while "rows" in (message := self._next()):
            try:
                yield [wire.decoded(row) for row in message["rows"]]
            except wire.Broken as error:
                raise Refusal("Died") from error

    def _next(self) -> dict[str, Any]:
        """The next message that is no error."""
        try:
            message = wire.receive(self._channel)
        except (TimeoutError, wire.Broken) as error:
            raise self._gone(isinstance(error, TimeoutError)) from error
        if "error" in message:
            told = message["error"]
            kind = "Stopped" if told["kind"] == "InterruptException" else told["kind"]
            raise Refusal(kind, told["what"], told["remedy"], told["details"])
        return message

    def _gone(self, is_late: bool = False) -> Refusal:
        """Why the worker says nothing any more: its alarm rang, or it died."""
        if is_late:
            self._process.kill()
        return Refusal("Stopped" if self._process.wait() == -signal.SIGALRM or is_late else "Died")


class Pool:
    """Sandboxes for a service: one is started ahead, so that a statement need not wait for it; so many at once.

    Args:
        at_once: so many statements may run at the same time.
        patience: seconds that another one waits for its turn.
    """

    def __init__(self, at_once: int, patience: float) -> None:
        self._turns = threading.BoundedSemaphore(at_once)
        self._patience = patience
        self._guard = threading.Lock()
        self._spare: Sandbox | None = None

    @contextmanager
    def sandbox(self) -> Iterator[Sandbox]:
        """A sandbox for one statement, ended with the block; the next one is started then.

        Raises:
            Refusal: of kind `Busy`: too many statements run.
        """
        if not self._turns.acquire(timeout=self._patience):
            raise Refusal("Busy")
        try:
            with self._taken() as sandbox:
                yield sandbox
        finally:
            self._turns.release()
            self.prepare()

    def prepare(self) -> None:
        """Start a worker ahead, unless one waits."""
        with self._guard:
            if self._spare is None or not self._spare.is_alive():
                self._drop()
                self._spare = Sandbox()

    def close(self) -> None:
        """End the worker that waits."""
        with self._guard:
            self._drop()

    def _taken(self) -> Sandbox:
        with self._guard:
            spare, self._spare = self._spare, None
        if spare is None or not spare.is_alive():
            if spare is not None:
                spare.end()
            spare = Sandbox()
        return spare

    def _drop(self) -> None:
        if self._spare is not None:
            self._spare.end()
            self._spare = None
