"""The models on the series of 2025 find, unaided, what its pages are known to disagree on and to repeat.

The expected figures are those of the public pages; docs/findings.md tells what they mean.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytestmark = pytest.mark.slow

Ask = Callable[[str], list[tuple[object, ...]]]

DISJOINT = """
    select distinct
        least(claims.value_label, second_claims.value_label), greatest(claims.value_label, second_claims.value_label)
    from marts.fct_claim_pairs as pairs
    inner join marts.fct_claims as claims on pairs.claim_id_a = claims.claim_id
    inner join marts.fct_claims as second_claims on pairs.claim_id_b = second_claims.claim_id
    where pairs.relation = 'conflict' and pairs.question_id = '{question}'
"""


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("handover-2025-06-11-16-to-ukraine", "6,057 bodies to Ukraine", "6,060 bodies to Ukraine"),
        ("handover-2025-06-16-to-ukraine", "1,245 bodies to Ukraine", "1,248 bodies to Ukraine"),
        ("exchange-2025-03-19-to-ukraine", "175 persons to Ukraine", "197 persons to Ukraine"),
        ("exchange-2025-08-14-military-to-ukraine", "33 persons to Ukraine", "84 persons to Ukraine"),
        ("exchange-2025-01-15-military-to-ukraine", "24 persons to Ukraine", "25 persons to Ukraine"),
        ("r2-bodies-promise", "6,000 bodies each side", "more than 6,000 bodies to Ukraine"),
        ("r2-pow-promise", "1,000 persons both sides together", "1,000 persons each side"),
        ("children-list", "339 children", "nearly 400 children"),
        ("r1-duration", "2 hours", "less than 2 hours"),
        ("r3-duration", "40 minutes", "less than 40 minutes"),
        ("children-taken", "20,000 children", "denied: 20,000 children"),
    ],
)
def test_the_known_conflicts_are_found(ask: Ask, question: str, one: str, other: str) -> None:
    assert (one, other) in ask(DISJOINT.format(question=question))


def test_one_sum_in_two_bases_is_no_conflict(ask: Ask) -> None:
    """12,000 bodies on both sides together are 6,000 on each."""
    relations = ask("""
        select distinct pairs.relation
        from marts.fct_claim_pairs as pairs
        inner join marts.fct_claims as claims on claims.claim_id in (pairs.claim_id_a, pairs.claim_id_b)
        inner join marts.fct_claims as others
            on others.claim_id in (pairs.claim_id_a, pairs.claim_id_b) and others.claim_id <> claims.claim_id
        where pairs.question_id = 'r2-bodies-promise'
            and claims.value = 12000 and claims.basis = 'both_sides_together'
            and others.value = 6000 and others.hedge = 'exactly' and others.basis = 'each_side'
    """)
    assert relations == [("agree",)]


def test_two_definitions_are_never_a_conflict(ask: Ask) -> None:
    found = ask("""
        select distinct pairs.relation, pairs.rule
        from marts.fct_claim_pairs as pairs
        inner join marts.fct_claims as claims on pairs.claim_id_a = claims.claim_id
        inner join marts.fct_claims as second_claims on pairs.claim_id_b = second_claims.claim_id
        where least(claims.value, second_claims.value) = 19546 and greatest(claims.value, second_claims.value) = 744000
    """)
    assert found == [("not_comparable", "definition")]


def test_what_was_known_on_a_day_is_a_filter(ask: Ask) -> None:
    """The first round met on 16 May: the day before nobody had told of a promise, that evening several texts did."""
    known = """
        select n_claims > 0 and n_claims < (select n_claims from marts.fct_answers where question_id = 'r1-pow-promise')
        from marts.fct_answer_versions
        where question_id = 'r1-pow-promise'
            and valid_from <= date '{day}' and coalesce(valid_to >= date '{day}', true)
    """
    assert ask(known.format(day="2025-05-15")) == []
    assert ask(known.format(day="2025-05-16")) == [(True,)]


def test_copies_count_once(ask: Ask) -> None:
    """Nine documents print the bodies offered on 23 July; all of them go back to one speaker or one wire."""
    units = ask("""
        select level, n_units > 1 from marts.fct_origin_agreement where question_id = 'r3-bodies-offered' order by level
    """)
    assert units == [("document", True), ("origin", False)]


def test_the_echo_of_1200_is_found(ask: Ask) -> None:
    """1,200 prisoners and 1,200 bodies within one round: the same number under two questions."""
    echoes = ask("""
        select question_id_a, question_id_b, explained_by from marts.fct_echoes
        where number = 1200 and least(unit_a, unit_b) = 'body' and greatest(unit_a, unit_b) = 'person'
    """)
    assert ("r3-pow-swap", "recent-agreement-bodies", None) in echoes
