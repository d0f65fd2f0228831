"""Child processes of a build: started early so that their slow imports overlap, spoken to by lines, never left behind.

A worker imports what it needs, prints `ready`, waits for one line on its standard input, works, and exits. It runs in
a session of its own: Ctrl-C reaches the build alone, which then ends its workers.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Self

from parley import paths

READY = "ready"
_PATIENCE_SECONDS = 5

_QUIET = {
    "DO_NOT_TRACK": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "GX_ANALYTICS_ENABLED": "false",
    "PYTHONUNBUFFERED": "1",
}
"""Nothing phones home, whatever the user's own settings say; and lines arrive when they are printed."""


class Worker:
    """One child process that waits for its task.

    Args:
        module: run as `python -m module`.
        arguments: its command-line arguments.
        python: the Python that runs it; this one where left out.
        variables: environment variables that it gets besides.

    Attributes:
        started: when it was started, as `time.perf_counter` tells it.
        ready: when it had imported what it needs; None until then.
    """

    def __init__(
        self, module: str, *arguments: str, python: str = sys.executable, variables: Mapping[str, str] | None = None
    ) -> None:
        self.started = time.perf_counter()
        self.ready: float | None = None
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the worker
        self._process = subprocess.Popen(
            [python, "-m", module, *arguments],
            cwd=paths.ROOT,
            env={**os.environ, **_QUIET, **paths.environment(), **(variables or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        # Read as they come, so that it is known when the worker was ready, whatever the build did meanwhile.
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._open = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        """The worker itself, which is ended with the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the worker if it still runs, with all that it started."""
        self.end()

    def work(self, task: str) -> Iterator[str]:
        """Give the worker its task, once it is ready, and yield the lines that it prints.

        A worker that dies before it is ready yields nothing; `returncode` and `errors` tell why.
        """
        assert self._process.stdin is not None
        self._open.wait()
        with suppress(BrokenPipeError):
            self._process.stdin.write(task + "\n")
            self._process.stdin.flush()
        while (line := self._lines.get()) is not None:
            yield line
        self._process.wait()

    @property
    def returncode(self) -> int | None:
        """The exit code, or None while it runs."""
        return self._process.poll()

    def errors(self) -> str:
        """What it wrote to its standard error."""
        self._errors.seek(0)
        return self._errors.read().decode(errors="replace").strip()

    def _read(self) -> None:
        """Pass on the lines that follow `ready`, and None when no more can come."""
        assert self._process.stdout is not None
        with suppress(ValueError):  # closed by `end`
            for line in self._process.stdout:
                if self.ready is not None:
                    self._lines.put(line.rstrip("\n"))
                elif line.strip() == READY:
                    self.ready = time.perf_counter()
                    self._open.set()
        self._lines.put(None)
        self._open.set()

    def end(self) -> None:
        """Stop the process, kindly and then for good, and collect it."""
        if self._process.poll() is None:
            self._signal(signal.SIGTERM)
            try:
                self._process.wait(_PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                self._signal(signal.SIGKILL)
                self._process.wait()
        self._reader.join(_PATIENCE_SECONDS)
        for stream in (self._process.stdin, self._process.stdout):
            # A worker that died early never read its task, and closing tries to write it once more.
            with suppress(BrokenPipeError):
                if stream:
                    stream.close()
        self._errors.close()

    def _signal(self, number: signal.Signals) -> None:
        """Send a signal to the whole session of the worker."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)
