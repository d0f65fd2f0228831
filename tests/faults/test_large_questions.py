"""Counting without listing: on questions that Hypothesis invents, classes and sorted ends count what the pairs are.

The same claims go through the models twice: with all pairs compared one by one, and with no question small enough for
that. Every count, gap and share must be the same, for each day and each tolerance.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.faults.models import Models, examples

sys.path.insert(0, str(Path(__file__).parents[1] / "ingest"))
from making import document, question, unasked

FIRST = date(2030, 3, 2)
DAYS = 6

Cells = dict[str, object]

SINGLE = ("exactly", "at_least", "more_than", "at_most", "less_than", "about", "nearly")
NUMBERS = st.sampled_from((1.0, 2.0, 2.5, 3.0, 10.0, 11.0, 12.0, 20.0, 1000.0))
WHOLE = st.sampled_from((1.0, 2.0, 3.0, 10.0, 11.0, 12.0, 20.0, 1000.0))


def figure(
    numbers: st.SearchStrategy[float], bases: tuple[str, ...] = (), units: tuple[str, ...] = ()
) -> st.SearchStrategy[Cells]:
    """A figure with its hedge; some deny, some are silent, some deny without a figure."""
    cells = {"value_number": numbers, "hedge": st.sampled_from(SINGLE)}
    told = st.fixed_dictionaries(cells)
    ranges = st.tuples(numbers, numbers).map(
        lambda ends: {"hedge": "between", "value_number": min(ends), "value_high_number": max(ends)}
    )
    none = st.just({"hedge": "none_given"})
    more: dict[str, st.SearchStrategy[object]] = {"polarity": st.sampled_from(("asserted",) * 5 + ("denied",))}
    if bases:
        more["basis"] = st.sampled_from(bases)
    if units:
        more["unit"] = st.sampled_from(units)
    said = st.one_of(told, told, told, ranges, none)
    return st.tuples(said, st.fixed_dictionaries(more)).map(lambda both: {**both[0], **both[1]})


def name() -> st.SearchStrategy[Cells]:
    """One of a few names or sets of names, asserted or denied."""
    return st.fixed_dictionaries(
        {
            "hedge": st.just("exactly"),
            "value_text": st.sampled_from(("upper", "lower", "lower+upper", "clerk")),
            "polarity": st.sampled_from(("asserted",) * 4 + ("denied",)),
        }
    )


DATED = st.one_of(st.none(), st.integers(0, 3)).map(lambda n: {} if n is None else {"as_of": FIRST + timedelta(days=n)})
ASKED: dict[str, tuple[st.SearchStrategy[Cells], dict[str, str]]] = {
    "plain": (figure(WHOLE), {"value_type": "count", "unit": "person"}),
    "long": (figure(NUMBERS, units=("minute", "hour", "day")), {"value_type": "duration", "unit": "minute"}),
    "sided": (
        figure(WHOLE, bases=("each_side", "both_sides_together", "to_ukraine", "to_russia", "not_stated")),
        {"value_type": "count", "unit": "person", "basis": "each_side"},
    ),
    "agreed": (figure(WHOLE, bases=("each_side",)), {"value_type": "count", "unit": "person", "basis": "each_side"}),
    "standing": (
        st.tuples(figure(WHOLE), DATED).map(lambda both: {**both[0], **both[1]}),
        {"value_type": "count", "unit": "person", "stage": "stock"},
    ),
    "on-a-day": (
        st.tuples(figure(WHOLE), st.integers(0, 1)).map(
            lambda both: {**both[0], "as_of": FIRST + timedelta(days=both[1])}
        ),
        {"value_type": "count", "unit": "person", "stage": "stock"},
    ),
    "who": (name(), {"value_type": "identity", "unit": "actor"}),
    "whom": (name(), {"value_type": "identity", "unit": "actor", "cardinality": "many"}),
}
"""What is asked, by question: what a claim may say, and the cells of the question."""

# A document of each day, and one whose day is known so vaguely that its totals compare within itself alone.
DOCUMENTS = [f"paper-{number}" for number in range(DAYS)] + ["vague"]


@pytest.fixture(scope="module")
def connection(models: Models, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The models' file, with the questions and documents of this page."""
    made = unasked(tmp_path_factory.mktemp("large"))
    for key, (_, cells) in ASKED.items():
        made.rows("questions").append(question(key, category="delegation", topic="talks", **cells))
    for number, key in enumerate(DOCUMENTS[:-1]):
        made.rows("documents").append(document(key, "alpha", str(FIRST + timedelta(days=5 * (number // 2)))))
    late = {"published_latest": str(FIRST + timedelta(days=30)), "published_basis": "inferred", "note": "Some day."}
    vague = document("vague", "beta", str(FIRST), **late)
    made.rows("documents").append(vague)
    made.run()
    with models.connect() as opened:
        models.take(opened, made.database)
        yield opened


# A gap stays known: of one day it does not matter whether it is the widest of that day or of all days so far.
COUNTED = """
    select * replace (
        max(widest_gap) over so_far as widest_gap,
        max(widest_gap_share) over so_far as widest_gap_share
    )
    from intermediate.int_pair_days__counted
    where n_pairs > 0
    window so_far as (partition by question_id, tolerance order by known_from)
    order by all
"""


def counted(models: Models, connection: duckdb.DuckDBPyConnection, most: int) -> list[tuple[object, ...]]:
    """All counts, with all pairs listed of questions with at most so many claims."""
    models.run(connection, "int_pair_days__counted", most)
    return connection.execute(COUNTED).fetchall()


@examples(8, 60)
@given(
    st.fixed_dictionaries(
        {key: st.lists(st.tuples(said, st.sampled_from(DOCUMENTS)), max_size=14) for key, (said, _) in ASKED.items()}
    )
)
def test_counts_are_those_of_the_pairs(
    models: Models,
    connection: duckdb.DuckDBPyConnection,
    drawn: dict[str, list[tuple[Cells, str]]],
) -> None:
    rows = [
        {"question_id": key, "document_id": document_id, "claimant": "upper", "corrected": False, **cells}
        for key, told in drawn.items()
        for cells, document_id in told
    ]
    if not rows:
        return
    for number, row in enumerate(rows):
        row |= {"claim_id": f"{number * 7919 % 997:03}", "source_line": number}
    schema = {"value_number": pl.Float64, "value_high_number": pl.Float64, "as_of": pl.Date}
    frame = pl.DataFrame(rows, infer_schema_length=None, schema_overrides=schema)
    connection.execute("delete from raw.claims")
    connection.register("incoming", frame)
    connection.execute("insert into raw.claims by name from incoming")
    connection.unregister("incoming")
    one_by_one = counted(models, connection, 1_000)
    assert sum(row[3] for row in one_by_one) == 3 * sum(len(told) * (len(told) - 1) // 2 for told in drawn.values())
    assert counted(models, connection, 0) == one_by_one
