"""A small part of benchmarks/fuzz.py: mutants of the corpus are refused or loaded, and change no other row."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import fuzz, oracle
from benchmarks.fuzz import Bench, Tally

SEED = 11


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("fuzz"))


def test_mutants_of_the_files_of_documents(bench: Bench) -> None:
    tally = Tally()
    fuzz.of_documents(bench, fuzz.PER_ROUND, SEED, tally)
    assert (tally.tried, tally.crashes, tally.changes) == (fuzz.PER_ROUND, [], [])
    assert tally.refused > tally.loaded > 0


def test_mutants_of_shared_tables(bench: Bench) -> None:
    tally = Tally()
    fuzz.of_tables(bench, 10, SEED, tally)
    assert (tally.tried, tally.crashes, tally.changes) == (10, [], [])


def test_the_oracle_sees_a_row_that_changed_was_lost_or_came(bench: Bench, tmp_path: Path) -> None:
    bench.put({})
    bench.load()
    loaded = oracle.Loaded(bench.database)
    name = next(name for name in sorted(bench.contents) if name.startswith("claims/"))
    header, first, *rest = bench.contents[name].split(b"\n")
    assert loaded.differences({name: bench.contents[name]}, bench.contents, set()) == []
    for changed in (
        [header, first.replace(b"body", b"headline", 1), *rest],
        [header, first, first, *rest],
        [header, *rest],
    ):
        assert loaded.differences({name: b"\n".join(changed)}, bench.contents, set())
    assert bench.before.changes_beside(loaded, set()) == []
    loaded.tables["claims"] = loaded.tables["claims"].tail(-1)
    assert bench.before.changes_beside(loaded, set())
    assert bench.before.changes_of_tables(loaded, "events")
