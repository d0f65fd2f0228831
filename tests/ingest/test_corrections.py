"""The ledger of corrections: what a line must say, when its guard stops the build, and what it changes in raw."""

from __future__ import annotations

import textwrap

import pytest
from making import ALPHA, BETA, Made, claim_id

import ingest

FILE = "corrections.yml"


def line(made: Made, **cells: str) -> str:
    """A sound recode of the first claim of ALPHA: upper said it, not lower. Cells changed or, by "-", left out."""
    entry = {
        "id": "cor-0001",
        "action": "recode",
        "document": ALPHA,
        "claim": claim_id(made.rows("claims")[0]),
        "column": "claimant",
        "to": "lower",
        "expect": "{claimant: upper}",
        "reason": "The lower council says it.",
        "source": "row E001",
        "status": "open",
        "reported_on": "2030-05-01",
        "reported_by": "tester",
        **cells,
    }
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in entry.items() if value != "-") + "\n"


def refused(made: Made, *lines: str) -> list[ingest.Problem]:
    made.raw_files[FILE] = "".join(lines).encode()
    return made.refused()


def test_a_recode_changes_the_claim_and_not_its_id(made: Made) -> None:
    made.raw_files[FILE] = line(made).encode()
    made.run()
    first = claim_id(made.rows("claims")[0])
    assert made.query("select claim_id, claimant, value from raw.claims where corrected") == [(first, "lower", "1200")]
    columns = "correction_id, claim_id, column_name, coded_value, corrected_value, expect_json, applied, guard"
    assert made.query(f"select {columns}, source_line, cast(reported_on as varchar) from raw.corrections") == [
        ("cor-0001", first, "claimant", "upper", "lower", '{"claimant": "upper"}', True, "holds", 1, "2030-05-01")
    ]
    assert "lower" not in (made.corpus / f"claims/{ALPHA}.csv").read_text()


def test_a_recode_may_empty_a_column(made: Made) -> None:
    made.rows("claims")[0]["relayed_by"] = "wires"
    made.raw_files[FILE] = line(made, column="relayed_by", to="", expect="{relayed_by: wires}").encode()
    made.run()
    assert made.query(
        "select relayed_by, corrected from raw.claims where claimant = 'upper' and hedge = 'at_least'"
    ) == [(None, True)]


def test_a_flag_leaves_the_claim_as_printed(made: Made) -> None:
    flag = line(made, action="flag", claim="-", column="published_latest", to="-", expect="{publisher: alpha}")
    made.raw_files[FILE] = flag.encode()
    made.run()
    assert made.query("select count(*) from raw.claims where corrected") == [(0,)]
    assert made.query("select coded_value, corrected_value, applied, guard from raw.corrections") == [
        ("2030-03-02", None, False, "holds")
    ]


def test_without_a_ledger_there_are_no_corrections(made: Made) -> None:
    made.run()
    assert made.query("select count(*) from raw.corrections") == [(0,)]
    assert made.query("select distinct corrected from raw.claims") == [(False,)]


def test_a_guard_that_no_longer_holds_stops_the_build(made: Made) -> None:
    [problem] = refused(made, "# a ledger\n", line(made, expect='{claimant: upper, value: "1300"}'))
    assert (problem.file, problem.line, problem.column) == (FILE, 2, "expect")
    assert problem.problem == "does not hold, the row says now: value is 1200"
    assert "withdrawn" in problem.remedy


def test_a_withdrawn_line_is_neither_applied_nor_guarded(made: Made) -> None:
    made.raw_files[FILE] = line(made, expect="{claimant: clerk}", status="withdrawn").encode()
    made.run()
    assert made.query("select applied, guard from raw.corrections") == [(False, "not_guarded")]
    assert made.query("select count(*) from raw.claims where claimant = 'lower' and document_id = 'alpha'") == [(0,)]


CELLS = [
    ({"action": "mend"}, "action", "is not a code of seeds/correction_actions.csv"),
    ({"status": "done"}, "status", "is not a code of seeds/correction_statuses.csv"),
    ({"reason": ""}, "reason", "is empty, but required"),
    ({"reported_on": "yesterday"}, "reported_on", "is not an ISO date"),
    ({"document": BETA}, "document", "is not the document of the claim"),
    ({"document": "gamma"}, "document", "names what is not in documents.csv: gamma"),
    ({"claim": "clm_0000000000000000"}, "claim", "is no claim of the corpus"),
    ({"claim": "-"}, "claim", "is empty, but the action is recode"),
    ({"column": "quote"}, "column", "cannot be recoded"),
    ({"action": "flag", "to": "-", "column": "quotes"}, "column", "is no column of a claim"),
    ({"action": "flag"}, "to", "a flag leaves the row as printed"),
    ({"to": "-"}, "to", "is missing"),
    ({"to": "upper"}, "expect", "says upper already"),
    ({"expect": "{speaker: upper}"}, "expect", "names no column of the row: speaker"),
    ({"expect": ""}, "expect", "is empty, but required"),
    ({"expect": "upper"}, "expect", "is not a mapping"),
    ({"expects": "{}"}, "expects", "unknown column"),
]


@pytest.mark.parametrize(("cells", "column", "said"), CELLS, ids=[f"{column}-{said}" for _, column, said in CELLS])
def test_a_bad_line_is_named(made: Made, cells: dict[str, str], column: str, said: str) -> None:
    problems = refused(made, line(made, **cells))
    assert any(p.file == FILE and p.column == column and said in p.problem and p.remedy for p in problems), problems


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"to": "miller"}, "claimant", "names what is not in actors.csv: miller"),
        ({"column": "value", "to": "1300"}, "value", "cannot be read in the quote"),
        ({"column": "hedge", "to": "about"}, "hedge", "has no cue"),
        ({"column": "hedge", "to": "between"}, "value_high", "is empty, but the hedge is between"),
        ({"column": "unit", "to": "minute"}, "unit", "cannot be converted"),
    ],
)
def test_what_a_line_puts_in_place_obeys_the_rules_of_its_column(
    made: Made, cells: dict[str, str], column: str, said: str
) -> None:
    problems = refused(made, "\n", line(made, **cells))
    assert {(p.file, p.line) for p in problems} == {(FILE, 2)}
    assert any(p.column == column and said in p.problem for p in problems), problems


def test_two_recodes_of_one_column_are_refused_unless_one_is_withdrawn(made: Made) -> None:
    other = line(made, id="cor-0002", to="clerk")
    assert [(p.line, p.column) for p in refused(made, line(made), other)] == [(13, "column")]
    assert refused(made, line(made), line(made, id="cor-0002", to="clerk", status="withdrawn")) == []


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("id: cor-0001\n", 1, "is not a list"),
        ("- id: cor-0001\n  id: cor-0002\n", 2, "stands in the entry twice"),
        ("- id: [a, b]\n", 1, "is not a single value"),
        ("- cor-0001\n", 1, "has no columns"),
        ("- id: 'cor\n", 2, "is not YAML"),
        ("- id: !!python/object/apply:os.getcwd []\n", 1, "is not a single value"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_at_its_line(made: Made, text: str, place: int, said: str) -> None:
    problems = refused(made, textwrap.dedent(text))
    assert any((p.file, p.line) == (FILE, place) and said in p.problem for p in problems), problems


def test_quarantine_sets_a_line_aside_and_the_claim_stays_as_coded(made: Made) -> None:
    made.raw_files[FILE] = line(made, expect="{claimant: clerk}").encode()
    made.run(quarantine=True)
    assert made.query("select source_file, source_line, column_name from raw.rejects") == [(FILE, 1, "expect")]
    assert made.query("select claimant from raw.claims where hedge = 'at_least'") == [("upper",)]
