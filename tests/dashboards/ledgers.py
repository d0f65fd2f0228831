"""The record of the invented warehouse: promises, deliveries, totals, parts and wholes, balances, corrections.

Each side is to release 1,200. Kyiv counts 300 and a delivery without a number, Moscow 300 and 250 of which it says
that they count, which Kyiv denies.
"""

from __future__ import annotations

from datetime import date

from tests.dashboards import cases
from tests.dashboards.cases import Row

FIRST, SECOND = date(2025, 7, 25), date(2025, 8, 14)


def _promise(party: str, **known: object) -> Row:
    row: Row = {
        "promise_question_id": "swap",
        "event_id": "round",
        "direction": "to_ukraine",
        "party": party,
        "question": "How many prisoners is each side to release?",
        "unit": "person",
        "promised_by": "kyiv+moscow, kyiv",
        "promise_claim_ids": "clm_swap_alpha clm_swap_beta",
        "promised_low": 1200.0,
        "promised_high": 1200.0,
        "promised_core_low": 1200.0,
        "promised_core_high": 1200.0,
        "delivered_core_low": None,
        "delivered_core_high": None,
        "outstanding_core_low": None,
        "outstanding_core_high": None,
        "delivered_from": "parts",
        "delivered_low": 300.0,
        "delivered_high": 300.0,
        "outstanding_low": 900.0,
        "outstanding_high": 900.0,
        "framework_low": None,
        "framework_high": None,
        "n_framework_deliveries": 0,
        "n_deliveries": 1,
        "n_silent": 0,
        "n_denied": 0,
        "n_uncounted": 0,
        "promised_on": cases.FIRST_KNOWN,
    }
    return row | known


_OF_VERSIONS = (
    *("promise_question_id", "direction", "party", "promised_low", "promised_high", "delivered_from"),
    *("delivered_low", "delivered_high", "outstanding_low", "outstanding_high", "n_deliveries", "n_silent"),
    *("promised_core_low", "promised_core_high", "delivered_core_low", "delivered_core_high"),
    *("outstanding_core_low", "outstanding_core_high"),
)
_NOTHING_YET: Row = {
    "delivered_from": "none",
    "delivered_low": None,
    "delivered_high": None,
    "outstanding_low": 1200.0,
    "outstanding_high": 1200.0,
    "n_deliveries": 0,
}

PROMISES = [
    _promise(
        "ukraine",
        promised_low=1000.0,
        promised_high=None,
        delivered_high=None,
        delivered_core_low=300.0,
        delivered_core_high=330.0,
        outstanding_low=0.0,
        outstanding_high=None,
        outstanding_core_low=870.0,
        outstanding_core_high=900.0,
        n_deliveries=2,
        n_silent=1,
        n_denied=1,
        n_uncounted=1,
    ),
    _promise(
        "russia",
        delivered_low=550.0,
        delivered_high=550.0,
        outstanding_low=650.0,
        outstanding_high=650.0,
        n_deliveries=2,
        framework_low=146.0,
        framework_high=146.0,
        n_framework_deliveries=1,
    ),
    _promise("third", direction="to_russia", **_NOTHING_YET),
]


def _version(promise: Row, since: date | None, until: date | None, **known: object) -> Row:
    return {name: promise[name] for name in _OF_VERSIONS} | {"valid_from": since, "valid_to": until} | known


PROMISE_VERSIONS = [
    *(_version(row, None, date(2025, 7, 24), **_NOTHING_YET) for row in PROMISES[:2]),
    _version(PROMISES[0], FIRST, None),
    _version(
        PROMISES[1],
        FIRST,
        date(2025, 8, 13),
        delivered_low=300.0,
        delivered_high=300.0,
        outstanding_low=900.0,
        outstanding_high=900.0,
        n_deliveries=1,
    ),
    _version(PROMISES[1], SECOND, None),
    _version(PROMISES[2], None, None),
]


def _delivery(name: str, party: str, day: date, **known: object) -> Row:
    row: Row = {
        "promise_question_id": "swap",
        "delivery_question_id": name,
        "direction": "to_ukraine",
        "party": party,
        "question": f"How many came on the {name} day?",
        "position": "claimed",
        "claimed_by": "kyiv",
        "denied_by": None,
        "is_part_of": None,
        "is_counted": True,
        "has_figure": True,
        "unit": "person",
        "delivered_low": 300.0,
        "delivered_high": 300.0,
        "n_silent": 0,
        "delivered_on": day,
        "delivered_until": day,
        "known_on": day,
        "claim_ids": "clm_swap_alpha",
    }
    return row | known


_DISPUTED: Row = {"position": "disputed", "claimed_by": "moscow", "denied_by": "kyiv"}

DELIVERIES = [
    _delivery("first", "ukraine", FIRST),
    _delivery("first", "russia", FIRST),
    _delivery("second", "ukraine", SECOND, has_figure=False, is_counted=False, n_silent=1, **_DISPUTED),
    _delivery("second", "russia", SECOND, delivered_low=250.0, delivered_high=250.0, **_DISPUTED),
]


def _total(claim_id: str, label: str, day: date, **known: object) -> Row:
    row: Row = dict.fromkeys(
        (
            *("previous_claim_id", "previous_held_on", "previous_value_label", "rise_low", "rise_high"),
            *("reported_low", "reported_high", "misses_low", "misses_high", "total_low"),
        )
    )
    row |= {"question_id": "brought", "claim_id": claim_id, "compared_with": "same_claimant", "claimants": "moscow"}
    row |= {"held_on": day, "is_day_named": True, "unit": "child", "value_label": label, "fell": False}
    row |= {"n_deliveries": 0, "n_unknown_deliveries": 0}
    return row | known


TOTALS = [
    _total("clm_brought_beta", "744,000 children", date(2025, 7, 20)),
    _total(
        "clm_brought_gamma",
        "700,000 children",
        date(2025, 7, 29),
        previous_claim_id="clm_brought_beta",
        previous_held_on=date(2025, 7, 20),
        previous_value_label="744,000 children",
        fell=True,
        rise_low=-44000.0,
        rise_high=-44000.0,
        reported_low=300.0,
        n_deliveries=2,
        n_unknown_deliveries=1,
        misses_low=-44300.0,
        misses_high=-44300.0,
    ),
]
TOTALS.append(TOTALS[1] | {"compared_with": "anybody"})

PARTITIONS: list[Row] = [
    {
        "document_id": "doc-beta",
        "whole_question_id": "swap",
        "event_id": "round",
        "partition": "swap-and-beyond",
        "claimant_id": "outlet",
        "is_exhaustive": True,
        "unit": "person",
        "parts_label": "175 persons + 22 persons",
        "parts_low": 197.0,
        "parts_high": 197.0,
        "whole_said_by": "others",
        "whole_label": "175 persons",
        "whole_low": 175.0,
        "whole_high": 175.0,
        "n_parts_told": 2,
        "miss_low": -22.0,
        "miss_high": -22.0,
        "relation": "conflict",
        "part_claim_ids": "clm_swap_beta clm_quiet_beta",
        "whole_claim_ids": "clm_swap_alpha",
    }
]


def _length(claim_id: str, label: str, low: float, high: float, **known: object) -> Row:
    row: Row = {"event_id": "round", "document_id": "doc-alpha", "publisher": "alpha", "claimant_id": "outlet"}
    row |= {"length_label": label, "is_derived": False, "minutes_low": low, "minutes_high": high}
    row |= {"low_open": False, "high_open": False}
    row |= {"n_agree": 0, "n_compatible": 1, "n_conflict": 0, "claim_id": claim_id, "end_claim_id": None}
    return row | known


ROUND_LENGTHS = [
    _length("clm_length_alpha", "less than 40 minutes", 0.0, 40.0, high_open=True),
    _length(
        "clm_length_beta",
        "40 minutes",
        40.0,
        40.0,
        document_id="doc-beta",
        publisher="beta",
        claimant_id="kyiv",
        n_conflict=1,
    ),
    _length(
        "clm_start_gamma",
        "14:43 to 15:22",
        39.0,
        39.0,
        document_id="doc-gamma",
        publisher="gamma",
        is_derived=True,
        end_claim_id="clm_start_beta",
    ),
]


def _balance(party: str, relation: str, **known: object) -> Row:
    row: Row = dict.fromkeys(("to_russia_low", "to_russia_high", "balance_low", "balance_high", "said_equal_by"))
    row |= {"event_id": "round", "measure": "exchange", "stage": "delivered", "unit": "person", "party": party}
    row |= {"to_ukraine_question_id": "swap", "to_russia_question_id": "swap", "relation": relation}
    row |= {"to_ukraine_low": 300.0, "to_ukraine_high": 300.0, "to_ukraine_claim_ids": "clm_swap_alpha"}
    return row | {"to_russia_claim_ids": None} | known


BALANCES = [
    _balance("ukraine", "unknown"),
    _balance(
        "russia",
        "may_be_equal",
        to_russia_low=270.0,
        to_russia_high=330.0,
        balance_low=-30.0,
        balance_high=30.0,
        said_equal_by="moscow",
        to_russia_claim_ids="clm_swap_beta",
    ),
]


def _correction(number: int, action: str, claim_id: str | None, **known: object) -> Row:
    row: Row = dict.fromkeys(("column_name", "coded_value", "corrected_value", "source"))
    row |= {"correction_id": f"cor-000{number}", "action": action, "document_id": "doc-gamma", "claim_id": claim_id}
    row |= {"reason": f"A reason {cases.HOSTILE}", "status": "settled", "reported_on": date(2025, 8, 3)}
    return row | {"applied": action == "recode", "guard": "holds"} | known


CORRECTIONS = [
    _correction(
        1,
        "recode",
        "clm_start_gamma",
        column_name="relayed_by",
        coded_value="wire",
        corrected_value="kyiv>wire",
        source="https://example.org/gamma",
    ),
    _correction(2, "flag", None, source="javascript:alert(1)"),
]
