"""The claims and the pairs of the invented warehouse."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.dashboards import cases

Row = dict[str, Any]


def _claim(name: str, question_id: str, document_id: str, quote: str, label: str, **known: Any) -> Row:
    question = next(row for row in cases.QUESTIONS if row["question_id"] == question_id)
    start = cases.TEXTS.get(document_id, "").find(quote) if quote else -1
    found = start >= 0
    document = next(row for row in cases.DOCUMENTS if row["document_id"] == document_id)
    row: Row = {
        "claim_id": f"clm_{name}",
        "document_id": document_id,
        "question_id": question_id,
        "topic": question["topic"],
        "status": "stated",
        "polarity": "asserted",
        "position": "body",
        "quote": quote or None,
        "gloss": None,
        "char_start": start if found else None,
        "char_end": start + len(quote) if found else None,
        "text_edition": "digest" if found else None,
        "digest_start": start if found else None,
        "digest_end": start + len(quote) if found else None,
        "proof": "digest" if found else "none",
        "proven_on": None,
        "value": None,
        "value_high": None,
        "value_text": None,
        "value_high_date": None,
        "hedge": "exactly",
        "hedge_low": None,
        "hedge_high": None,
        "precision": None,
        "unit": question["unit"],
        "basis": None,
        "as_of": None,
        "said_on": None,
        "tells_from": None,
        "tells_until": None,
        "identified_by": None,
        "corrected": False,
        "superseded_by_claim_id": None,
        "superseded_on": None,
        "superseded_basis": None,
        "has_interval": question["value_type"] != "identity",
        "is_silent": False,
        "is_denied": False,
        "value_label": label,
        "bound_low": None,
        "bound_high": None,
        "low_open": False,
        "high_open": False,
        "question_unit": question["unit"],
        "question_basis": question["basis"],
        "claimant_id": "outlet",
        "origin_id": f"org_{name}",
        "relayed_by": None,
        "voice": "outlet",
        "note": None,
        **{name: document[name] for name in ("publisher", "language", "published_earliest")},
        "published_latest": date(2025, 7, 24),
        "coder": "coder-1",
        "coded_on": date(2025, 8, 1),
        "ambiguous": None,
    }
    return row | known


_JUNE = {"bound_low": cases.JUNE_1, "bound_high": cases.JUNE_30}
_LATER = {"published_latest": cases.LATER_KNOWN}
_SAID_BY_KYIV = {"claimant_id": "kyiv", "voice": "reported"}

CLAIMS = [
    _claim(
        "length_alpha",
        "length",
        "doc-alpha",
        "lasted less than 40 minutes",
        "less than 40 minutes",
        hedge="less_than",
        bound_low=0.0,
        bound_high=40.0,
        high_open=True,
        ambiguous="day",
    ),
    _claim("length_beta", "length", "doc-beta", "", "40 minutes", bound_low=40.0, bound_high=40.0),
    _claim(
        "swap_alpha",
        "swap",
        "doc-alpha",
        "about 1,200 prisoners",
        "about 1,200 persons",
        hedge="about",
        basis="not_stated",
        bound_low=1080.0,
        bound_high=1320.0,
        relayed_by="wire",
        **_SAID_BY_KYIV,
    ),
    _claim(
        "swap_beta",
        "swap",
        "doc-beta",
        "",
        "at least 1,200 persons each side",
        hedge="at_least",
        basis="each_side",
        bound_low=1200.0,
        claimant_id="kyiv+moscow",
    ),
    _claim(
        "taken_alpha",
        "taken",
        "doc-alpha",
        "at least 19,000 children",
        "more than 19,000 children",
        hedge="more_than",
        status="alleged",
        value=19000.0,
        bound_low=19001.0,
        **_SAID_BY_KYIV,
    ),
    _claim(
        "taken_beta",
        "taken",
        "doc-beta",
        "",
        "denied: no figure given",
        hedge="none_given",
        polarity="denied",
        is_denied=True,
        has_interval=False,
        claimant_id="moscow",
    ),
    _claim("day_alpha", "day", "doc-alpha", "in June", "2025-06-01 to 2025-06-30", hedge="between", **_JUNE),
    _claim(
        "day_beta",
        "day",
        "doc-beta",
        "",
        "2025-06-02",
        precision="day",
        bound_low=cases.JUNE_2,
        bound_high=cases.JUNE_2,
    ),
    _claim(
        "leader_alpha",
        "leader",
        "doc-alpha",
        "Umerov and Yermak",
        "Rustem Umerov, Andriy Yermak",
        value_text="umerov+yermak",
    ),
    _claim("leader_again", "leader", "doc-alpha", "Umerov", "Rustem Umerov", value_text="umerov"),
    _claim(
        "quiet_beta", "quiet", "doc-beta", "", "no figure given", hedge="none_given", is_silent=True, has_interval=False
    ),
    _claim(
        "evil",
        "evil",
        "doc-evil",
        cases.HOSTILE,
        f"5 {cases.HOSTILE}",
        bound_low=5.0,
        bound_high=5.0,
        note=cases.HOSTILE,
    ),
    _claim(
        "start_beta",
        "start",
        "doc-beta",
        "",
        "about 14:30",
        hedge="about",
        bound_low=855.0,
        bound_high=885.0,
        note="Row F001.",
    ),
    _claim(
        "start_gamma",
        "start",
        "doc-gamma",
        "почалися о 14:43",
        "14:43",
        gloss="began at 14:43",
        bound_low=883.0,
        bound_high=883.0,
        corrected=True,
        tells_from=date(2025, 7, 23),
        tells_until=date(2025, 7, 23),
        relayed_by="kyiv>wire",
        **_LATER,
    ),
    _claim(
        "nth_gamma",
        "nth",
        "doc-gamma",
        "дванадцята зустріч",
        "12th",
        gloss="the twelfth meeting",
        bound_low=12.0,
        bound_high=12.0,
        **_LATER,
    ),
    _claim(
        "brought_beta",
        "brought",
        "doc-beta",
        "",
        "744,000 children",
        bound_low=744000.0,
        bound_high=744000.0,
        claimant_id="moscow",
        note="Row C001.",
        superseded_by_claim_id="clm_brought_gamma",
        superseded_on=cases.LATER_KNOWN,
        superseded_basis="later",
    ),
    _claim(
        "brought_gamma",
        "brought",
        "doc-gamma",
        "700 тис. дітей",
        "700,000 children",
        gloss="700 thousand children",
        bound_low=700000.0,
        bound_high=700000.0,
        claimant_id="moscow",
        identified_by="kyiv",
        said_on=date(2025, 7, 29),
        **_LATER,
    ),
]


def _pair(question_id: str, first: str, second: str, relation: str, rule: str, **known: Any) -> Row:
    row = dict.fromkeys(("assumes", "gap", "gap_share", "touching", "overlap_width", "difference"))
    row |= {"question_id": question_id, "claim_id_a": f"clm_{first}", "claim_id_b": f"clm_{second}"}
    row |= {"relation": relation, "rule": rule, "kind": "unattributed", "same_document": False, "same_origin": False}
    row |= {"question_id_b": question_id, "known_from": cases.FIRST_KNOWN, "is_witness": False}
    row |= {"pair_id": f"pair_{first}_{second}"}
    return row | known


_KNOWN_LATER = {"known_from": cases.LATER_KNOWN}
_OTHER = {"question_id_b": "brought", "difference": "scope a: ; scope b: brought-in"}

PAIRS = [
    _pair("length", "length_alpha", "length_beta", "conflict", "disjoint", gap=0.0, gap_share=0.0, touching=True),
    _pair("swap", "swap_alpha", "swap_beta", "compatible", "overlap", assumes="each_side", overlap_width=120.0),
    _pair("taken", "taken_alpha", "taken_beta", "conflict", "denial"),
    _pair("day", "day_alpha", "day_beta", "compatible", "overlap", overlap_width=0.0),
    _pair("leader", "leader_again", "leader_alpha", "compatible", "sets_differ", same_document=True),
    _pair("start", "start_beta", "start_gamma", "compatible", "overlap", overlap_width=0.0, **_KNOWN_LATER),
    _pair("brought", "brought_beta", "brought_gamma", "conflict", "disjoint", gap=44000.0, **_KNOWN_LATER),
    _pair(
        "taken", "taken_alpha", "brought_beta", "not_comparable", "definition", **_OTHER, known_from=cases.FIRST_KNOWN
    ),
    _pair("taken", "taken_alpha", "brought_gamma", "not_comparable", "definition", **_OTHER, **_KNOWN_LATER),
]
