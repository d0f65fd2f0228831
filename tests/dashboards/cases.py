"""The rows of a small invented warehouse with one question per case; figures, names and words are nobody's.

Bounds, verdicts and pairs are written by hand after the rules of docs/codebook: these tests are about what the pages
make of them, not about how the models find them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

Row = dict[str, Any]

HOSTILE = '<script>alert("parley")</script><img src=x onerror=alert(1)> & *bold* $x$ :red[x]'
JUNE_1, JUNE_2, JUNE_30 = 20240.0, 20241.0, 20269.0

DIGEST = (
    'Alpha tells that the meeting "lasted less than 40 minutes" and was held "in June". The first of its kind, '
    'it agreed on "about 1,200 prisoners", and Ukraine speaks of "at least 19,000 children".\n\n'
    'By its words "Umerov and Yermak" led.'
)

FIRST_KNOWN, LATER_KNOWN = date(2025, 7, 24), date(2025, 7, 30)

EVENTS = [
    {"event_id": "round", "name": "The round", "kind": "round", "starts_on": date(2025, 6, 2)},
    {"event_id": "later", "name": "Told of later", "kind": "exchange", "starts_on": date(2025, 7, 29)},
    {"event_id": "war", "name": "The war", "kind": "war", "starts_on": None},
]
ACTORS = [
    {"actor_id": "alpha", "name": "Alpha, through Some Agency", "side": "third"},
    {"actor_id": "beta", "name": "Beta", "side": "third"},
    {"actor_id": "evil", "name": f"Evil {HOSTILE}", "side": "third"},
    {"actor_id": "gamma", "name": "Gamma", "side": "third"},
    {"actor_id": "wire", "name": "The Wire", "side": "third"},
    {"actor_id": "kyiv", "name": "Kyiv", "side": "ukraine"},
    {"actor_id": "moscow", "name": "Moscow", "side": "russia"},
    {"actor_id": "umerov", "name": "Rustem Umerov", "side": "ukraine"},
    {"actor_id": "yermak", "name": "Andriy Yermak", "side": "ukraine"},
]


def _document(document_id: str, publisher: str, place: int, **known: Any) -> Row:
    row = dict.fromkeys(("title", "author", "place", "url", "archive_url", "wire", "original_sha256", "note"))
    dates = {"published_earliest": date(2025, 7, 23), "published_latest": date(2025, 7, 24)}
    row |= {"document_id": document_id, "publisher": publisher, "channel_id": publisher, "language": "en"}
    row |= {"version": "1", "published_basis": "printed", "retrieved_on": None, **dates}
    row |= {"n_claims": 1, "has_digest": document_id in ("doc-alpha", "doc-evil"), "place_in_list": place}
    return row | known


DOCUMENTS = [
    _document(
        "doc-alpha",
        "alpha",
        1,
        title="The alpha story",
        wire="wire",
        channel_id="wire",
        original_sha256="c" * 64,
        n_claims=6,
    ),
    _document("doc-beta", "beta", 2, note="No text is held."),
    _document(
        "doc-gamma",
        "gamma",
        4,
        language="uk",
        url="https://example.org/gamma",
        published_latest=LATER_KNOWN,
        title="Гамма",
    ),
    _document("doc-evil", "evil", 3, title=HOSTILE, note=HOSTILE),
]
TEXTS = {"doc-alpha": DIGEST, "doc-evil": f'Evil says "{HOSTILE}".'}


def _question(question_id: str, question: str, verdict: str, **known: Any) -> Row:
    row: Row = {
        "question_id": question_id,
        "question": question,
        "definition": f"What {question_id} counts.",
        "scope": None,
        "share_of": None,
        "topic": "talks",
        "category": "schedule",
        "event_id": "round",
        "value_type": "count",
        "cardinality": "one",
        "unit": "person",
        "basis": None,
        "stage": "attribute",
        "verdict": verdict,
        "verdict_sensitive": False,
        "n_claims": 2,
        "n_documents": 2,
        "n_claimants": 2,
        "n_channels": 2,
        "n_origins": 2,
        "n_silent": 0,
        "n_denied": 0,
        "n_superseded": 0,
        "statuses": "stated",
        "valid_from": FIRST_KNOWN,
        "low": None,
        "high": None,
        "core_low": None,
        "core_high": None,
        "core_low_open": False,
        "core_high_open": False,
        "core_support": None,
        "n_pairs": 1,
        "n_agree": 0,
        "n_compatible": 0,
        "n_conflict": 0,
        "n_not_comparable": 0,
        "n_assuming": 0,
        "n_self_contradictions": 0,
        "widest_gap": None,
        "widest_gap_share": None,
        "pairs_listed": True,
    }
    return row | known


QUESTIONS = [
    _question(
        "length",
        "How long did the meeting last?",
        "conflict",
        value_type="duration",
        unit="minute",
        low=0.0,
        high=40.0,
        core_low=40.0,
        core_high=40.0,
        core_support=1,
        n_conflict=1,
        widest_gap=0.0,
        widest_gap_share=0.0,
    ),
    _question(
        "swap",
        "How many prisoners is each side to release?",
        "compatible",
        topic="exchanges",
        basis="each_side",
        low=1080.0,
        core_low=1200.0,
        core_high=1320.0,
        core_support=2,
        n_compatible=1,
        n_assuming=1,
        verdict_sensitive=True,
    ),
    _question(
        "taken",
        "How many children were taken?",
        "disputed",
        topic="children",
        event_id="war",
        unit="child",
        low=19000.0,
        n_denied=1,
        n_conflict=1,
    ),
    _question(
        "day",
        "On which day was the meeting held?",
        "compatible",
        value_type="date",
        unit="date",
        low=JUNE_1,
        high=JUNE_30,
        core_low=JUNE_2,
        core_high=JUNE_2,
        core_support=2,
        n_compatible=1,
    ),
    _question(
        "leader",
        "Who led the delegation?",
        "conflict",
        value_type="identity",
        cardinality="many",
        unit="actor",
        n_conflict=1,
    ),
    _question("quiet", "How many were wounded?", "silent", topic="casualties", n_claims=1, n_silent=1, n_pairs=0),
    _question(
        "evil",
        f"Is this {HOSTILE} a question?",
        "single",
        topic="context",
        event_id="war",
        n_claims=1,
        n_documents=1,
        n_origins=1,
        low=5.0,
        high=5.0,
        n_pairs=0,
    ),
    _question(
        "unasked",
        "What does nobody answer?",
        "silent",
        n_claims=0,
        n_documents=0,
        n_origins=0,
        n_pairs=0,
        valid_from=None,
    ),
    _question(
        "start",
        "At what time did the meeting begin?",
        "compatible",
        value_type="clock",
        unit="clock_time",
        low=855.0,
        high=885.0,
        core_low=883.0,
        core_high=883.0,
        core_support=2,
        n_compatible=1,
        valid_from=LATER_KNOWN,
    ),
    _question(
        "nth",
        "The how-manyth meeting was it, by Gamma's count?",
        "single",
        value_type="ordinal",
        unit="ordinal",
        low=12.0,
        high=12.0,
        n_claims=1,
        n_documents=1,
        n_origins=1,
        n_pairs=0,
        event_id="later",
        share_of="start",
        valid_from=LATER_KNOWN,
    ),
    _question(
        "brought",
        "How many children were brought in?",
        "conflict",
        topic="children",
        event_id="war",
        unit="child",
        scope="brought-in",
        low=700000.0,
        high=744000.0,
        core_low=700000.0,
        core_high=700000.0,
        core_support=1,
        n_origins=1,
        n_conflict=1,
        n_superseded=1,
        widest_gap=44000.0,
        widest_gap_share=44000 / 744000,
        valid_from=LATER_KNOWN,
    ),
]

_ALONE: Row = {"n_claims": 1, "n_documents": 1, "n_origins": 1, "n_pairs": 0, "verdict": "single"}
_NONE_AGAINST: Row = {"n_compatible": 0, "n_conflict": 0, "n_superseded": 0}
EARLIER: dict[str, Row] = {
    "start": _ALONE | _NONE_AGAINST | {"core_low": 855.0, "core_high": 885.0},
    "brought": _ALONE | _NONE_AGAINST | {"low": 744000.0, "core_low": 744000.0, "core_high": 744000.0},
}
"""What differed from the present answer before the later publication, of questions that were answered then."""
