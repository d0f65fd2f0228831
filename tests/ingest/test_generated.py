"""The corpora that benchmarks measure on (benchmarks/corpus.py): the same each time, and sound up to publication."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

import ingest
from benchmarks.corpus import Plan, write
from ingest.problems import CorpusRefused
from parley import paths

DOCUMENTS = 100


def generated(folder: Path, form: str = "parquet", **wishes: Any) -> Path:
    write(Plan(documents=DOCUMENTS, **wishes), folder, form)
    return folder


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_numbers_make_the_same_bytes(tmp_path: Path) -> None:
    first = digests(generated(tmp_path / "first"))
    assert first == digests(generated(tmp_path / "second"))
    assert first["claims.parquet"] != digests(generated(tmp_path / "other", seed=8))["claims.parquet"]


def test_what_is_asked_for_as_errors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusRefused):
        ingest.run(generated(tmp_path / "faulty", errors=0.05), None, tmp_path / "work.duckdb")


def test_both_forms_hold_the_same(tmp_path: Path) -> None:
    loaded = []
    for form in ("parquet", "files"):
        database = tmp_path / f"{form}.duckdb"
        ingest.run(generated(tmp_path / form, form), None, database)
        with duckdb.connect(str(database), read_only=True) as connection:
            loaded.append(
                connection.execute("select claim_id, quote, char_start from raw.claims order by 1").fetchall()
            )
    assert loaded[0] == loaded[1]
    assert len(loaded[0]) == 20 * DOCUMENTS


def test_a_generated_corpus_is_built_and_published(tmp_path: Path) -> None:
    """By the command that a user types: no rule of ingest, no test of a model, no critical check speaks against it."""
    published = tmp_path / "parley.duckdb"
    places = {"PARLEY_WAREHOUSE": str(published), "PARLEY_WORK_DATABASE": str(tmp_path / "work.duckdb")}
    command = [sys.executable, "-m", "parley", "build", "--corpus", str(generated(tmp_path / "corpus"))]
    done = subprocess.run(
        command, cwd=paths.ROOT, env=os.environ | places, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert done.returncode == 0, done.stdout[-5_000:]
    with duckdb.connect(str(published), read_only=True) as connection:
        answers = connection.execute("select sum(n_claims), bool_and(pairs_listed) from marts.fct_answers").fetchall()
        (listed,) = connection.execute(
            "select list(distinct question_id) from marts.fct_claim_pairs where is_witness"
        ).fetchall()[0]
        unlisted = connection.execute("select question_id from marts.fct_answers where not pairs_listed").fetchall()
    assert answers == [(20 * DOCUMENTS, False)]
    assert {question_id for (question_id,) in unlisted} == set(listed)
