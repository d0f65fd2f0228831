"""Claims that Hypothesis invents go through ingest, the models and an export, and come back as they were coded.

One compiled set of models serves all examples (tests/faults/models.py). Order of files, of rows and the number of
threads must not be seen in what comes out.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import query
from tests.faults.models import Models, examples

sys.path.insert(0, str(Path(__file__).parents[1] / "ingest"))
from making import ALPHA, BETA, Made, Row, claim, question, sound

ROOT = Path(__file__).parents[2]
CUES = {
    "exactly": "", "at_least": "at least ", "more_than": "more than ", "at_most": "at most ",
    "less_than": "less than ", "about": "about ", "nearly": "nearly ",
}  # fmt: skip
AS_CODED = (
    *("claim_id", "document_id", "question_id", "quote", "position", "polarity", "hedge", "unit", "basis",
    "claimant_id"),
    *("voice", "status", "coder", "note"),
)  # fmt: skip
# The time of the load and its day, which are another at each load: midnight may fall between two.
UNDATED = "columns(lambda name: name not in ('loaded_at', 'proven_on'))"
# Any character that a corpus file may hold, and those that break quoting, escaping, formulas and markup more often.
TEXT = st.text(
    st.one_of(
        st.sampled_from("\"',;=+-@<>&|{}[]%$#\\/*_`~\u200b\u200f\u0301\u00a0\u2028é人🕊"),
        st.characters(exclude_categories=("Cc", "Cs", "Nd", "No", "Nl"),
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
    ),
    max_size=40,
).map(lambda text: " ".join(text.split()).strip())  # fmt: skip


@st.composite
def claims(draw: st.DrawFn) -> list[Row]:
    """Rows of a document without a digest, told apart by their occurrence."""
    rows = []
    for number in range(1, draw(st.integers(1, 25)) + 1):
        hedge = draw(st.sampled_from((*CUES, "between", "none_given")))
        value = draw(st.integers(1, 10**15 - 1))
        high = draw(st.integers(value, 10**15 - 1))
        cells = {
            "occurrence": str(number), "hedge": hedge, "unit": "person", "basis": draw(st.sampled_from(("each_side",
            "not_stated"))),
            "claimant": draw(st.sampled_from(("outlet", "upper", "upper+lower"))), "voice": "outlet",
            "polarity": draw(st.sampled_from(("asserted", "denied"))), "note": f"row E034 {draw(TEXT)}".strip(),
            "position": draw(st.sampled_from(("headline", "body"))),
        }  # fmt: skip
        quote = ""
        if hedge == "none_given":
            cells |= {"unit": "", "basis": ""}
        elif hedge == "between":
            cells |= {"value": str(value), "value_high": str(high)}
        else:
            cells["value"] = str(value)
            quote = draw(
                st.sampled_from(("", f"{CUES[hedge]}{value} sheep", f"{CUES[hedge]}{value:,} sheep, <b>=1\"'"))
            )
        rows.append(claim(ALPHA, "sheep", quote, **cells))
    return rows


def prepared(root: Path) -> Made:
    """A corpus without texts, with one question that all claims answer."""
    made = sound(root)
    made.tables = {name: rows for name, rows in made.tables.items() if "/" not in name}
    made.rows("questions")[:] = [question("sheep", "count", "person", "exchanges", "all", basis="each_side")]
    made.texts.clear()
    made.originals.clear()
    return made


def through(models: Models, made: Made, *settings: str) -> None:
    """Take a loaded work file through the models."""
    with models.connect() as connection:
        for setting in settings:
            connection.execute(f"set {setting}")
        models.take(connection, made.database)
        models.run(connection, "fct_claims")
        models.run(connection, "int_claim_pairs__compared")


def exported(database: Path, form: str) -> str:
    page = io.StringIO()
    query.run(database, f"select {', '.join(AS_CODED)}, value, value_high from marts.fct_claims order by 1", form, page)
    return page.getvalue()


@examples(4, 60)
@given(rows=claims(), title=TEXT)
def test_claims_come_back_as_they_were_coded(
    models: Models, tmp_path_factory: pytest.TempPathFactory, rows: list[Row], title: str
) -> None:
    made = prepared(tmp_path_factory.mktemp("drawn"))
    made.rows("documents")[0]["title"] = title
    made.tables[f"claims/{ALPHA}.csv"] = rows
    assert made.run().n_claims == len(rows)
    assert made.query(f"select title from raw.documents where document_id = '{ALPHA}'") == [(title or None,)]
    through(models, made)
    ids = dict(made.query("select source_line, claim_id from raw.claims"))
    coded: dict[Any, Row] = {ids[line]: row for line, row in enumerate(rows, 2)}
    records = json.loads(exported(models.database, "json"))
    assert {record["claim_id"] for record in records} == set(coded)
    cells = {row["claim_id"]: row for row in csv.DictReader(io.StringIO(exported(models.database, "csv"), newline=""))}
    for record in records:
        row = coded[record["claim_id"]] | {"claim_id": record["claim_id"]}
        row["claimant_id"] = row["claimant"]
        for column in AS_CODED:
            assert record[column] == (row[column] or None), column
            assert cells[record["claim_id"]][column] == row[column], column
        for column in ("value", "value_high"):
            wanted = row.get(column)
            assert record[column] == (int(wanted) if wanted else None)
            assert cells[record["claim_id"]][column] in ((wanted or ""), f"{wanted}.0")


def test_neither_the_order_of_files_nor_the_number_of_threads_shows(models: Models, tmp_path: Path) -> None:
    dumps, results = [], []
    for number, (threads, backwards, seed) in enumerate(((1, False, "0"), (4, True, "1"), (2, False, "2"))):
        made = sound(tmp_path / str(number))
        made.write(backwards=backwards)
        code = "import sys, ingest; from pathlib import Path; ingest.run(*map(Path, sys.argv[1:4]))"
        environment = os.environ | {"POLARS_MAX_THREADS": str(threads), "PYTHONHASHSEED": seed}
        places = [str(made.corpus), str(made.root / "originals"), str(made.database)]
        subprocess.run([sys.executable, "-c", code, *places], cwd=ROOT, env=environment, check=True)
        with duckdb.connect(str(made.database), read_only=True) as connection:
            names = connection.execute("select table_name from duckdb_tables() order by 1").fetchall()
            dumps.append(
                {name: connection.execute(f"select {UNDATED} from raw.{name}").fetchall() for (name,) in names}
            )
        through(models, made, f"threads = {threads}")
        with models.connect() as connection:
            results.append(
                [
                    connection.execute(f"select {UNDATED} from {table} order by all").fetchall()
                    for table in ("marts.fct_claims", "intermediate.int_claim_pairs__compared")
                ]
            )
    assert dumps[0] == dumps[1] == dumps[2]
    assert results[0] == results[1] == results[2]
    assert len(results[0][0]) == len(dumps[0]["claims"]) == 10
    assert {document_id for _, document_id, *_ in dumps[0]["claims"]} == {ALPHA, BETA}
