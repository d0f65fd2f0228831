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
select * from (values ('one-2025', 'one', date '2025-07-23', 'en'), ('two-2025', 'two', date '2025-07-24', 'uk'))
as t(document_id, publisher, published_latest, language);
create table marts.dim_actors as
select * from (values ('one', 'The First Gazette'), ('two', 'The Second Courier')) as t(actor_id, name);
create table marts.dim_questions as
select * from (values ('r3-duration'), ('r2-date')) as t(question_id);
create table marts.fct_claims as
select * from (values
    ('clm_1', 'one-2025', 'r3-duration', 'took 40 minutes', null, '40 minutes', 'asserted', 12, 'digest'),
    ('clm_2', 'two-2025', 'r3-duration', 'під 40', 'under 40 minutes', '< 40 minutes', 'asserted', 20, 'digest'),
    ('clm_3', 'two-2025', 'r2-date', null, null, '2025-06-02', 'denied', 70, 'digest')
) as t(claim_id, document_id, question_id, quote, gloss, value_label, polarity, char_start, proof);
create table seeds.pair_kinds as
select * from (values ('rival_claimants', 'rival claimants'), ('same_claimant', 'same claimant')) as t(code, label);
create table marts.fct_claim_pairs as
select * from (values ('rival_claimants', 'conflict'), ('rival_claimants', 'conflict'), ('same_claimant', 'conflict'),
    ('same_claimant', 'compatible')) as t(kind, relation);
create table marts.fct_running_totals as
select * from (values ('clm_4', 'same_claimant', true), ('clm_4', 'anybody', true), ('clm_5', 'anybody', true),
    ('clm_6', 'anybody', false)) as t(claim_id, compared_with, fell);
create table seeds.directions as
select * from (values ('to_ukraine', 'to Ukraine'), ('to_russia', 'to Russia')) as t(code, label);
create table seeds.parties as select * from (values ('ukraine', 'Ukraine'), ('russia', 'Russia')) as t(code, label);
create table seeds.units as select * from (values ('person', 'persons')) as t(code, plural);
create table marts.fct_promises as
select * from (values
    ('r1-pow-promise', 'to_russia', 'russia', 0.0, null, 1000.0, 1000.0, 'none', null, null, null, null, 0),
    ('r1-pow-promise', 'to_ukraine', 'russia', 0.0, null, 1000.0, 1000.0, 'parts', 390.0, null, null, null, 2),
    ('r1-pow-promise', 'to_ukraine', 'ukraine', 0.0, null, 1000.0, 1000.0, 'whole', 900.0, null, 1000.0, 1000.0, 3),
    ('r1-pow-promise', 'to_ukraine', 'third', 0.0, null, 1000.0, 1000.0, 'parts', 7.0, 7.0, 7.0, 7.0, 1)
) as t(promise_question_id, direction, party, promised_low, promised_high, promised_core_low, promised_core_high,
    delivered_from, delivered_low, delivered_high, delivered_core_low, delivered_core_high, n_deliveries);
alter table marts.fct_promises add column question varchar default 'How many was each side to release?';
alter table marts.fct_promises add column unit varchar default 'person';
create table marts.fct_answers as
select * from (values
    ('r3-duration', 'How long did the meeting of the third round last?', 'conflict', 0, 2, 2, 3),
    ('r2-date', 'On which day was the second round held?', 'single', 0, 1, 1, 0)
) as t(question_id, question, verdict, n_assuming, n_documents, n_origins, n_conflict);
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
