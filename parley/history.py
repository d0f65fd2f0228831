"""The last good builds, kept beside the published file: what was built when, and which file a reader means.

Each is a copy of its own (`builds/parley-000012-bld_0123456789ab.duckdb`), made after publication: whoever damages the
published file in place does not damage them. They are told apart by a number that counts up, not by the clock.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from parley import paths
from parley.failure import Failure
from parley.signature import Build, last_build, read

PUBLISHED = "published"
"""How a reader names the published file."""

_KEEP = 3
_KEEP_VARIABLE = "PARLEY_KEEP"


@dataclass(frozen=True)
class Kept:
    """One kept build, as its name tells."""

    path: Path
    ordinal: int
    build_id: str


@dataclass(frozen=True)
class Entry:
    """One build of the history.

    Attributes:
        build: what it says of itself.
        kept: its copy, or None where that is gone.
        published: it is the published one now.
    """

    build: Build
    kept: Path | None
    published: bool


def keep_number() -> int:
    """How many builds are kept: PARLEY_KEEP, 3 unless said.

    Raises:
        Failure: it is no whole number from 0 on; exit code 2.
    """
    value = os.environ.get(_KEEP_VARIABLE, "").strip()
    if not value:
        return _KEEP
    if not re.fullmatch(r"[0-9]{1,6}", value):
        raise Failure(
            "build",
            f"{_KEEP_VARIABLE} is {value!r}, which is no number of builds",
            remedy=f"set it to a whole number from 0 on, or unset it: {_KEEP} are kept then",
            exit_code=2,
        )
    return int(value)


def kept(target: Path) -> list[Kept]:
    """The kept builds of a published file, the newest first; by their names alone, none is opened."""
    name = re.compile(rf"{re.escape(target.stem)}-([0-9]{{6,}})-(bld_[0-9a-f]{{12}})\.duckdb")
    try:
        files = sorted(paths.builds(target).iterdir())
    except OSError:
        return []
    found = [(path, name.fullmatch(path.name)) for path in files]
    builds = [Kept(path, int(match[1]), match[2]) for path, match in found if match]
    return sorted(builds, key=lambda build: build.ordinal, reverse=True)


def chronicle(target: Path) -> list[Entry]:
    """Every build that the published file or a kept one knows of, oldest first."""
    copies = {copy.ordinal: copy.path for copy in kept(target)}
    current, known = read(target)
    builds = {build.ordinal: build for build in known}
    # After a roll-back the kept ones know more than the published one; so they do where that is damaged.
    for ordinal, path in copies.items():
        if ordinal not in builds:
            builds = {build.ordinal: build for build in read(path)[1]} | builds
    return [Entry(builds[at], copies.get(at), builds[at] == current) for at in sorted(builds)]


def keep(target: Path, number: int) -> None:
    """Copy the published file into the folder of kept builds, unless it is there; and drop all but so many.

    Args:
        target: the published file, whole.
        number: how many are kept: the published one, the one that it replaced, then the newest.

    Raises:
        OSError: the copy could not be made; the published file is not touched.
    """
    build = last_build(target)
    if build and number and build.ordinal not in {copy.ordinal for copy in kept(target)}:
        folder = paths.builds(target)
        folder.mkdir(exist_ok=True)
        copy = folder / f"{target.stem}-{build.ordinal:06d}-{build.build_id}.duckdb"
        draft = _draft(copy)
        try:
            shutil.copyfile(target, draft)
            with draft.open("rb") as file:
                os.fsync(file.fileno())
            draft.replace(copy)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
    _drop(kept(target), number, build)


def clear_drafts(target: Path) -> None:
    """Remove the copies that killed builds left unfinished; call it under the build lock only."""
    for leftover in paths.builds(target).glob(f".{target.stem}-*.tmp"):
        leftover.unlink(missing_ok=True)


def find(target: Path, reference: str) -> Path:
    """The file that a reader means: `published`, a build's id (or its beginning) or number, or a path.

    Raises:
        Failure: there is none; it lists those that are kept. Exit code 2.
    """
    if reference == PUBLISHED:
        return target
    if copy := matching(kept(target), reference):
        return copy.path
    path = Path(reference)
    if path.is_file():
        return path
    raise unknown(target, reference)


def matching(copies: Iterable[Kept], reference: str) -> Kept | None:
    """The newest kept build with this id (or its beginning) or number."""
    for copy in copies:
        if reference == str(copy.ordinal) or (len(reference) > len("bld_") and copy.build_id.startswith(reference)):
            return copy
    return None


def unknown(target: Path, reference: str) -> Failure:
    """The refusal of a reference that leads nowhere."""
    held = ", ".join(f"{copy.build_id} ({copy.ordinal})" for copy in kept(target)) or "none"
    return Failure(
        "history",
        f"no build {reference!r} is kept here, and no file has that name",
        details=f"kept are: {held}",
        remedy="name a build that `parley history` lists as kept, `published`, or a file",
        exit_code=2,
    )


def _drop(copies: list[Kept], number: int, published: Build | None) -> None:
    """Remove kept builds beyond so many; what is published and what it replaced go last."""
    first = (published.ordinal, published.replaced_ordinal) if published else ()
    ranked = sorted(copies, key=lambda copy: first.index(copy.ordinal) if copy.ordinal in first else len(first))
    for copy in ranked[number:]:
        copy.path.unlink(missing_ok=True)


def _draft(copy: Path) -> Path:
    """Where a copy is made before it has its name."""
    return copy.with_name(f".{copy.stem}.{os.getpid()}.tmp")
