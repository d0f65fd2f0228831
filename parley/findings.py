"""Pages that show what the warehouse says: the table beneath each block of SQL is what that SQL returns.

A page is Markdown. Each fenced block marked `sql` is one reading statement; the table that follows it is its result.
`python -m parley.findings` writes the tables anew, `--check` only says which no longer hold. So a sentence of a page
stands beside the statement behind it, and a test keeps both from rotting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import click

from parley.connection import open_read_only
from parley.failure import Failure
from parley.paths import ROOT, published, shown
from parley.query import printed

PAGES = (ROOT / "README.md", ROOT / "docs" / "findings.md", ROOT / "docs" / "sampling.md")

Answer = Callable[[str], tuple[Sequence[str], Sequence[Sequence[Any]]]]
"""Runs one statement: the names of its columns, and its rows."""

_BLOCK = re.compile(r"^```sql\n(?P<statement>.*?)^```\n(?P<table>(?:\n(?:\|[^\n]*\n)+)?)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Stale:
    """A block whose table is not what its statement returns: the page, the line of the block, and the table now."""

    page: Path
    line: int
    now: str


def renewed(text: str, answer: Answer) -> str:
    """The text of a page with the table beneath each block of SQL written anew."""
    return _BLOCK.sub(lambda block: f"```sql\n{block['statement']}```\n\n{table(*answer(block['statement']))}", text)


def stale(page: Path, answer: Answer) -> list[Stale]:
    """The blocks of a page whose tables no longer hold, in their order.

    Raises:
        Failure: a statement that the warehouse refuses; it names the page and the line.
    """
    text = page.read_text(encoding="utf-8")
    found = []
    for block in _BLOCK.finditer(text):
        line = text.count("\n", 0, block.start()) + 1
        try:
            now = table(*answer(block["statement"]))
        except Failure as failure:
            raise Failure(
                "findings", f"{shown(page)}:{line}: the statement failed", details=failure.details
            ) from failure
        if block["table"].strip("\n") != now.strip("\n"):
            found.append(Stale(page, line, now))
    return found


def table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A Markdown table; NULL is an empty cell, and a bar inside a value is escaped."""
    lines = [list(columns), ["---"] * len(columns)]
    lines += [["" if value is None else _cell(printed(value)) for value in row] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: str) -> str:
    return value.replace("|", "\\|").replace("\n", " ")


def asker(database: Path) -> Answer:
    """Statements answered by a warehouse file, over the hardened read-only connection."""
    import duckdb

    connection = open_read_only(database)

    def answer(statement: str) -> tuple[Sequence[str], Sequence[Sequence[Any]]]:
        try:
            found = connection.execute(statement)
        except duckdb.Error as error:
            raise Failure("findings", "the statement failed", details=str(error)) from error
        return [column[0] for column in found.description or []], found.fetchall()

    return answer


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("pages", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--database", type=click.Path(path_type=Path), help="[default: the published file]")
@click.option("--check", is_flag=True, help="Write nothing; say which tables no longer hold.")
def main(pages: tuple[Path, ...], database: Path | None, *, check: bool) -> None:
    """Write the tables beneath the SQL of the PAGES anew (README, docs/findings.md, docs/sampling.md)."""
    try:
        # One opening for all pages; a page that is written asks nothing that its check has asked.
        answer = cache(asker(database or published()))
        holds = [_looked_at(page, answer, write=not check) for page in pages or PAGES]
    except Failure as failure:
        raise click.ClickException(
            "\n".join(filter(None, (failure.message, failure.details, failure.remedy)))
        ) from failure
    if check and not all(holds):
        raise click.exceptions.Exit(1)


def _looked_at(page: Path, answer: Answer, *, write: bool) -> bool:
    """Say which tables of a page no longer hold, and write them anew; whether all of them held."""
    old = stale(page, answer)
    for block in old:
        state = "was written anew" if write else "no longer holds"
        click.echo(f"{shown(page)}:{block.line}: the table beneath this statement {state}")
    if old and write:
        page.write_text(renewed(page.read_text(encoding="utf-8"), answer), encoding="utf-8")
    return not old


if __name__ == "__main__":
    main()
