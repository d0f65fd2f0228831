"""One build at a time: a lock that the system itself gives back when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from parley.failure import Failure

HELD = 3
"""Exit code of a build that finds another one running."""


@contextmanager
def only_build(*folders: Path) -> Iterator[None]:
    """Hold the folders for one build, or say who holds them.

    Args:
        folders: those of the work file and of the published file; each gets a file `.lock` with the holder's pid.

    Raises:
        Failure: another build holds one of them; exit code 3.
    """
    with ExitStack() as held:
        for folder in sorted(set(folders)):
            folder.mkdir(parents=True, exist_ok=True)
            held.enter_context(_held(folder / ".lock"))
        yield


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold one lock file; the file itself stays, only the lock on it counts."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 32, 0).decode(errors="replace").strip() or "unknown"
            raise Failure(
                "build",
                f"another build is running here (process {holder})",
                remedy="wait until it has ended, or stop it",
                exit_code=HELD,
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)
