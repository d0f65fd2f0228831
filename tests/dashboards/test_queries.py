"""The queries: what the filters let through, and what comes back of claims and documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboards import queries
from tests.dashboards import cases


def found(**filters: Any) -> set[str]:
    return {row["question_id"] for row in queries.answers(**filters)}


@pytest.mark.parametrize(
    ("filters", "questions"),
    [
        ({"topic": "exchanges"}, {"swap"}),
        ({"event": "war"}, {"taken", "evil"}),
        ({"verdicts": ("disputed", "single")}, {"taken", "evil"}),
        ({"question": "day"}, {"day"}),
        ({"topic": "exchanges", "verdicts": ("conflict",)}, set()),
        ({"search": "umerov"}, {"leader"}),
        ({"search": "  40   MINUTES "}, {"length"}),
        ({"search": "kyiv moscow"}, {"swap", "taken"}),
        ({"search": "'; drop table marts.fct_claims; --"}, set()),
        ({"search": "%"}, set()),
    ],
)
def test_filters(warehouse: Path, filters: dict[str, Any], questions: set[str]) -> None:
    assert found(**filters) == questions


def test_no_filter_lets_all_through(warehouse: Path) -> None:
    assert found() == {row["question_id"] for row in cases.QUESTIONS}


def test_claims_come_with_names(warehouse: Path) -> None:
    by_id = {row["claim_id"]: row for row in queries.claims_on(["swap"])["swap"]}
    assert by_id["clm_swap_alpha"]["relayers"] == "The Wire"
    assert by_id["clm_swap_beta"]["claimants"] == "Kyiv and Moscow"
    assert by_id["clm_swap_alpha"]["publisher"] == "Alpha, through Some Agency"


def test_denials_come_after_assertions(warehouse: Path) -> None:
    assert [row["is_denied"] for row in queries.claims_on(["taken"])["taken"]] == [False, True]


def test_a_question_without_claims_has_an_empty_list(warehouse: Path) -> None:
    assert queries.claims_on(["unasked"]) == {"unasked": []}
    assert queries.claims_on([]) == {}


def test_the_other_reading_is_named(warehouse: Path) -> None:
    (alpha,) = [row for row in queries.claims_in("doc-alpha") if row["claim_id"] == "clm_length_alpha"]
    assert alpha["ambiguous_question"] == "On which day was the meeting held?"


def test_a_document_without_a_text_has_none(warehouse: Path) -> None:
    assert queries.digest("doc-beta") is None
    assert queries.digest("doc-alpha") == cases.DIGEST


def test_claims_that_are_gone(warehouse: Path) -> None:
    assert queries.document_of("clm_old") is None
    gone = queries.retired("clm_old")
    assert gone is not None
    assert gone["successor"] == "clm_evil"
    assert queries.retired("clm_never") is None
