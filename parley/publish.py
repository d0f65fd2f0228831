"""Publication: the work file becomes the published one whole, in one step, or not at all.

The order, and why, is in docs/decisions/0003-publication.md.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from parley import __version__
from parley.failure import Failure
from parley.paths import shown

if TYPE_CHECKING:
    import duckdb

STORAGE_VERSION = "v1.5.0"
"""Files of this storage version are read by DuckDB 1.5 and 2.0 clients alike."""

_CREATE_BUILDS = """
create or replace table checks.builds as
select
    'bld_' || $inputs[1:12] as build_id,
    $built_at::timestamp as built_at,
    $inputs as inputs_sha256,
    $version as parley_version,
    version() as duckdb_version,
    (select count(*) from raw.documents) as n_documents,
    (select count(*) from marts.fct_claims) as n_claims,
    (select count(*) from marts.dim_questions) as n_questions,
    (select count(*) from checks.results) as n_checks,
    $seconds::double as seconds
"""

_LAST_BUILD = """
select inputs_sha256, built_at
from checks.builds
where
    n_claims = (select count(*) from marts.fct_claims)
    and n_questions = (select count(*) from marts.fct_answers)
    and n_checks = (select count(*) from checks.results)
"""

_DESCRIBE_BUILDS = (
    ("table checks.builds", "How this file was made, one row per build: this one."),
    ("column checks.builds.build_id", "Begins with bld_; the first 12 hex digits of inputs_sha256."),
    ("column checks.builds.built_at", "When the build began to publish, UTC."),
    (
        "column checks.builds.inputs_sha256",
        "SHA-256 of all that the file was made from; a build of equal inputs is skipped.",
    ),
    ("column checks.builds.parley_version", "Version of Parley that built the file."),
    ("column checks.builds.duckdb_version", "Version of DuckDB that wrote the file."),
    ("column checks.builds.n_documents", "Documents read."),
    ("column checks.builds.n_claims", "Claims in marts.fct_claims."),
    ("column checks.builds.n_questions", "Questions in marts.dim_questions."),
    ("column checks.builds.n_checks", "Expectations evaluated, see checks.results."),
    ("column checks.builds.seconds", "How long the build took up to publication, in seconds."),
)


@dataclass(frozen=True)
class Build:
    """What a published file says of its making.

    Attributes:
        inputs_sha256: fingerprint of all inputs.
        built_at: when it was published, UTC.
    """

    inputs_sha256: str
    built_at: datetime


def publish(work: Path, target: Path, *, inputs: str, seconds: float, load_id: str | None = None) -> None:
    """Replace the published file by a copy of the work file.

    A reader that holds the old file open reads on in it; whoever opens the path next gets the new one.

    Args:
        work: the work file, checked and held by nobody.
        target: the published file.
        inputs: fingerprint of what the work file was built from.
        seconds: how long the build took so far.
        load_id: the load that the work file must hold, so that an ingest by hand between the steps is not published
            under the name of these inputs; None: any.

    Raises:
        Failure: the file could not be made or does not hold what it must; the old one is as it was.
    """
    import duckdb

    target.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(target)
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        _checkpoint(work)
        shutil.copyfile(work, draft)
        _sign(draft, inputs=inputs, seconds=seconds)
        _verify(draft, load_id)
        _replace(draft, target)
    except (duckdb.Error, OSError) as error:
        raise Failure(
            "publish",
            f"{shown(target)} could not be written",
            details=str(error),
            remedy="check that the disk has room and that no other program holds the work file, then build again",
        ) from error
    finally:
        _remove(draft)


def last_build(target: Path) -> Build | None:
    """What the published file says of its making; None where there is no whole one, or rows of it are gone."""
    import duckdb

    from parley.connection import open_read_only

    try:
        connection = open_read_only(target)
    except Failure:
        return None
    try:
        row = connection.execute(_LAST_BUILD).fetchone()
    except duckdb.Error:
        return None
    finally:
        connection.close()
    return Build(*row) if row else None


def clear_leftovers(target: Path) -> None:
    """Remove the drafts that killed builds left beside the target; call it under the build lock only."""
    for leftover in target.parent.glob(f".{target.name}.*.tmp*"):
        leftover.unlink(missing_ok=True)


def _checkpoint(work: Path) -> None:
    """Bring all of the work file into the file itself: a copy without its .wal would lack committed rows."""
    import duckdb

    connection = duckdb.connect(work)
    try:
        connection.execute("checkpoint")
    finally:
        connection.close()
    if _wal(work).exists():
        raise OSError(f"{shown(_wal(work))} is still there after a checkpoint")


def _sign(draft: Path, *, inputs: str, seconds: float) -> None:
    """Write into the draft how it was made."""
    import duckdb

    connection = duckdb.connect(draft)
    try:
        built_at = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        parameters = {"inputs": inputs, "built_at": built_at, "version": __version__, "seconds": round(seconds, 1)}
        connection.execute("create schema if not exists checks")
        connection.execute(_CREATE_BUILDS, parameters)
        for thing, text in _DESCRIBE_BUILDS:
            connection.execute(f"comment on {thing} is '{text}'")
        connection.execute("checkpoint")
    finally:
        connection.close()


def _verify(draft: Path, load_id: str | None) -> None:
    """Make sure that the draft is what readers rely on: whole, readable by DuckDB 1.5, with its marts filled."""
    import duckdb

    if _wal(draft).exists():
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


def _replace(draft: Path, target: Path) -> None:
    """Put the draft in the target's place, safe on disk before and after."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    # A client that opened the published file for writing may have left a .wal; beside another file it would stop
    # every reader.
    _wal(target).unlink(missing_ok=True)
    draft.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _wal(database: Path) -> Path:
    """The write-ahead log that DuckDB keeps beside a database file."""
    return database.with_name(database.name + ".wal")


def _remove(draft: Path) -> None:
    """Remove the draft and its log, if they are still there."""
    with suppress(OSError):
        draft.unlink(missing_ok=True)
        _wal(draft).unlink(missing_ok=True)
