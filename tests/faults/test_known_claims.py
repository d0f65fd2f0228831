"""What was known when: on claims that Hypothesis invents, spans of days and running sums say what each day alone says.

The models hold each claim once and follow what changes. Here each version is worked out from all claims of its day.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
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
DAYS = 8
MOST = 15


@dataclass(frozen=True)
class Told:
    """A claim: its number, the day of its document, who is credited, and the whole numbers that it allows, if any."""

    number: int
    day: date
    claimants: Set[str]
    low: int | None
    high: int | None


def claims() -> st.SearchStrategy[list[Told]]:
    """Claims on one question: few claimants, so that later claims tie earlier ones, and few figures; some have none."""
    ends = st.tuples(st.integers(1, MOST), st.integers(0, 4)).map(lambda drawn: (drawn[0], drawn[0] + drawn[1]))
    said = st.one_of(ends, ends, ends, st.just((None, None)))
    claimants = st.frozensets(st.sampled_from("abcdefgh"), min_size=1, max_size=2)
    drawn = st.lists(st.tuples(st.integers(0, DAYS - 1), claimants, said), min_size=1, max_size=24)
    return drawn.map(
        lambda rows: [
            Told(number, FIRST + timedelta(days=day), names, *figure)
            for number, (day, names, figure) in enumerate(rows)
        ]
    )


@pytest.fixture(scope="module")
def connection(models: Models, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The models' file, with one question and a document of each day."""
    made = unasked(tmp_path_factory.mktemp("known"))
    made.rows("questions").append(question("all", "count", "person", "talks", "delegation"))
    for day in range(DAYS):
        made.rows("documents").append(document(f"paper-{day}", "alpha", str(FIRST + timedelta(days=day))))
    made.run()
    with models.connect() as opened:
        models.take(opened, made.database)
        yield opened


def laid(connection: duckdb.DuckDBPyConnection, told: list[Told]) -> None:
    """Put the claims in the place of those in schema raw."""
    rows = [
        {
            "claim_id": f"{claim.number:02}",
            "source_line": claim.number,
            "question_id": "all",
            "document_id": f"paper-{(claim.day - FIRST).days}",
            "claimant": "+".join(sorted(claim.claimants)),
            "polarity": "asserted",
            "corrected": False,
            "hedge": "none_given" if claim.low is None else "between",
            "value_number": claim.low,
            "value_high_number": claim.high,
        }
        for claim in told
    ]
    schema = {"value_number": pl.Float64, "value_high_number": pl.Float64}
    connection.execute("delete from raw.claims")
    connection.register("incoming", pl.DataFrame(rows, infer_schema_length=None, schema_overrides=schema))
    connection.execute("insert into raw.claims by name from incoming")
    connection.unregister("incoming")


def least_keys(told: list[Told]) -> dict[int, str]:
    """By number of the claim: the least claimant of all that a chain of shared ones ties to it."""
    components: list[set[str]] = []
    for claim in told:
        tied = [component for component in components if component & claim.claimants]
        components = [component for component in components if component not in tied]
        components.append(set(claim.claimants).union(*tied))
    return {claim.number: min(next(c for c in components if c & claim.claimants)) for claim in told}


def core(told: list[Told], origins: dict[int, str]) -> tuple[int, int, int] | None:
    """Low, high and support of the narrowest stretch that most origins allow, the lowest of them, if any."""
    allowing = [
        frozenset(
            origins[claim.number]
            for claim in told
            if claim.low is not None and claim.high is not None and claim.low <= value <= claim.high
        )
        for value in range(MOST + 5)
    ]
    stretches = []
    for allowed, run in groupby(enumerate(allowing), key=lambda pair: pair[1]):
        values = [value for value, _ in run]
        if allowed:
            stretches.append((-len(allowed), len(values), values[0], values[-1]))
    support, _, low, high = min(stretches, default=(0, 0, 0, 0))
    return (low, high, -support) if stretches else None


VERSIONS = """
    select versions.valid_from, n_claims, n_documents, n_claimants, n_origins, n_speaking_origins, n_silent,
        core_low, core_high, core_support
    from intermediate.int_answer_versions__spanned as versions
    inner join intermediate.int_version_claims__counted using (version_id)
    left join intermediate.int_version_cores__swept using (version_id)
    order by versions.valid_from
"""

ORIGINS = """
    select versions.valid_from, origins.claim_id, origins.origin_id
    from intermediate.int_answer_versions__spanned as versions
    inner join intermediate.int_claim_origins__connected as origins
        on origins.valid_from <= versions.valid_from and coalesce(origins.next_from > versions.valid_from, true)
    order by all
"""


def version(day: date, known: list[Told]) -> tuple[object, ...]:
    """A row of VERSIONS, from all claims known on its day."""
    origins = least_keys(known)
    return (
        day,
        len(known),
        len({claim.day for claim in known}),
        len(set().union(*(claim.claimants for claim in known))),
        len(set(origins.values())),
        len({origins[claim.number] for claim in known if claim.low is not None}),
        sum(claim.low is None for claim in known),
        *(core(known, origins) or (None, None, None)),
    )


def origin_id(least_key: str) -> str:
    """The id of an origin of the question: a hash of its least key and the question."""
    return "org_" + hashlib.md5(f"{least_key}\x1fall".encode()).hexdigest()[:16]


@examples(12, 100)
@given(claims())
def test_each_version_knows_what_its_day_knows(
    models: Models, connection: duckdb.DuckDBPyConnection, told: list[Told]
) -> None:
    laid(connection, told)
    models.run(connection, "int_version_cores__swept")
    models.run(connection, "int_version_claims__counted")
    known = {day: [claim for claim in told if claim.day <= day] for day in sorted({claim.day for claim in told})}
    assert connection.execute(VERSIONS).fetchall() == [version(day, claims) for day, claims in known.items()]
    assert connection.execute(ORIGINS).fetchall() == [
        (day, f"{number:02}", origin_id(key))
        for day, claims in known.items()
        for number, key in least_keys(claims).items()
    ]
