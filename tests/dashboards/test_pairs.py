"""What the pairs of claims say, in sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboards import queries
from dashboards.pairs import Finding, findings


def said(question_id: str) -> list[Finding]:
    (question,) = queries.answers(question=question_id)
    claims = queries.claims_on([question_id])[question_id]
    pairs = queries.pairs_on([question_id])[question_id]
    return findings(question, claims, pairs, queries.codes(), queries.names(), "minutes")


def test_a_conflict_says_how_far_apart(warehouse: Path) -> None:
    (finding,) = said("length")
    assert finding.figures == ("less than 40 minutes", "40 minutes")
    assert finding.publishers == (["Alpha"], ["Beta"])
    assert finding.reason == "No value lies in both intervals. They touch: nothing lies between."


def test_an_overlap_says_how_wide_and_what_it_assumes(warehouse: Path) -> None:
    (finding,) = said("swap")
    assert finding.relation == "compatible"
    assert "The overlap is 120 minutes wide." in finding.reason
    assert "Assuming each side, which the text does not say." in finding.reason


def test_an_overlap_of_days_counts_both_ends(warehouse: Path) -> None:
    assert "The overlap is 1 day long." in said("day")[0].reason


def test_sets_say_what_only_one_names(warehouse: Path) -> None:
    assert said("leader")[0].reason.endswith("Only the second has Andriy Yermak.")


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (
            {"gap": 10.0, "gap_share": 0.25, "touching": False},
            "They are apart by 10 minutes, 25 % of the larger figure.",
        ),
        ({"gap": 0.0, "touching": True}, "They touch: nothing lies between."),
        ({"rule": "overlap", "overlap_width": None}, "The overlap has no limit, so it says little."),
        ({"rule": "overlap", "overlap_width": 0.0}, "They share one value."),
        ({"kind": "self_contradiction", "gap": 1.0}, "One document says both."),
        (
            {"assumes": "each_side, both_sides_together", "gap": 1.0},
            "Assuming each side against both sides together, which the text does not say.",
        ),
    ],
)
def test_reasons(warehouse: Path, pair: dict[str, Any], words: str) -> None:
    (question,) = queries.answers(question="length")
    claims = queries.claims_on(["length"])["length"]
    row = queries.pairs_on(["length"])["length"][0] | {"touching": False} | pair
    (finding,) = findings(question, claims, [row], queries.codes(), {}, "minutes")
    assert words in finding.reason


def test_times_of_day_are_minutes_apart(warehouse: Path) -> None:
    (question,) = queries.answers(question="start")
    claims = queries.claims_on(["start"])["start"]
    row = queries.pairs_on(["start"])["start"][0] | {"rule": "disjoint", "gap": 13.0, "gap_share": 0.01}
    (finding,) = findings(question, claims, [row], queries.codes(), {}, "clock times")
    assert finding.reason.endswith("They are apart by 13 minutes.")


def test_pairs_that_say_the_same_are_one(warehouse: Path) -> None:
    (question,) = queries.answers(question="length")
    claims = queries.claims_on(["length"])["length"]
    third = claims[1] | {"claim_id": "clm_third", "publisher": "Gamma"}
    pair = queries.pairs_on(["length"])["length"][0]
    pairs = [pair, pair | {"claim_id_b": "clm_third"}]
    (finding,) = findings(question, [*claims, third], pairs, queries.codes(), {}, "minutes")
    assert (finding.n_pairs, finding.publishers) == (2, (["Alpha"], ["Beta", "Gamma"]))
