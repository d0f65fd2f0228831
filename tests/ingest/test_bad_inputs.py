"""Every bad input of the table is named by file, line and column, with what to do; nothing is loaded of it.

Set PARLEY_FAULTS=all to take every case through a whole load; the gate does so where the texts matter, and stops the
others after the stage that must name them.
"""

from __future__ import annotations

import os

import pytest
from badinputs import Case, encodings, forms, prepare
from badplaces import ledgers, no_plain_files, references
from badrows import quotes, values
from making import Made

import ingest
from ingest import identity, pipeline, shards
from ingest.codes import Codes
from ingest.findings import Findings
from ingest.references import Gaps
from parley import paths

CASES = [*encodings(), *forms(), *values(), *quotes(), *references(), *ledgers(), *no_plain_files()]
CODES = Codes(paths.SEEDS)
WHOLE = os.environ.get("PARLEY_FAULTS") == "all"


def found(made: Made, whole: bool, form: bool) -> list[ingest.Problem]:
    """The problems of what is on disk."""
    if whole:
        try:
            made.load()
        except ingest.CorpusRefused as refused:
            return refused.problems
        return []
    source = shards.whole(made.corpus)
    if source.fatal or form:
        return sorted(source.problems)
    findings = Findings()
    findings.extend(source.problems)
    gaps = Gaps(incomplete=source.incomplete, unread=source.unread)
    pipeline.check(identity.with_ids(source.tables), CODES, gaps, findings)
    return findings.problems()


@pytest.mark.parametrize("case", CASES, ids=[case.name[:70] for case in CASES])
def test_a_bad_input_is_named_and_nothing_is_loaded(made: Made, case: Case) -> None:
    prepare(made)
    case.change(made)
    made.write()
    case.disk(made.corpus)
    problems = found(made, WHOLE or case.whole, case.form)
    assert {(p.file, p.line, p.column) for p in problems} == set(case.places)
    assert not problems or any(case.said in p.problem or case.said in p.remedy for p in problems), problems
    assert all(p.remedy and "\n" not in p.problem for p in problems)
    if problems and (WHOLE or case.whole):
        assert not made.database.exists()
        assert not (made.corpus / "proofs.csv").exists() or "proofs.csv" in made.raw_files


def test_the_table_is_as_large_as_it_says() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
    assert len(CASES) >= 150
