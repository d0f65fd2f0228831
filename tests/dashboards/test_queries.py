"""The queries: what the filters let through, and what comes back of claims and documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboards import claim_ids, gaps, queries, topic_queries, wording
from dashboards.intervals import End, drawn
from tests.dashboards import cases


def found(**filters: Any) -> set[str]:
    return {row["question_id"] for row in queries.answers(**filters)}


@pytest.mark.parametrize(
    ("filters", "questions"),
    [
        ({"topic": "exchanges"}, {"swap"}),
        ({"event": "war"}, {"taken", "evil", "brought"}),
        ({"verdicts": ("disputed", "single")}, {"taken", "evil", "nth"}),
        ({"search": "seven hundred"}, set()),
        ({"search": "700 thousand"}, {"brought"}),
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


def test_relays_come_in_order(warehouse: Path) -> None:
    by_id = {row["claim_id"]: row for row in queries.claims_on(["start"])["start"]}
    assert by_id["clm_start_gamma"]["relayers"] == "Kyiv, then by The Wire"


@pytest.mark.parametrize(
    ("known", "claims", "verdict", "superseded_by"),
    [
        ("2025-07-24", ["clm_brought_beta"], "single", None),
        ("2025-07-29", ["clm_brought_beta"], "single", None),
        ("2025-07-30", ["clm_brought_gamma", "clm_brought_beta"], "conflict", "clm_brought_gamma"),
        ("", ["clm_brought_gamma", "clm_brought_beta"], "conflict", "clm_brought_gamma"),
    ],
)
def test_what_was_known_on_a_day(
    warehouse: Path, known: str, claims: list[str], verdict: str, superseded_by: str | None
) -> None:
    (answer,) = queries.answers(question="brought", known=known)
    found = queries.claims_on(["brought"], known)["brought"]
    assert answer["verdict"] == verdict
    assert [row["claim_id"] for row in found] == claims
    assert found[-1]["superseded_by_claim_id"] == superseded_by
    assert len(queries.pairs_on(["brought"], known)["brought"]) == len(claims) - 1


def test_nothing_was_known_before_the_first_publication(warehouse: Path) -> None:
    assert queries.answers(known="2025-07-23") == []
    assert queries.facets("2025-07-23") == []


def test_what_nobody_answers_is_known_on_no_day(warehouse: Path) -> None:
    assert "unasked" in found()
    assert "unasked" not in found(known="2026-01-01")


def test_other_definitions_stand_beside_and_never_among_the_pairs(warehouse: Path) -> None:
    for question_id, other in (("taken", "brought"), ("brought", "taken")):
        (beside,) = queries.definitions_beside([question_id])[question_id]
        assert (beside["other_id"], beside["n_pairs"]) == (other, 2)
        assert all(row["rule"] != "definition" for row in queries.pairs_on([question_id])[question_id])
    assert queries.definitions_beside(["taken"], "2025-07-24")["taken"][0]["n_pairs"] == 1


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


def test_an_id_as_it_was_cited_before_leads_to_all_claims_that_begin_so(warehouse: Path) -> None:
    [claim] = claim_ids.meant("clm_length_alpha")
    assert claim == {"claim_id": "clm_length_alpha", "document_id": "doc-alpha"}
    # Sixteen characters are prefix and twelve digits.
    assert [claim["claim_id"] for claim in claim_ids.meant("clm_brought_gamm")] == ["clm_brought_gamma"]
    assert claim_ids.meant("clm_brought_gam") == []
    assert claim_ids.meant("clm_brought_gam%") == []


def test_claims_that_are_gone(warehouse: Path) -> None:
    assert claim_ids.meant("clm_old") == []
    gone = claim_ids.retired("clm_old")
    assert gone is not None
    assert gone["successor"] == "clm_evil"
    assert claim_ids.retired("clm_never") is None


def change(path: Path, claim_id: str, values: str) -> None:
    with duckdb.connect(path) as connection:
        connection.execute(f"update marts.fct_claims set {values} where claim_id = '{claim_id}'")


def envelope_ends(question_id: str) -> tuple[bool, bool]:
    (question,) = queries.answers(question=question_id)
    return question["low_open"], question["high_open"]


def test_an_end_of_all_figures_is_closed_where_one_claim_reaches_it(warehouse: Path) -> None:
    """Less than 40 minutes and 40 minutes: 40 is among them."""
    assert envelope_ends("length") == (False, False)


def test_the_printed_figure_comes_in_the_basis_of_the_question(changed: Path) -> None:
    change(
        changed,
        "clm_swap_beta",
        "hedge = 'more_than', value = 3000, basis = 'both_sides_together', bound_low = 1500.5",
    )
    by_id = {row["claim_id"]: row for row in queries.claims_on(["swap"])["swap"]}
    mark = drawn(by_id["clm_swap_beta"])
    assert (mark.low, mark.low_end, mark.high_end) == (1500.0, End.OPEN, End.ARROW)


@pytest.mark.parametrize(
    ("hedge_high", "bound", "high", "end"),
    [("'less_than'", 47, 48.0, End.OPEN), ("null", 48, 48.0, End.CLOSED), ("'at_most'", 48, 48.0, End.CLOSED)],
)
def test_the_upper_figure_has_a_hedge_of_its_own(
    changed: Path, hedge_high: str, bound: int, high: float, end: End
) -> None:
    figures = f"value = 24, value_high = 48, bound_low = 24, bound_high = {bound}"
    change(changed, "clm_evil", f"hedge = 'between', hedge_high = {hedge_high}, {figures}")
    (claim,) = queries.claims_on(["evil"])["evil"]
    mark = drawn(claim)
    assert (mark.low, mark.low_end, mark.high, mark.high_end) == (24.0, End.CLOSED, high, end)


def test_the_band_is_the_same_in_sql(warehouse: Path) -> None:
    for code in gaps.BANDS:
        assert found(bands=(code,)) == {row["question_id"] for row in queries.answers() if gaps.band(row) == code}
    assert found(bands=gaps.BANDS)


@pytest.mark.parametrize("known", ["", "2025-07-29"])
def test_facets_count_every_question_once(warehouse: Path, known: str) -> None:
    facets, answers = queries.facets(known), queries.answers(known=known)
    assert sum(row["n"] for row in facets) == len(answers)
    for column in ("topic", "verdict", "event_id"):
        counted = Counter({row[column]: 0 for row in facets})
        for row in facets:
            counted[row[column]] += row["n"]
        assert counted == Counter(row[column] for row in answers)
    assert sum(row["n"] for row in facets if row["band"]) == sum(bool(gaps.band(row)) for row in answers)


def test_the_sharpest_questions_come_first(warehouse: Path) -> None:
    answers = queries.answers(order="sharpest")

    def sharpness(row: dict[str, Any]) -> tuple[int, int, int, int]:
        return wording.sharpness(row["verdict"]), gaps.rank(row), -row["n_documents"], -row["n_conflict"]

    ranks = [sharpness(row) for row in answers]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 3


@pytest.mark.parametrize(
    ("order", "key"),
    [
        ("documents", lambda row: (-row["n_documents"], -row["n_claims"])),
        ("newest", lambda row: -(row["valid_from"] or date.min).toordinal()),
        ("time", lambda row: ["exchanges", "casualties", "children", "talks", "context"].index(row["topic"])),
    ],
)
def test_orders(warehouse: Path, order: str, key: Callable[[dict[str, Any]], Any]) -> None:
    keys = [key(row) for row in queries.answers(order=order)]
    assert keys == sorted(keys)


def test_the_first_of_many_know_how_many_there_are(warehouse: Path) -> None:
    every = queries.answers(order="sharpest")
    first = queries.answers(order="sharpest", most=2)
    assert first == every[:2]
    assert {row["n_passing"] for row in first} == {len(every)}


def test_of_very_many_claims_every_figure_comes_before_any_twice(
    changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "CLAIMS_SHOWN", 2)
    _repeat(changed, "clm_length_alpha")
    for shown in (queries.claims_on(["length"])["length"], topic_queries.figures_on(["length"])["length"]):
        assert len({row["value_label"] for row in shown}) == len(shown) == 2


def test_of_very_many_claims_those_that_lie_widest_apart_come_first(
    changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "CLAIMS_SHOWN", 2)
    _repeat(changed, "clm_length_alpha")
    with duckdb.connect(changed) as connection:
        connection.execute(
            "insert into marts.fct_claim_pairs select * replace ('length' as question_id, 'clm_3' as claim_id_a, "
            "'clm_4' as claim_id_b, 'conflict' as relation, true as is_witness) from marts.fct_claim_pairs limit 1"
        )
    assert {row["claim_id"] for row in queries.claims_on(["length"])["length"]} == {"clm_3", "clm_4"}


def _repeat(file: Path, claim_id: str) -> None:
    """Let a claim stand five times more in a file, as clm_0 to clm_4."""
    with duckdb.connect(file) as connection:
        for at in range(5):
            connection.execute(
                f"insert into marts.fct_claims select * replace ('clm_{at}' as claim_id) from marts.fct_claims "
                "where claim_id = $claim",
                {"claim": claim_id},
            )


def test_documents_are_found_by_their_words(warehouse: Path) -> None:
    every = queries.documents()
    assert len(every) == queries.n_documents() > 1
    (alpha,) = queries.documents("ALPHA doc-alpha")
    assert alpha == queries.document("doc-alpha")
    assert queries.documents("alpha beta") == []
    assert len(queries.documents(most=1)) == 1
    assert queries.document("") is None
    assert queries.document("doc-never") is None
    assert queries.busiest_document() == "doc-alpha"


def test_a_line_about_a_claim_says_what_the_claim_says(warehouse: Path) -> None:
    """The order of the claims is the same, too."""
    questions = [row["question_id"] for row in cases.QUESTIONS]
    whole, lines = queries.claims_on(questions), topic_queries.figures_on(questions)
    assert {name: [row["claim_id"] for row in rows] for name, rows in lines.items()} == {
        name: [row["claim_id"] for row in rows] for name, rows in whole.items()
    }
    assert all(
        line.items() <= claim.items()
        for name, rows in lines.items()
        for line, claim in zip(rows, whole[name], strict=True)
    )
    assert topic_queries.figures_on([]) == {}


def test_figures_of_some_outlets(warehouse: Path) -> None:
    """The same line as where all outlets stand, and how many claims and figures an outlet has on the question."""
    found = topic_queries.figures_of(("beta", "gamma"), ["length", "swap"])
    assert {key: [row["claim_id"] for row in rows] for key, rows in found.items()} == {
        ("beta", "length"): ["clm_length_beta"],
        ("beta", "swap"): ["clm_swap_beta"],
    }
    ((line,), _) = found.values()
    (same,) = [row for row in topic_queries.figures_on(["length"])["length"] if row["claim_id"] == "clm_length_beta"]
    assert line == {name: same[name] for name in line.keys() & same.keys()} | {
        "outlet_id": "beta",
        "n_claims": 1,
        "n_figures": 1,
    }
    assert topic_queries.figures_of(("beta", "gamma"), []) == {}


def test_documents_come_by_the_name_of_their_publisher(warehouse: Path) -> None:
    everywhere = [row["document_id"] for row in queries.documents()]
    assert everywhere == ["doc-alpha", "doc-beta", "doc-evil", "doc-gamma"]
    assert [row["document_id"] for row in queries.documents(most=2)] == everywhere[:2]
    assert [row["document_id"] for row in queries.documents("doc", most=3)] == everywhere[:3]


_ASKED = [
    {"claimant": ("kyiv",)},
    {"claimant": ("moscow", "beta")},
    {"side": ("russia",)},
    {"claimant": ("moscow",), "side": ("ukraine",)},
    {"outlet": ("alpha",), "side": ("third",)},
    {"outlet": ("beta", "gamma"), "claimant": ("kyiv",)},
    {"language": ("en",), "proof": ("digest",)},
    {"status": ("stated",), "outlet": ("gamma",)},
]


@pytest.mark.parametrize("known", ["", "2025-07-29"])
@pytest.mark.parametrize("asked", _ASKED)
def test_filters_on_claims_say_what_the_claims_say(warehouse: Path, asked: dict[str, Any], known: str) -> None:
    """One claim has all that is asked for; one that is credited to several is said by each of them."""
    sides = {row["actor_id"]: row["side"] for row in cases.ACTORS}

    def has_all(claim: dict[str, Any]) -> bool:
        who = {claim["publisher_id"] if one == "outlet" else one for one in claim["claimant_id"].split("+")}
        has = {"claimant": who, "side": {sides[one] for one in who}, "outlet": {claim["publisher_id"]}}
        has |= {name: {claim[name]} for name in ("language", "status", "proof")}
        return all(has[name] & set(codes) for name, codes in asked.items())

    claims = queries.claims_on((row["question_id"] for row in cases.QUESTIONS), known)
    passing = {name: {row["claim_id"] for row in of if has_all(row)} for name, of in claims.items()}
    assert found(qualities=asked, known=known) == {name for name, ids in passing.items() if ids}
    assert queries.matching(claims, asked) == set().union(*passing.values())
    assert found(qualities=asked, known=known) or known


def test_a_claim_credited_to_both_sides_is_said_by_each(warehouse: Path) -> None:
    assert "swap" in found(qualities={"claimant": ("moscow",), "side": ("ukraine",)})
