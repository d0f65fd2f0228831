"""The generic tests of the warehouse are tested: a good table passes, and a bad one fails by just its bad rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[[str, dict[str, Any], dict[str, str]], dict[str, int]]

LIST = "select * from (values ('exactly'), ('about')) as listed(code)"


def test_key_is_unique_finds_repeated_and_missing_keys(run_generic_test: Run) -> None:
    found = run_generic_test(
        "key_is_unique",
        {"columns": ["claim_id", "reading"]},
        {
            "good": "select * from (values ('a', 'each'), ('a', 'both'), ('b', 'each')) as t(claim_id, reading)",
            "repeated": "select * from (values ('a', 'each'), ('a', 'each'), ('b', 'each')) as t(claim_id, reading)",
            "missing": "select * from (values ('a', 'each'), ('b', null), (null, 'each')) as t(claim_id, reading)",
            "empty": "select 'a' as claim_id, 'each' as reading where false",
        },
    )
    assert found == {"good": 0, "repeated": 1, "missing": 2, "empty": 0}


def test_codes_exist_finds_each_unknown_code_once(run_generic_test: Run) -> None:
    found = run_generic_test(
        "codes_exist",
        {"codes": {"hedge": "source('invented', 'list_hedges')", "hedge_high": "source('invented', 'list_hedges')"}},
        {
            "list_hedges": LIST,
            "good": "select * from (values ('exactly', null), ('about', 'about')) as t(hedge, hedge_high)",
            "unknown": "select * from (values ('rougly', null), ('rougly', 'abuot')) as t(hedge, hedge_high)",
            "capital": "select * from (values ('About', null)) as t(hedge, hedge_high)",
        },
    )
    assert found == {"good": 0, "unknown": 2, "capital": 1}


def test_references_exist_finds_orphans_also_among_joined_ids(run_generic_test: Run) -> None:
    actors = "source('invented', 'list_actors')"
    found = run_generic_test(
        "references_exist",
        {
            "references": [
                {"column": "claimant", "to": actors, "field": "actor_id", "joined": True, "except": ["outlet"]},
                {"column": "channel", "to": actors, "field": "actor_id"},
            ]
        },
        {
            "list_actors": "select * from (values ('umerov'), ('medinsky'), ('tass')) as t(actor_id)",
            "good": "select * from (values ('umerov+medinsky', 'tass'), ('outlet', null)) as t(claimant, channel)",
            "orphan": "select * from (values ('umerov', 'tas'), ('medinsky', 'outlet')) as t(claimant, channel)",
            "joined_orphan": "select * from (values ('umerov+nobody+nowhere', 'tass')) as t(claimant, channel)",
            "no_reference": "select cast(null as varchar) as claimant, cast(null as varchar) as channel",
        },
    )
    assert found == {"good": 0, "orphan": 2, "joined_orphan": 2, "no_reference": 0}


def test_ends_in_order_finds_an_upper_end_below_its_lower(run_generic_test: Run) -> None:
    found = run_generic_test(
        "ends_in_order",
        {"ends": [["low", "high"], ["first", "last"]]},
        {
            "good": "select 1.0 as low, 1.0 as high, date '2025-07-23' as first, date '2025-07-24' as last",
            "no_end": "select 1.0 as low, null::double as high, null::date as first, date '2025-07-23' as last",
            "wrong_way": "select 2.0 as low, 1.0 as high, date '2025-07-24' as first, date '2025-07-23' as last",
        },
    )
    assert found == {"good": 0, "no_end": 0, "wrong_way": 2}
