"""Publication: the work file becomes the published one whole, in one step, or not at all.

The order, and why, is in docs/decisions/0003-publication.md.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from parley import history, timings
from parley.failure import Failure
from parley.paths import shown, wal
from parley.signature import Making, sign

if TYPE_CHECKING:
    import duckdb

STORAGE_VERSION = "v1.5.0"
"""Files of this storage version are read by DuckDB 1.5 and 2.0 clients alike."""


def publish(
    work: Path,
    target: Path,
    *,
    inputs: str,
    seconds: float,
    load_id: str | None = None,
    listed: Mapping[str, str] | None = None,
    keep: int = 0,
) -> str:
    """Replace the published file by a copy of the work file, and keep a copy of it.

    A reader that holds the old file open reads on in it; whoever opens the path next gets the new one.

    Args:
        work: the work file, checked and held by nobody.
        target: the published file.
        inputs: fingerprint of what the work file was built from.
        seconds: how long the build took so far.
        load_id: the load that the work file must hold, so that an ingest by hand between the steps is not published
            under the name of these inputs; None: any.
        listed: the inputs by name, for `parley verify`.
        keep: how many good builds are kept beside the target.

    Returns:
        Empty; or, where the file is published but its copy could not be kept, why.

    Raises:
        Failure: the file could not be made or does not hold what it must; the old one is as it was.
    """
    import duckdb

    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        clear_leftovers(target)
        with timings.span("copy", inner=True):
            _checkpoint(work)
            shutil.copyfile(work, draft)
        with timings.span("sign: hash of each table", inner=True):
            making = _making(target, inputs, listed or {}, seconds)
            _sign(draft, making)
        with timings.span("verify", inner=True):
            _verify(draft, load_id)
        if making.replaced and keep:
            # A build that was killed between the replacement and the keeping left its own uncopied.
            _kept(target, keep)
        with timings.span("flush and replace", inner=True):
            replace(draft, target)
    except (duckdb.Error, OSError) as error:
        raise Failure(
            "publish",
            f"{shown(target)} could not be written",
            details=str(error),
            remedy="check that the disk has room and that no other program holds the work file, then build again",
        ) from error
    finally:
        _remove(draft)
    return _kept(target, keep)


def clear_leftovers(target: Path) -> None:
    """Remove the drafts that killed builds left beside the target; call it under the build lock only."""
    for leftover in target.parent.glob(f".{target.name}.*.tmp*"):
        leftover.unlink(missing_ok=True)
    history.clear_drafts(target)


def _making(target: Path, inputs: str, listed: Mapping[str, str], seconds: float) -> Making:
    """How the draft came to be, with what is known of the builds before it."""
    entries = history.chronicle(target)
    replaced = next((entry.build.ordinal for entry in entries if entry.published), None)
    return Making(inputs, listed, seconds, [entry.build for entry in entries], replaced)


def _kept(target: Path, number: int) -> str:
    """Keep a copy of the published file; why not, where it cannot be: that must not undo a publication."""
    try:
        with timings.span("keep a copy", inner=True):
            history.keep(target, number)
    except OSError as error:
        return f"no copy of it is kept: {error.strerror or error}"
    return ""


def _checkpoint(work: Path) -> None:
    """Bring all of the work file into the file itself: a copy without its .wal would lack committed rows."""
    import duckdb

    connection = duckdb.connect(work)
    try:
        connection.execute("checkpoint")
    finally:
        connection.close()
    if wal(work).exists():
        raise OSError(f"{shown(wal(work))} is still there after a checkpoint")


def _sign(draft: Path, making: Making) -> None:
    """Write into the draft how it was made."""
    import duckdb

    connection = duckdb.connect(draft)
    try:
        # One transaction: each by itself would wait for the disk.
        connection.execute("begin")
        sign(connection, making)
        connection.execute("commit")
        connection.execute("checkpoint")
    finally:
        connection.close()


def _verify(draft: Path, load_id: str | None) -> None:
    """Make sure that the draft is what readers rely on: whole, readable by DuckDB 1.5, with its marts filled."""
    import duckdb

    if wal(draft).exists():
        raise OSError("the draft has a .wal: rows would be missing")
    connection = duckdb.connect(draft, read_only=True)
    try:
        _verify_content(connection)
        if load_id is not None:
            _verify_load(connection, load_id)
    finally:
        connection.close()


def _verify_content(connection: duckdb.DuckDBPyConnection) -> None:
    """The checks of `_verify` on an open draft."""
    query = "select tags['storage_version'] from duckdb_databases() where not internal"
    (storage,) = connection.execute(query).fetchone() or (None,)
    if storage is None or not storage.startswith(STORAGE_VERSION):
        raise OSError(f"the draft has storage version {storage}, readers need {STORAGE_VERSION}")
    (answers,) = connection.execute("select count(*) from marts.fct_answers").fetchone() or (0,)
    (claims,) = connection.execute("select count(*) from marts.fct_claims").fetchone() or (0,)
    if not answers or not claims:
        raise OSError(f"the draft has {claims} claims and {answers} answers")


def _verify_load(connection: duckdb.DuckDBPyConnection, load_id: str) -> None:
    """Make sure that an open draft holds the load that this build made."""
    held = [row[0] for row in connection.execute("select load_id from raw.loads").fetchall()]
    if held != [load_id]:
        raise OSError(
            f"the work file holds load {', '.join(held)}, this build made {load_id}: somebody ran ingest meanwhile"
        )


def replace(draft: Path, target: Path) -> None:
    """Put the draft in the target's place, safe on disk before and after."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    # A client that opened the published file for writing may have left a .wal; beside another file it would stop
    # every reader.
    wal(target).unlink(missing_ok=True)
    draft.replace(target)
    # It is published now: a file system that cannot flush a folder must not make that a failure.
    with suppress(OSError):
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _remove(draft: Path) -> None:
    """Remove the draft and its log, if they are still there."""
    with suppress(OSError):
        draft.unlink(missing_ok=True)
        wal(draft).unlink(missing_ok=True)
