"""Readers while others publish: no error, no mixed state, and the new file on the next query at the latest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dashboards.warehouse import rows
from parley.connection import open_read_only
from parley.paths import ROOT
from parley.publish import publish
from tests.parley.coded import FORTY, make_coded

PUBLICATIONS = int(os.environ.get("PARLEY_PUBLICATIONS", "8"))
"""`make faults` sets 50."""

# Opens the file anew for each look, as `parley sql` does; prints each answer that mixes two builds, or an error.
READER = """
import sys, time
from pathlib import Path
from parley.connection import open_read_only
looks, wrong, seen = 0, [], set()
stop = Path(sys.argv[2])
while not stop.exists():
    try:
        connection = open_read_only(Path(sys.argv[1]))
        answers = [connection.execute(f"select {c} from {t}").fetchall() for t, c in (
            ("marts.fct_claims", "max(value)::bigint"), ("raw.claims", "max(value::bigint)"),
            ("marts.fct_answers", "max(n_claims)::bigint"))]
        connection.close()
        values = {answers[0][0][0], answers[1][0][0]}
        wrong += [f"mixed: {answers}"] if len(values) != 1 or answers[2] != [(1,)] else []
        seen |= values
    except Exception as error:
        wrong.append(repr(error))
    looks += 1
    if looks == 1:
        print("looking", flush=True)
print(looks, len(seen), wrong)
"""


@pytest.fixture
def works(tmp_path: Path) -> list[Path]:
    """Two work files that are published in turn; each says its value in two tables."""
    values = (1, 2)
    return [
        make_coded(tmp_path / f"work{value}.duckdb", (FORTY._replace(value=value),), {FORTY.question_id: "single"})
        for value in values
    ]


def value_in(connection: duckdb.DuckDBPyConnection) -> int:
    row = connection.execute("select value::bigint from marts.fct_claims").fetchone()
    assert row
    return int(row[0])


def test_readers_are_not_disturbed_by_publications(
    works: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "public").mkdir()
    target, stop = tmp_path / "public" / "parley.duckdb", tmp_path / "stop"
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(target))
    publish(works[0], target, inputs="ab" * 32, seconds=1)
    holder = duckdb.connect(target, read_only=True)
    command = [sys.executable, "-c", READER, str(target), str(stop)]
    reader = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert reader.stdout
    assert reader.stdout.readline() == "looking\n"
    try:
        for at in range(1, PUBLICATIONS + 1):
            value = at % 2 + 1
            publish(works[value - 1], target, inputs="ab" * 32, seconds=1)
            # The dashboard's reader, which keeps engines and results, and a connection opened anew.
            assert rows("select value::bigint as value from marts.fct_claims") == [{"value": value}]
            fresh = open_read_only(target)
            assert value_in(fresh) == value
            fresh.close()
            assert value_in(holder) == 1, "who holds the old file reads on in it"
    finally:
        stop.touch()
        told, errors = reader.communicate(timeout=60)
        holder.close()
    looks, seen, wrong = told.strip().split(" ", 2)
    assert (wrong, errors) == ("[]", "")
    assert int(looks) > 0
    assert int(seen) == 2
    print(f"{PUBLICATIONS} publications, {looks} looks, wrong: {wrong}")
