"""Return to a kept build: whole or not at all, as a publication, and never to one that is damaged."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from parley.failure import Failure
from parley.history import PUBLISHED, Kept, kept, matching, unknown
from parley.lock import only_build
from parley.paths import shown
from parley.publish import clear_leftovers, replace
from parley.signature import Build, last_build
from parley.verify import damage


def rollback(target: Path, reference: str | None = None) -> Build:
    """Publish a kept build again.

    The kept copy stays. The next `parley build` compares the inputs as they are with those of the build that is
    published then, so it builds anew unless they are the same.

    Args:
        target: the published file.
        reference: a build's id (or its beginning) or number; None: the one that the published one replaced, or the
            newest if the published file is missing or damaged.

    Returns:
        The build that is published now.

    Raises:
        Failure: no such build is kept, it is damaged, a build is running, or the file cannot be written.
    """
    with only_build(target.parent):
        copy = _wanted(target, reference)
        if wrong := damage(copy.path):
            raise Failure(
                "rollback",
                f"the kept build {copy.build_id} ({copy.ordinal}) is damaged; the published file is as it was",
                details="\n".join(wrong),
                remedy="name another that `parley history` lists as kept, or run `parley build --force`",
            )
        _publish(copy.path, target)
        build = last_build(target)
    if build is None:
        raise Failure("rollback", f"{shown(target)} was changed meanwhile", remedy="run `parley verify`")
    return build


def _wanted(target: Path, reference: str | None) -> Kept:
    """The kept build that a reader means."""
    copies = kept(target)
    if not copies:
        raise Failure(
            "rollback",
            "no build is kept here",
            remedy="run `parley build`; PARLEY_KEEP says how many builds are kept, 3 unless said",
        )
    if reference is not None and reference != PUBLISHED:
        if found := matching(copies, reference):
            return found
        raise unknown(target, reference)
    current = last_build(target)
    whole = current is not None and not damage(target)
    if current is None or reference == PUBLISHED or not whole:
        same = [copy for copy in copies if current and copy.ordinal == current.ordinal]
        return (same or copies)[0]
    by_ordinal = {copy.ordinal: copy for copy in copies}
    if current.replaced_ordinal in by_ordinal:
        return by_ordinal[current.replaced_ordinal]
    if earlier := [copy for copy in copies if copy.ordinal < current.ordinal]:
        return earlier[0]
    raise Failure(
        "rollback",
        f"no build before {current.build_id} ({current.ordinal}) is kept",
        remedy="name one that `parley history` lists as kept",
    )


def _publish(copy: Path, target: Path) -> None:
    """Put a copy of a kept build in the target's place, in one step."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        clear_leftovers(target)
        shutil.copyfile(copy, draft)
        replace(draft, target)
    except OSError as error:
        raise Failure(
            "rollback",
            f"{shown(target)} could not be written; it is as it was",
            details=str(error),
            remedy="check that the disk has room and that you may write there, then try again",
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
