"""For each check that judges row by row: a row at its limit and a row just beyond it."""

from __future__ import annotations

from typing import Any

from .case import Case, Rows
from .series_cases import SERIES_CASES


def _claim(check_id: str, good: dict[str, Any], bad: dict[str, Any], beside: Rows = ()) -> Case:
    return Case(check_id, "marts.fct_claims", "claim_id", good, bad, beside)


def _talk(check_id: str, good: dict[str, Any], bad: dict[str, Any], beside: Rows = ()) -> Case:
    return Case(check_id, "marts.fct_talks", "claim_id", good, bad, beside)


def _children(check_id: str, good: dict[str, Any], bad: dict[str, Any], beside: Rows = ()) -> Case:
    return Case(check_id, "marts.fct_children_lists", "claim_id", good, bad, beside)


def _taken(side: str, least: int) -> Rows:
    """A total of children taken, and the questions on children of that side."""
    total = {"claim_id": f"taken-{side}", "question_id": f"taken-{side}", "list_kind": "alleged_total"}
    return (
        ("marts.dim_questions", {"question_id": f"taken-{side}", "subject_side": side}),
        ("marts.dim_questions", {"question_id": f"children-{side}", "subject_side": side}),
        ("marts.fct_children_lists", {**total, "children_low": least}),
    )


_UNTEXTED = ("marts.dim_documents", {"document_id": "untexted", "has_digest": False})

CASES = (
    Case(
        "exchange-size",
        "marts.fct_exchanges",
        "claim_id",
        {"per_side_low": 10_000},
        {"per_side_low": 10_001},
    ),
    Case(
        "bodies-in-one-promise",
        "marts.fct_casualties",
        "claim_id",
        {"bodies_low": 20_000, "bodies_high": None},
        {"bodies_low": 1, "bodies_high": 20_001},
    ),
    _children(
        "children-listed-below-alleged",
        {"question_id": "children-russia", "list_kind": "named_list", "children_low": 1_499},
        {"children_low": 1_500},
        _taken("russia", 1_500),
    ),
    _children(
        "children-returned-below-alleged",
        {"question_id": "children-third", "list_kind": "returned", "children_low": 6_000},
        {"children_low": 6_001},
        _taken("third", 6_000),
    ),
    _children("children-on-a-list", {"list_kind": "named_list", "children_high": 5_000}, {"children_high": 5_001}),
    _children("children-alleged-total", {"list_kind": "alleged_total", "children_high": 100}, {"children_high": 99}),
    _claim("children-counted-not-named", {"topic": "children"}, {"value_text": "an-actor"}),
    _talk(
        "meeting-length",
        {"category": "duration", "question_unit": "minute", "minutes_low": 0, "minutes_high": 600},
        {"minutes_high": 601},
    ),
    _talk(
        "truce-length",
        {"category": "duration", "question_unit": "hour", "minutes_low": 60, "minutes_high": 43_200},
        {"minutes_high": 43_260},
    ),
    _talk("delegation-size", {"delegates_low": 100}, {"delegates_low": 101}),
    _talk(
        "meeting-day-near-its-event",
        {"event_id": "round", "category": "schedule", "date_low": "2025-06-09", "date_high": "2025-06-09"},
        {"date_low": "2025-06-10", "date_high": "2025-06-10"},
        (
            (
                "marts.dim_events",
                {"event_id": "round", "kind": "round", "starts_on": "2025-06-02", "ends_on": "2025-06-02"},
            ),
        ),
    ),
    _talk(
        "talks-within-the-war",
        {"category": "schedule", "date_low": "2021-12-01", "date_high": "2022-01-01"},
        {"date_high": "2021-12-31"},
    ),
    _talk(
        "delegate-of-own-side",
        {"category": "delegation", "side": "ukraine", "actor_id": "speaker"},
        {"actor_id": "speaker+answerer"},
    ),
    _claim(
        "deadline-near-publication",
        {"category": "deadline", "status": "set", "bound_low_date": "2023-07-01", "bound_high_date": "2023-07-24"},
        {"bound_high_date": "2023-07-22"},
    ),
    _claim(
        "deadline-length",
        {"category": "deadline", "question_unit": "day", "has_interval": True, "bound_low": 50, "bound_high": 366},
        {"bound_high": 367},
    ),
    _claim(
        "war-dates",
        {"category": "war", "bound_low_date": "2010-01-01", "bound_high_date": "2014-01-01"},
        {"bound_high_date": "2013-12-31"},
    ),
    _claim("share-in-percent", {"unit": "percent", "value": 1_000}, {"value": 1_001}),
    _claim(
        "regions-of-ukraine",
        {"question_unit": "region", "has_interval": True, "bound_low": 27, "bound_high": 27},
        {"bound_low": 28, "bound_high": 28},
    ),
    _claim(
        "quote-words",
        {"quote": "one  two three\nfour five six seven eight nine ten eleven twelve"},
        {"quote": "one two three four five six seven eight nine ten eleven twelve thirteen"},
    ),
    _claim(
        "day-known-at-publication",
        {"category": "schedule", "status": "stated", "bound_low_date": "2025-07-24"},
        {"bound_low_date": "2025-07-25"},
    ),
    _claim("stage-and-status", {"stage": "promised", "status": "offered"}, {"status": "completed"}),
    _claim(
        "counts-are-whole",
        {"question_id": "count", "value": 5_147},
        {"value": 5.147},
        (("marts.dim_questions", {"question_id": "count"}),),
    ),
    _claim(
        "quote-left-out",
        {"document_id": "untexted", "quote": None, "proof": "none", "note": "Row E034; implied."},
        {"note": "told in a row of the table"},
        (_UNTEXTED,),
    ),
    _claim(
        "gloss-of-foreign-quotes",
        {"document_id": "foreign", "quote": "тысяча на тысячу", "gloss": " ".join("abcdefghijklmnopqrst")},
        {"gloss": " ".join("abcdefghijklmnopqrstu")},
        (("marts.dim_documents", {"document_id": "foreign", "language": "uk"}),),
    ),
    _claim("proof-fits-text", {"proof": "original"}, {"proof": "none"}),
    _claim("coded-after-publication", {"coded_on": "2025-07-23"}, {"coded_on": "2025-07-22"}),
    _claim("coded-not-in-the-future", {"coded_on": "2025-07-23"}, {"coded_on": "9999-01-01"}),
    Case("claims-per-document", "marts.dim_documents", "document_id", {"n_claims": 5}, {"n_claims": 4}),
    Case(
        "document-says-something",
        "marts.dim_documents",
        "document_id",
        {"has_digest": False, "n_claims": 1},
        {"n_claims": 0},
    ),
    Case(
        "question-answered",
        "marts.fct_answers",
        "question_id",
        {"n_claims": 1, "n_documents": 1},
        {"n_claims": 0, "n_documents": 0},
    ),
    Case(
        "publication-span",
        "marts.dim_documents",
        "document_id",
        {"published_earliest": "2025-07-01", "published_latest": "2025-08-01"},
        {"published_latest": "2025-08-02"},
    ),
    Case(
        "numerals-not-dismissed-wholesale",
        "marts.fct_numeral_coverage",
        "document_id",
        {"numeral_id": "coded", "is_coded": True},
        {"is_coded": False, "is_dismissed": True},
        (
            ("marts.fct_numeral_coverage", {"document_id": "{}", "numeral_id": "n-1", "is_coded": True}),
            *(
                ("marts.fct_numeral_coverage", {"document_id": "{}", "numeral_id": f"n-{n}", "is_dismissed": True})
                for n in range(2, 10)
            ),
        ),
    ),
    Case("digest-length", "raw.texts", "document_id", {"n_chars": 6_000}, {"n_chars": 6_001}),
    Case(
        "digest-shorter-than-original",
        "marts.dim_documents",
        "document_id",
        {"n_digest_chars": 900, "n_original_chars": 1_000},
        {"n_digest_chars": 901},
    ),
    Case("no-text-but-digests", "raw.texts", "document_id", {"text_edition": "digest"}, {"text_edition": "original"}),
    Case(
        "core-supported",
        "marts.fct_answers",
        "question_id",
        {"core_support": 1},
        {"core_support": None},
        (("marts.fct_claims", {"claim_id": "supporting", "question_id": "{}", "has_interval": True}),),
    ),
    Case("gap-not-tenfold", "marts.fct_claim_pairs", "pair_id", {"gap_share": 0.89}, {"gap_share": 0.9}),
    Case(
        "dates-within-a-year",
        "marts.fct_claim_pairs",
        "pair_id",
        {"question_id": "date", "gap": 366},
        {"gap": 367},
        (("marts.dim_questions", {"question_id": "date", "value_type": "date"}),),
    ),
    *SERIES_CASES,
)
