"""For each check of the series that judges row by row: a row at its limit and a row just beyond it."""

from __future__ import annotations

from typing import Any

from .case import Case, Rows


def _promise(check_id: str, good: dict[str, Any], bad: dict[str, Any], beside: Rows = ()) -> Case:
    return Case(check_id, "marts.fct_promises", "promise_question_id", good, bad, beside)


def _event(event_id: str, starts_on: str, kind: str = "round") -> Rows:
    """An event of one day."""
    return (("marts.dim_events", {"event_id": event_id, "kind": kind, "starts_on": starts_on, "ends_on": starts_on}),)


SERIES_CASES = (
    # 270 and 120 are 390; "about 30" more may be 27 to 33
    Case(
        "parts-make-the-whole",
        "marts.fct_partitions",
        "partition",
        {"miss_low": -3, "miss_high": 3},
        {"miss_low": 1, "miss_high": 7, "relation": "conflict"},
    ),
    Case(
        "parts-within-the-whole",
        "marts.fct_partitions",
        "partition",
        {"is_exhaustive": False, "miss_low": 0, "miss_high": 0},
        {"miss_low": -9, "miss_high": -1, "relation": "conflict"},
    ),
    Case(
        "said-to-be-equal-is-equal",
        "marts.fct_direction_balance",
        "event_id",
        {"balance_low": 0, "balance_high": 0},
        {"balance_low": 1, "balance_high": 1, "relation": "unequal"},
    ),
    Case(
        "totals-do-not-fall",
        "marts.fct_running_totals",
        "question_id",
        {"rise_low": 0, "rise_high": 0},
        {"fell": True, "rise_low": -40, "rise_high": -40},
    ),
    Case(
        "totals-hold-what-was-reported",
        "marts.fct_running_totals",
        "question_id",
        {"reported_low": 1_000, "misses_high": 0},
        {"misses_high": -1},
    ),
    _promise(
        "delivered-within-promise",
        {"promised_core_high": 1_000, "delivered_low": 1_050},
        {"delivered_low": 1_051},
    ),
    _promise(
        "promise-has-a-figure",
        {"event_id": "promising", "n_promise_claims": 0, "n_promise_silent": 1},
        {"n_promise_silent": 0},
        _event("promising", "2025-06-02"),
    ),
    Case(
        "delivered-after-its-promise",
        "marts.fct_deliveries",
        "delivery_question_id",
        {"promise_question_id": "promise", "delivered_on": "2025-06-03"},
        {"delivered_on": "2025-06-02"},
        (
            ("marts.dim_questions", {"question_id": "promise", "event_id": "promised"}),
            *_event("promised", "2025-06-03"),
        ),
    ),
    Case(
        "told-before-its-event",
        "marts.fct_claims",
        "claim_id",
        {"event_id": "told", "status": "completed", "as_of": "2025-07-22"},
        {"as_of": "2025-07-21"},
        _event("told", "2025-07-23"),
    ),
    Case(
        "event-day-in-its-name",
        "marts.dim_events",
        "name",
        {"event_id": "handover-2025-06-07", "starts_on": "2025-06-06", "ends_on": "2025-06-07"},
        {"ends_on": "2025-06-06"},
    ),
)
