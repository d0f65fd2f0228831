"""The Talks page, and the rounds side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dashboards import queries, rounds
from tests.dashboards.cases import HOSTILE
from tests.dashboards.conftest import Open, html
from tests.dashboards.test_topics import words


def _question(question_id: str, **known: Any) -> dict[str, Any]:
    row = {"question_id": question_id, "event_id": "round", "topic": "talks", "n_claims": 1}
    return row | {"stage": "attribute", "category": "schedule", "statuses": "stated"} | known


def test_lengths_told_and_worked_out_stand_on_one_axis(warehouse: Path, talks: Open) -> None:
    test = talks()
    assert not test.exception
    assert words(test) == [
        "The round",
        "less than 40 minutes  ·  Alpha",
        "40 minutes  ·  Kyiv, Beta",
        "39 minutes, worked out from 14:43 to 15:22  ·  Gamma",
    ]
    page = html(test)
    assert "is compatible with 1 and conflicts with 1 of the others" in page
    assert 'href="evidence?claim=clm_start_beta"' in page


def test_an_empty_cell_says_so(warehouse: Path, talks: Open) -> None:
    assert "No text tells of it." in html(talks())


def test_aspects_stand_in_their_order_and_only_where_somebody_tells_of_them() -> None:
    found = [
        _question("r1-city"),
        _question("r1-date"),
        _question("r1-end", n_claims=0),
        _question("x-date", topic="x"),
    ]
    on = rounds.answers_on(found, "round", rounds.ASPECTS["When and where"])
    assert [row["question_id"] for row in on] == ["r1-date", "r1-city"]


def test_a_proposal_is_one_by_stage_category_or_status() -> None:
    found = [
        _question("a", stage="promised"),
        _question("b", category="proposal"),
        _question("c", statuses="proposed, stated"),
        _question("d"),
        _question("e", stage="promised", event_id="other"),
    ]
    assert [row["question_id"] for row in rounds.proposals_on(found, "round")] == ["a", "b", "c"]


def test_a_proposal_says_who_made_it_and_obeys_no_markup(warehouse: Path) -> None:
    claim = {"claim_id": "clm_1", "value_label": HOSTILE, "is_silent": False, "is_denied": False}
    claim |= {"status": "proposed", "claimant_id": "evil", "claimants": HOSTILE, "publisher": "Beta"}
    question = _question("a", question=HOSTILE, verdict="single")
    said = rounds.answers([question], {"a": [claim, claim | {"claimant_id": "outlet"}]}, queries.codes(), whose=True)
    assert "<script" not in said
    assert "and Beta" in said
    assert said.count("<li>") == 1
