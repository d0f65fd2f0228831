"""Laws of the comparison, on intervals that Hypothesis invents, by the SQL that the models really run.

Each example lays the same figures down under several questions: as they are, with their ids in the opposite order,
beside a wider copy of each, and in other units. One run of the models answers for all of them.
"""

from __future__ import annotations

import itertools
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.faults.models import Models, examples

sys.path.insert(0, str(Path(__file__).parents[1] / "ingest"))
from making import question, unasked

TOLERANCES = (Fraction(1, 20), Fraction(1, 10), Fraction(1, 5))
RECONCILED = ("agree", "compatible")


@dataclass(frozen=True)
class Figure:
    """What a claim says: a hedge and its figure, in quarters of the unit where the question measures."""

    hedge: str
    value: Fraction
    high: Fraction | None = None


def figures(whole: bool) -> st.SearchStrategy[Figure]:
    """Any figure; near ones are likely, so that ends touch, overlap and miss each other by little."""
    number = st.one_of(st.integers(0, 12), st.integers(0, 2_000)).map(
        lambda n: Fraction(n) if whole else Fraction(n, 4)
    )
    single = st.sampled_from(("exactly", "at_least", "more_than", "at_most", "less_than", "about", "nearly"))
    ranges = st.tuples(number, number).map(lambda ends: Figure("between", min(ends), max(ends)))
    # Fewer than none is no figure that anybody prints: its interval would be empty.
    return st.one_of(st.builds(Figure, single, number), ranges).filter(
        lambda figure: figure.value > 0 or figure.hedge not in ("less_than", "nearly")
    )


@pytest.fixture(scope="module")
def connection(models: Models, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The models' file, with the questions of this page."""
    made = unasked(tmp_path_factory.mktemp("laws"))
    for value_type, unit in (("count", "person"), ("duration", "minute"), ("duration", "hour")):
        for role in ("plain", "turned", "wider", "mixed", "other"):
            made.rows("questions").append(
                question(f"{role}-{unit}", value_type, unit, "talks",
                "duration" if value_type == "duration" else "delegation")
            )  # fmt: skip
    made.run()
    with models.connect() as opened:
        models.take(opened, made.database)
        yield opened


def wider(figure: Figure) -> Figure:
    """An interval that holds all that this one holds, and more."""
    match figure.hedge:
        case "exactly":
            return Figure("between", max(figure.value - 1, Fraction(0)), figure.value + 1)
        case "between":
            assert figure.high is not None
            return Figure("between", max(figure.value - 1, Fraction(0)), figure.high + 2)
        case "at_least" | "more_than":
            return replace(figure, hedge="at_least", value=max(figure.value - 1, Fraction(0)))
        case "at_most" | "less_than":
            return replace(figure, hedge="at_most", value=figure.value + 1)
    return Figure("at_least", figure.value * (1 - max(TOLERANCES)) // 1)


def row(claim_id: str, question_id: str, unit: str, figure: Figure) -> dict[str, object]:
    return {
        "claim_id": claim_id, "question_id": question_id, "unit": unit, "hedge": figure.hedge,
        "value_number": float(figure.value), "value_high_number": None if figure.high is None else float(figure.high),
    }  # fmt: skip


Pair = tuple[str, str, str, float]
"""question, the two figures by their names, the tolerance."""


def compare(
    models: Models, connection: duckdb.DuckDBPyConnection, rows: list[dict[str, object]]
) -> dict[Pair, tuple[str, str, float | None, float | None]]:
    """Relation, rule, gap and width of each pair; figures are named by what follows the first letter of their id."""
    frame = pl.DataFrame(rows, schema_overrides={"value_high_number": pl.Float64}).with_columns(
        pl.lit("alpha-2030-03-02").alias("document_id"), pl.lit("asserted").alias("polarity"),
        pl.lit("upper").alias("claimant"), pl.lit(False).alias("corrected"),
    )  # fmt: skip
    connection.execute("delete from raw.claims")
    connection.register("incoming", frame)
    connection.execute("insert into raw.claims by name from incoming")
    connection.unregister("incoming")
    models.run(connection, "int_claim_pairs__compared")
    found = connection.execute(
        "select question_id, claim_id_a, claim_id_b, tolerance, relation, rule, gap, overlap_width "
        "from intermediate.int_claim_pairs__compared"
    ).fetchall()
    return {
        (question_id, *sorted((one[1:], other[1:])), tolerance): (relation, rule, gap, width)  # type: ignore[misc]
        for question_id, one, other, tolerance, relation, rule, gap, width in found
    }


def span(figure: Figure, tolerance: Fraction, whole: bool) -> tuple[Fraction | None, bool, Fraction | None, bool]:
    """The interval by the codebook's words, in exact fractions: low, whether it is open, high, whether it is open."""
    value, spread = figure.value, figure.value * tolerance
    low, low_open, high, high_open = {
        "exactly": (value, False, value, False),
        "between": (value, False, figure.high, False),
        "at_least": (value, False, None, False),
        "more_than": (value, True, None, False),
        "at_most": (None, False, value, False),
        "less_than": (None, False, value, True),
        "about": (value - spread, False, value + spread, False),
        "nearly": (value - spread, False, value, True),
    }[figure.hedge]
    if not whole:
        return low, low_open, high, high_open
    least = None if low is None else Fraction(math.floor(low) + 1 if low_open else math.ceil(low))
    most = None if high is None else Fraction(math.ceil(high) - 1 if high_open else math.floor(high))
    if figure.hedge in ("about", "nearly") and least is not None and most is not None:
        least = min(least, most)
    return least, False, most, False


def reaches(low: Fraction | None, low_open: bool, high: Fraction | None, high_open: bool) -> bool:
    return low is None or high is None or low < high or (low == high and not low_open and not high_open)


def expected(one: Figure, other: Figure, tolerance: Fraction, whole: bool) -> str:
    a, b = span(one, tolerance, whole), span(other, tolerance, whole)
    if a == b:
        return "agree"
    return "compatible" if reaches(*a[:2], *b[2:]) and reaches(*b[:2], *a[2:]) else "conflict"


@examples(25, 400)
@given(st.booleans().flatmap(lambda whole: st.tuples(st.just(whole), st.lists(figures(whole), min_size=2, max_size=7))))
def test_relations_obey_their_laws(
    models: Models, connection: duckdb.DuckDBPyConnection, drawn: tuple[bool, list[Figure]]
) -> None:
    whole, some = drawn
    unit = "person" if whole else "minute"
    names = [f"{number:02}" for number in range(len(some))]
    letters = "abcdefg"[: len(some)]
    rows = []
    for number, (name, figure) in enumerate(zip(names, some, strict=True)):
        rows.append(row(f"{letters[number]}{name}", f"plain-{unit}", unit, figure))
        # The first letter turns the order of the ids around, and with it which claim of a pair is a.
        # It is another alphabet, because an id belongs to one claim.
        rows.append(row(f"{letters[-1 - number].upper()}{name}", f"turned-{unit}", unit, figure))
        rows.append(row(f"x{name}", f"wider-{unit}", unit, figure))
        rows.append(row(f"y{name}w", f"wider-{unit}", unit, wider(figure)))
        if not whole:
            hours = Figure(figure.hedge, figure.value * 60, None if figure.high is None else figure.high * 60)
            rows.append(
                row(f"m{name}", "mixed-minute", "hour" if number % 2 else "minute", figure if number % 2 else hours)
            )
            rows.append(row(f"o{name}", "other-hour", "minute", figure))
    for number, one in enumerate(rows):
        one["claim_id"] = f"{one['claim_id']}"
        one["source_line"] = number
    found = compare(models, connection, rows)
    for (first, one), (second, other) in itertools.combinations(list(zip(names, some, strict=True)), 2):
        for tolerance in TOLERANCES:
            at = float(tolerance)
            said = found[(f"plain-{unit}", first, second, at)]
            assert said[0] == expected(one, other, tolerance, whole), "the codebook's intervals, by fractions"
            assert found[(f"turned-{unit}", first, second, at)] == said, "a relation is symmetric"
            assert (said[1] == "same_interval") == (said[0] == "agree"), "agreement is one interval"
            assert (said[2] is None) == (said[0] != "conflict"), "a conflict has a gap, and nothing else has"
            if said[0] in RECONCILED:
                for pair in ((first, f"{second}w"), (f"{first}w", second), (f"{first}w", f"{second}w")):
                    widened = found[(f"wider-{unit}", *sorted(pair), at)]
                    assert widened[0] in RECONCILED, "widening never makes a conflict"
            if not whole:
                assert found[("mixed-minute", first, second, at)][0] == said[0], "hours and minutes compare"
                assert found[("other-hour", first, second, at)][0] == said[0], "a question asked in hours says the same"
        by_tolerance = [found[(f"plain-{unit}", first, second, float(t))][0] for t in TOLERANCES]
        conflicts = [relation == "conflict" for relation in by_tolerance]
        assert conflicts == sorted(conflicts, reverse=True), "a wider tolerance never makes a conflict"
    for name in names:
        assert found[(f"wider-{unit}", name, f"{name}w", float(TOLERANCES[0]))][0] in RECONCILED, "a wider one holds it"
