"""One build at a time: a lock that the system itself gives back when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from parley.failure import Failure
from parley.paths import shown

HELD = 3
"""Exit code of a build that finds another one running."""


@contextmanager
def only_build(*folders: Path) -> Iterator[None]:
    """Hold the folders for one build, or say who holds them.

    Args:
        folders: those of the work file and of the published file; each gets a file `.lock` with the holder's pid.

    Raises:
        Failure: another build holds one of them, exit code 3; or nothing can be written there.
    """
    with ExitStack() as held:
        for folder in sorted(set(folders)):
            held.enter_context(_held(_opened(folder)))
        yield


def _opened(folder: Path) -> int:
    """The lock file of a folder, open; the folder is made where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise Failure(
            "build",
            f"nothing can be written in the folder {shown(folder)}",
            details=f"{shown(Path(error.filename or folder))}: {error.strerror or error}",
            remedy="make it a folder that you may write in, or name another: PARLEY_WAREHOUSE, PARLEY_WORK_DATABASE",
        ) from error


@contextmanager
def _held(descriptor: int) -> Iterator[None]:
    """Hold one open lock file; the file itself stays, only the lock on it counts."""
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
        # Who holds it is told for convenience: a full disk has no room for it, and the lock counts all the same.
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)
