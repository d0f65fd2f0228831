"""What changed between two builds: claims new, gone, recoded, recomputed; answers whose verdict changed; inputs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ingest.ids import DIGITS, FORMER_DIGITS
from ingest.tables import TABLES
from parley.failure import Failure
from parley.paths import shown

if TYPE_CHECKING:
    import duckdb

_CODED = frozenset(TABLES["claims"].column_names)
"""Columns that somebody wrote; whatever else differs in a claim follows from other claims, lists or models."""

_BOOKKEEPING = frozenset({"claim_id", "source_file", "source_line", "coder", "coded_on"})
"""Columns that say where a claim stands and who wrote it down: a line that moved is no change of a claim."""

_LONG_ID = rf"^([a-z]+_[0-9a-f]{{{FORMER_DIGITS}}})[0-9a-f]{{{DIGITS - FORMER_DIGITS}}}$"
"""An id made from content, of today's length; what is in the group is what it was before."""

_CLAIM = "concat_ws(', ', document_id, question_id, value_label)"
_QUESTION = "concat_ws(': ', question, verdict)"


class Change(NamedTuple):
    """One difference.

    Attributes:
        thing: `claim`, `answer` or `input`.
        id: claim_id, question_id, or the input's name.
        change: of a claim `new`, `gone`, `recoded` or `recomputed`; of an answer `new`, `gone` or `verdict`; of an
            input `new`, `gone` or `changed`.
        column: the column that differs; None for what is new or gone.
        before, after: the values as text; of what is new or gone, what it says.
    """

    thing: str
    id: str
    change: str
    column: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Difference:
    """All differences between two files, and how much each holds.

    Attributes:
        builds: id, number and time of both, as text.
        counts: things held before and after.
        changes: in order of thing, change and id.
    """

    builds: tuple[str, str]
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def number(self, thing: str, change: str) -> int:
        """How many things of a kind changed in a way; a claim with two columns changed counts once."""
        return len({found.id for found in self.changes if (found.thing, found.change) == (thing, change)})


def diff(before: Path, after: Path) -> Difference:
    """Compare two warehouse files.

    Args:
        before: the earlier one.
        after: the later one.

    Raises:
        Failure: one of them is missing or is no warehouse file of Parley.
    """
    import duckdb

    for path in (before, after):
        if not path.is_file():
            raise Failure("diff", f"there is no file {shown(path)}", remedy="`parley history` lists what is kept")
    try:
        with _both(before, after) as both:
            return _difference(both)
    except duckdb.Error as error:
        raise Failure(
            "diff",
            f"{shown(before)} and {shown(after)} cannot be compared",
            details=str(error).splitlines()[0],
            remedy="both must be files that this version of Parley published; `parley verify FILE` tells more",
        ) from error


class _Both(NamedTuple):
    """Both files in one engine.

    Attributes:
        connection: the engine.
        before, after: the name of each file; one name if they are the same file.
        cut: one of them was built before ids were lengthened: ids are compared by what both have of them.
    """

    connection: duckdb.DuckDBPyConnection
    before: str
    after: str
    cut: bool

    def value(self, row: str, column: str) -> str:
        """SQL for what is compared of a column of a row: what the file says, of an id perhaps its beginning."""
        said = f'{row}."{column}"'
        return f"regexp_replace({said}, '{_LONG_ID}', '\\1')" if self.cut and column.endswith("_id") else said

    def same(self, key: str) -> str:
        """SQL for whether the rows a and b have one key."""
        return f"{self.value('a', key)} = {self.value('b', key)}"


@contextmanager
def _both(before: Path, after: Path) -> Iterator[_Both]:
    """Both files, attached for reading; nothing else of the machine can be reached."""
    import duckdb

    names = {"before": before} if before.samefile(after) else {"before": before, "after": after}
    connection = duckdb.connect()
    try:
        connection.execute("set enable_progress_bar = false")
        for name, path in names.items():
            quoted = str(path).replace("'", "''")
            connection.execute(f"attach '{quoted}' as {name} (read_only)")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        lengths = " union ".join(f"select max(length(claim_id)) as n from {name}.raw.claims" for name in names)
        row = connection.execute(f"select min(n) < max(n) from ({lengths})").fetchone()
        yield _Both(connection, "before", list(names)[-1], cut=bool(row and row[0]))
    finally:
        connection.close()


def _difference(both: _Both) -> Difference:
    """All that differs between the attached files."""
    found = Difference((_build(both, both.before), _build(both, both.after)))
    for thing, table, key, told in (
        ("claim", "marts.fct_claims", "claim_id", _CLAIM),
        ("answer", "marts.fct_answers", "question_id", _QUESTION),
        ("input", "checks.inputs", "input", "sha256"),
    ):
        found.counts[thing] = (_count(both, both.before, table), _count(both, both.after, table))
        found.changes.extend(_apart(both, thing, table, key, told))
    coded = _changed(both, "raw.claims", "claim_id", sorted(_CODED - _BOOKKEEPING))
    computed = _changed(both, "marts.fct_claims", "claim_id", None)
    verdicts = _changed(both, "marts.fct_answers", "question_id", ["verdict"])
    inputs = _changed(both, "checks.inputs", "input", ["sha256"])
    found.changes.extend(Change("claim", name, "recoded", *rest) for name, *rest in coded)
    found.changes.extend(Change("claim", name, "recomputed", *rest) for name, *rest in computed)
    found.changes.extend(Change("answer", name, "verdict", *rest) for name, *rest in verdicts)
    found.changes.extend(Change("input", name, "changed", *rest) for name, *rest in inputs)
    found.changes.sort(key=lambda change: (change.thing, change.change, change.id, change.column or ""))
    return found


def _build(both: _Both, name: str) -> str:
    """Which build a file is, in words."""
    row = both.connection.execute(f"select build_id, ordinal, built_at from {name}.checks.builds").fetchone()
    return f"{row[0]} ({row[1]}, {row[2]:%Y-%m-%d %H:%M} UTC)" if row else "no build"


def _count(both: _Both, name: str, table: str) -> int:
    """The number of rows of a table."""
    row = both.connection.execute(f"select count(*) from {name}.{table}").fetchone()
    return int(row[0]) if row else 0


def _apart(both: _Both, thing: str, table: str, key: str, told: str) -> Iterator[Change]:
    """What is in one file alone, with what it says."""

    def alone(one: str, other: str) -> list[tuple[str, str]]:
        tables = f"{one}.{table} as a anti join {other}.{table} as b on {both.same(key)}"
        return both.connection.execute(f"select {key}, {told} from {tables} order by all").fetchall()

    for name, words in alone(both.after, both.before):
        yield Change(thing, name, "new", None, None, words)
    for name, words in alone(both.before, both.after):
        yield Change(thing, name, "gone", None, words, None)


def _changed(
    both: _Both, table: str, key: str, columns: Iterable[str] | None
) -> list[tuple[str, str, str | None, str | None]]:
    """Key (of the later file), column and both values, as text, of the cells that differ in rows that both files have.

    Without columns: all that both files have but what somebody coded.
    """
    described = [both.connection.execute(f"describe {name}.{table}").fetchall() for name in (both.before, both.after)]
    held = set.intersection(*({row[0] for row in rows} for rows in described)) - _BOOKKEEPING
    compared = sorted(held - _CODED if columns is None else held & set(columns))
    if not compared:
        return []
    cells = ", ".join(
        f"{{'name': '{c}', 'a': {both.value('a', c)}::varchar, 'b': {both.value('b', c)}::varchar}}" for c in compared
    )
    query = f"""
        select id, cell.name, cell.a, cell.b
        from (
            select b.{key} as id, unnest([{cells}]) as cell
            from {both.before}.{table} as a inner join {both.after}.{table} as b on {both.same(key)}
        )
        where cell.a is distinct from cell.b
        order by all
    """
    return both.connection.execute(query).fetchall()
