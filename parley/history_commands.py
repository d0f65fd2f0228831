"""The commands about builds that were: history, verify, diff, rollback."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parley import paths
from parley.failure import told

if TYPE_CHECKING:
    from parley.diff import Change, Difference
    from parley.verify import Check

_MOST = 40
"""Of one kind of change so many lines are shown to eyes; csv and json are always whole."""

_FORM = click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
_BUILT = (
    "ordinal",
    "build_id",
    "built_at",
    "replaced_ordinal",
    "inputs_sha256",
    "parley_version",
    "duckdb_version",
    "n_documents",
    "n_claims",
    "n_questions",
    "n_checks",
    "seconds",
)


@click.command(short_help="List the builds: when, from what, and which are kept.")
@_FORM
def history(form: str) -> None:
    """List what was built when, from which inputs, what came of it, and which builds are kept.

    The published file remembers the builds before it. The last good ones are kept as files beside it, 3 unless the
    environment variable PARLEY_KEEP says another number.

    \b
    Examples:
      parley history
      parley history --format json
    """
    from parley.history import chronicle

    entries = chronicle(paths.published())
    states = {entry.build.ordinal: _state(entry.published, entry.kept is not None) for entry in entries}
    rows = [[*(getattr(entry.build, name) for name in _BUILT), states[entry.build.ordinal]] for entry in entries]
    if form != "text":
        _write((*_BUILT, "state"), rows, form)
        return
    if not entries:
        click.echo("nothing has been published here yet: run `parley build`")
    for build in (entry.build for entry in entries):
        state = states[build.ordinal]
        click.secho(
            f"{build.ordinal:>4}  {build.build_id}  {build.built_at:%Y-%m-%d %H:%M} UTC  "
            f"{build.n_documents:,} documents, {build.n_claims:,} claims, {build.n_questions:,} questions, "
            f"{build.n_checks:,} checks" + (f"  ({state})" if state else ""),
            bold="published" in state,
        )


@click.command(short_help="Check a published file, and whether its inputs have changed.")
@click.argument("file", required=False)
@click.option(
    "--corpus",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of coded files that it was built from, instead of corpus/.",
)
@click.option(
    "--originals",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of articles that it was built with, instead of originals/ in the corpus.",
)
@click.option("--file-only", is_flag=True, help="Check the file by itself, not whether its inputs have changed since.")
def verify(file: str | None, corpus: Path | None, originals: Path | None, file_only: bool) -> None:
    """Check FILE, the published one unless said: a path, or a build that `parley history` lists as kept.

    Its format and storage version; that every table holds what was published; the contracts of the marts; that ids
    are the hashes of what they stand for; the list of inputs that it was built from, and which of them have changed.

    \b
    Exit codes: 0 whole and up to date, 1 damaged or nothing published,
    2 wrong use (also: no such build or file), 4 whole, but its inputs have changed.

    \b
    Examples:
      parley verify
      parley verify --file-only somewhere/parley.duckdb
    """
    from parley.history import PUBLISHED, find
    from parley.inputs import Inputs
    from parley.verify import CHANGED
    from parley.verify import verify as verified

    folder = (corpus or paths.CORPUS).resolve()
    held = originals.resolve() if originals else folder / "originals"
    with told():
        path = Path(file) if file and Path(file).exists() else find(paths.published(), file or PUBLISHED)
        now = None
        if not file_only:
            inputs = Inputs(folder, held if held.is_dir() else None)
            now = inputs.whole(inputs.content())
        checks = verified(path, now)
    click.echo(paths.shown(path))
    for check in checks:
        _show(check)
    if any(check.damage for check in checks):
        remedy = "`parley rollback` returns to a kept build, `parley build --force` makes a new one"
        is_published = path.resolve() == paths.published().resolve()
        click.secho(f"damaged: {remedy if is_published else 'not as Parley published it, if it did'}", fg="red")
        sys.exit(1)
    if any(check.changes for check in checks):
        click.secho("whole, but its inputs have changed since: `parley build` makes a new one", fg="yellow")
        sys.exit(CHANGED)
    click.secho("whole" if file_only else "whole and up to date", fg="green")


@click.command(short_help="Say what changed between two builds.")
@click.argument("before")
@click.argument("after")
@_FORM
def diff(before: str, after: str, form: str) -> None:
    """Say what changed from BEFORE to AFTER: each a build's id or number, `published`, or a file.

    Claims: new, gone, recoded (a column that somebody wrote differs), recomputed (only what follows from other claims,
    lists or models differs). Answers: new, gone, with another verdict. Inputs: new, gone, changed.

    \b
    Examples:
      parley diff 11 published
      parley diff bld_0123456789ab published --format csv > changes.csv
    """
    from parley.diff import Change
    from parley.diff import diff as compared
    from parley.history import find

    with told():
        difference = compared(find(paths.published(), before), find(paths.published(), after))
    if form != "text":
        _write(Change._fields, difference.changes, form)
        return
    click.echo(f"from {difference.builds[0]}\nto   {difference.builds[1]}\n")
    for thing, plural, changes in (
        ("claim", "claims", ("new", "gone", "recoded", "recomputed")),
        ("answer", "answers", ("new", "gone", "verdict")),
        ("input", "inputs", ("new", "gone", "changed")),
    ):
        _tell(difference, thing, plural, changes)


@click.command(short_help="Return to a kept build.")
@click.argument("build", required=False)
def rollback(build: str | None) -> None:
    """Publish a kept BUILD again, an id or number of `parley history`; unless said, the one before.

    The file is checked first and replaced in one step, as by a build; readers are not disturbed. The corpus is not
    touched: the next `parley build` builds what it says then.

    \b
    Examples:
      parley rollback
      parley rollback 11
    """
    from parley.rollback import rollback as returned

    target = paths.published()
    with told():
        now = returned(target, build)
    click.echo(
        f"published again: {now.build_id} ({now.ordinal}), built {now.built_at:%Y-%m-%d %H:%M} UTC from inputs "
        f"{now.inputs_sha256[:12]}, {now.n_documents:,} documents, {now.n_claims:,} claims: {paths.shown(target)}"
    )


COMMANDS = (history, verify, diff, rollback)
"""For `parley.cli`."""


def _state(published: bool, kept: bool) -> str:
    """What is there of a build, in words."""
    return ", ".join(word for word, holds in (("published", published), ("kept", kept)) if holds)


def _show(check: Check) -> None:
    """One check as a line, and what it found below."""
    from parley.visible import for_terminal

    word, colour = ("damaged", "red") if check.damage else ("changed", "yellow") if check.changes else ("ok", "green")
    click.echo(
        f"  {click.style(f'{word:8}', fg=colour)}{check.name}" + (f": {check.looked_at}" * bool(check.looked_at))
    )
    for line in check.damage + check.changes:
        click.echo(f"          {for_terminal(line)}")


def _tell(difference: Difference, thing: str, plural: str, changes: Sequence[str]) -> None:
    """One kind of thing: how many there were and are, then what changed of them."""
    words = {"verdict": "with another verdict"}
    before, after = difference.counts[thing]
    numbers = ", ".join(f"{difference.number(thing, change):,} {words.get(change, change)}" for change in changes)
    click.secho(f"{plural}: {before:,} before, {after:,} after; {numbers}", bold=True)
    for change in changes:
        found = [row for row in difference.changes if (row.thing, row.change) == (thing, change)]
        for row in found[:_MOST]:
            click.echo(_line(row))
        if len(found) > _MOST:
            click.echo(f"  … and {len(found) - _MOST:,} more lines: --format csv shows all")


def _line(row: Change) -> str:
    """One difference for eyes; an input's hashes are left out."""
    from parley.visible import for_terminal

    if row.thing == "input":
        told = ""
    elif row.column is None:
        told = f"  {row.after or row.before or ''}"
    else:
        told = f"  {row.column}: {row.before or 'nothing'} → {row.after or 'nothing'}"
    return for_terminal(f"  {row.change:10} {row.id}{told}")


def _write(columns: Sequence[str], rows: Iterable[Sequence[object]], form: str) -> None:
    """Rows for programs: csv with an empty cell for nothing, or a list of JSON objects."""
    if form == "csv":
        from parley import spreadsheets

        listed = [list(row) for row in rows]
        write = spreadsheets.lines(sys.stdout)
        write(columns)
        for row in listed:
            write(row)
        # As they are, for programs; who opens the file in a spreadsheet is warned.
        if number := sum(map(spreadsheets.is_formula, (cell for row in listed for cell in row))):
            click.echo(spreadsheets.warning(number), err=True)
        return
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    click.echo(json.dumps(records, ensure_ascii=False, indent=1, default=str))
