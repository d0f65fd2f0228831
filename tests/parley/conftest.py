"""A small work file with the tables that the command line reads: three claims on two questions, invented."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from parley.publish import publish

_TABLES = """
create schema raw; create schema seeds; create schema marts; create schema checks;
create table raw.documents as select * from (values ('one-2025'), ('two-2025')) as t(document_id);
create table raw.rejects (source_file varchar);
create table raw.coverage as
select * from (values ('one-2025', 'digest', 'counted', 10, 6, 4), ('two-2025', 'digest', 'counted', 5, 5, 0))
as t(document_id, text_edition, source, numerals, coded, dismissed);
create table seeds.verdicts as
select * from (values ('conflict', 'conflict', 3), ('single', 'single origin', 4)) as t(code, label, precedence);
create table seeds.proofs as select * from (values ('digest', 'in the digest only')) as t(code, label);
create table marts.dim_documents as
select * from (values ('one-2025', 'one', date '2025-07-23'), ('two-2025', 'two', date '2025-07-24'))
as t(document_id, publisher, published_latest);
create table marts.dim_actors as
select * from (values ('one', 'The First Gazette'), ('two', 'The Second Courier')) as t(actor_id, name);
create table marts.dim_questions as
select * from (values ('r3-duration'), ('r2-date')) as t(question_id);
create table marts.fct_claims as
select * from (values
    ('clm_1', 'one-2025', 'r3-duration', 'took 40 minutes', '40 minutes', 'asserted', 12, 'digest'),
    ('clm_2', 'two-2025', 'r3-duration', 'under 40 minutes', '< 40 minutes', 'asserted', 20, 'digest'),
    ('clm_3', 'two-2025', 'r2-date', 'on 2 June', '2025-06-02', 'denied', 70, 'digest')
) as t(claim_id, document_id, question_id, quote, value_label, polarity, char_start, proof);
create table marts.fct_answers as
select * from (values
    ('r3-duration', 'How long did the meeting of the third round last?', 'conflict', 0, 2, 2),
    ('r2-date', 'On which day was the second round held?', 'single', 0, 1, 1)
) as t(question_id, question, verdict, n_assuming, n_documents, n_origins);
create table checks.results as select * from (values (true), (true)) as t(success);
"""


def make_work_file(path: Path, *, storage: str = "v1.5.0", note: str = "first") -> Path:
    """Write a work file; `note` tells two of them apart."""
    connection = duckdb.connect()
    connection.execute(f"attach '{path}' as work (storage_version '{storage}')")
    connection.execute("use work")
    connection.execute(_TABLES)
    connection.execute("create table marts.note as select $note as note", {"note": note})
    connection.close()
    return path


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A work file and the file published from it, made once and copied by each test."""
    folder = tmp_path_factory.mktemp("templates")
    work = make_work_file(folder / "work.duckdb")
    publish(work, folder / "parley.duckdb", inputs="ab" * 32, seconds=1.5)
    return work, folder / "parley.duckdb"


@pytest.fixture
def work(tmp_path: Path, templates: tuple[Path, Path]) -> Path:
    """A work file as a build leaves it before publication."""
    return Path(shutil.copy(templates[0], tmp_path / "work.duckdb"))


@pytest.fixture
def published(tmp_path: Path, templates: tuple[Path, Path]) -> Path:
    """A published file in a folder of its own, made from a work file."""
    (tmp_path / "out").mkdir()
    return Path(shutil.copy(templates[1], tmp_path / "out" / "parley.duckdb"))
