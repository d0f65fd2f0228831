"""The cores of parties, swept, are those that a look at every pair of figures finds, on invented figures."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from math import inf

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.faults.models import Models, examples

Figure = tuple[str, str, str, bool, float | None, float | None]
"""question_id, party, voice_id, whether it has an interval, its low and its high end (None: no such end)."""


def ends(low: float | None, width: float | None) -> tuple[float | None, float | None]:
    """An interval by its lower end and its width; without either it is open there."""
    return low, None if width is None else (low or 0) + width


INTERVALS = st.builds(
    ends,
    st.one_of(st.none(), st.sampled_from((0.0, 1.0, 2.0, 2.5, 3.0, 5.0, 8.0, 13.0, 21.0))),
    st.one_of(st.none(), st.sampled_from((0.0, 0.0, 0.5, 1.0, 3.0, 8.0))),
)
FIGURES = st.builds(
    lambda question, party, voice, has_figure, interval: (question, party, voice, has_figure, *interval),
    st.sampled_from(("first", "second")),
    st.sampled_from(("ukraine", "anybody")),
    st.sampled_from(("agency", "ministry", "paper", "envoy")),
    st.sampled_from((True,) * 9 + (False,)),
    INTERVALS,
)


def core(figures: list[Figure]) -> tuple[float | None, float | None, int]:
    """The lowest of the narrowest intervals that most voices allow, from each lower end; and how many voices do."""
    told = [(voice, -inf if low is None else low, inf if high is None else high) for *_, voice, _, low, high in figures]
    found = []
    for begin in {low for _, low, _ in told}:
        around = [(voice, high) for voice, low, high in told if low <= begin <= high]
        found.append((len({voice for voice, _ in around}), begin, min(high for _, high in around)))
    most = max(support for support, *_ in found)
    best = [(low, high) for support, low, high in found if support == most]
    outer = [(low, high) for low, high in best if not any(other < low <= end for other, end in best)]
    low, high = min(outer, key=lambda interval: (interval[1] - interval[0], interval[0]))
    return (None if low == -inf else low), (None if high == inf else high), most


@pytest.fixture(scope="module")
def connection(models: Models) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database under the name of the models' file, with the one table that is read."""
    with duckdb.connect() as opened:
        opened.execute(f"attach ':memory:' as {models.database.stem}")
        opened.execute(f"use {models.database.stem}")
        opened.execute("create schema intermediate")
        opened.execute("""
            create table intermediate.int_party_claims__directed (
                question_id varchar, party varchar, voice_id varchar, has_figure boolean, low double, high double,
                direction varchar default 'not_stated'
            )
        """)
        yield opened


@examples(40, 400)
@given(st.lists(FIGURES, min_size=1, max_size=30))
def test_a_core_is_the_narrowest_interval_that_most_voices_allow(
    models: Models, connection: duckdb.DuckDBPyConnection, figures: list[Figure]
) -> None:
    connection.execute("delete from intermediate.int_party_claims__directed")
    connection.executemany(
        "insert into intermediate.int_party_claims__directed values (?, ?, ?, ?, ?, ?, default)", figures
    )
    connection.execute(models.statements["int_party_cores__swept"])
    swept = connection.execute("""
        select question_id, party, core_low, core_high, core_support
        from intermediate.int_party_cores__swept
        order by question_id, party
    """).fetchall()
    with_figures = sorted((figure for figure in figures if figure[3]), key=lambda figure: figure[:2])
    assert swept == [(*key, *core(list(told))) for key, told in groupby(with_figures, key=lambda figure: figure[:2])]
