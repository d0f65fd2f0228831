"""What the pages on topics ask of the warehouse, by the name of a function; as `queries`, results are cached."""

from __future__ import annotations

from collections.abc import Iterable

from dashboards import among, queries, topic_statements
from dashboards.warehouse import Row, rows

_AT_ONCE = 8
"""How many questions one statement asks for, if it plans many columns of each: a reader waits for none of them long."""


def promise_steps(on: str = "") -> list[Row]:
    """What had come of each promise, by direction, counting party and span of days: rows of fct_promise_versions.

    Args:
        on: an ISO day: the spans that had begun by then; empty for all.
    """
    return rows(topic_statements.STEPS, on=on)


def figures(claim_ids: Iterable[str]) -> dict[str, Row]:
    """The figures of some claims by claim_id: value_label, bound_low, bound_high; denials are left out."""
    return {row["claim_id"]: row for row in among.named(topic_statements.FIGURES, claim_ids)}


def figures_on(question_ids: Iterable[str]) -> dict[str, list[Row]]:
    """What a line about each claim on some questions says, in the order of `queries.claims_on`.

    Of a question with more than `queries.CLAIMS_SHOWN` claims these many, every figure before any of them twice.

    Args:
        question_ids: the questions, which may be many.

    Returns:
        By question: claim_id, question_id, status, is_silent, is_denied, value_label, claimant_id, claimants,
        publisher.
    """
    found: dict[str, list[Row]] = {question_id: [] for question_id in question_ids}
    wanted = tuple(found)
    for at in range(0, len(wanted), _AT_ONCE):
        statement, asked = among.filled(topic_statements.FIGURES_ON, wanted[at : at + _AT_ONCE])
        for row in rows(statement, most=queries.CLAIMS_SHOWN, **asked):
            found[row["question_id"]].append(row)
    return found


def figures_of(pair: tuple[str, str], question_ids: Iterable[str]) -> dict[tuple[str, str], list[Row]]:
    """What two outlets say on some questions, in a few claims: every figure before any of them a second time.

    Args:
        pair: the outlets.
        question_ids: the questions, which may be many.

    Returns:
        By outlet and question: claim_id, question_id, outlet_id, is_silent, value_label, claimant_id, claimants,
        n_claims and n_figures (of the outlet on the question in all, shown or not).
    """
    found: dict[tuple[str, str], list[Row]] = {}
    first, second = pair
    for row in rows(topic_statements.FIGURES_OF, questions=tuple(question_ids), first=first, second=second):
        found.setdefault((row["outlet_id"], row["question_id"]), []).append(row)
    return found


def questions(*, topic: str = "", events: tuple[str, ...] = ()) -> list[Row]:
    """The questions of a topic or of some events, in order of time, with verdict, statuses and counts of claims."""
    return rows(topic_statements.QUESTIONS, topic=topic, events=events)


def rounds() -> list[Row]:
    """The rounds of talks in order of time: event_id, name, starts_on."""
    return rows(topic_statements.ROUNDS)


def round_lengths() -> list[Row]:
    """How long each round lasted, told or worked out from its start and end: rows of fct_round_lengths."""
    return rows(topic_statements.ROUND_LENGTHS)


def shared() -> list[Row]:
    """One row per two outlets and relation: first_id, second_id, relation, n (questions that both answer).

    The relation is `one_origin` where all that they say goes back to one origin.
    """
    return rows(topic_statements.SHARED)


def n_left_out() -> int:
    """On how many questions that several documents answer no outlets are set against each other.

    They have more claims than pairs are listed for.
    """
    return int(rows(topic_statements.LEFT_OUT)[0]["n"])


def between(outlets: Iterable[str], most: int = 2**31) -> list[Row]:
    """The questions that any two of some outlets both answer, the gravest relation first.

    Args:
        outlets: their ids.
        most: how many rows at most.

    Returns:
        question_id, question, relation, first_id, second_id.
    """
    return rows(topic_statements.BETWEEN, outlets=tuple(sorted(outlets)), most=most)


def outlets() -> list[Row]:
    """The outlets by name: outlet_id, outlet, n_documents, has_text (a text of theirs is held in full)."""
    return rows(topic_statements.OUTLETS)


def told_events() -> list[Row]:
    """The events that at least two outlets tell of: event_id, event_name; most outlets first, spans of time last."""
    return rows(topic_statements.TOLD)


def answered(event_id: str) -> list[Row]:
    """One row per question of an event and outlet that answers it.

    Columns: event_id, question_id, question, outlet_id, is_silent (it says only that no figure was given), claim_id
    (its first figure), n_claims.
    """
    return rows(topic_statements.ANSWERED, event=event_id)
