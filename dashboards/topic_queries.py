"""What the pages on topics ask of the warehouse, by the name of a function; as `queries`, results are cached."""

from __future__ import annotations

from collections.abc import Iterable

from dashboards import topic_statements
from dashboards.warehouse import Row, rows


def promise_steps(on: str = "") -> list[Row]:
    """What had come of each promise, by direction, counting party and span of days: rows of fct_promise_versions.

    Args:
        on: an ISO day: the spans that had begun by then; empty for all.
    """
    return rows(topic_statements.STEPS, on=on)


def figures(claim_ids: Iterable[str]) -> dict[str, Row]:
    """The figures of some claims by claim_id: value_label, bound_low, bound_high; denials are left out."""
    wanted = tuple(sorted(set(claim_ids)))
    return {row["claim_id"]: row for row in rows(topic_statements.FIGURES, claims=wanted)} if wanted else {}


def questions(*, topic: str = "", events: tuple[str, ...] = ()) -> list[Row]:
    """The questions of a topic or of some events, in order of time, with verdict, statuses and counts of claims."""
    return rows(topic_statements.QUESTIONS, topic=topic, events=events)


def rounds() -> list[Row]:
    """The rounds of talks in order of time: event_id, name, starts_on."""
    return rows(topic_statements.ROUNDS)


def round_lengths() -> list[Row]:
    """How long each round lasted, told or worked out from its start and end: rows of fct_round_lengths."""
    return rows(topic_statements.ROUND_LENGTHS)


def shared_questions() -> list[Row]:
    """One row per two outlets and question that both answer: first_id, second_id, question_id, relation.

    The relation is `one_origin` where all that they say goes back to one origin.
    """
    return rows(topic_statements.SHARED)


def outlets() -> list[Row]:
    """The outlets by name: outlet_id, outlet, n_documents, has_text (a text of theirs is held in full)."""
    return rows(topic_statements.OUTLETS)


def answered() -> list[Row]:
    """One row per event, question and outlet that answers it: is_silent where it says only that none was given."""
    return rows(topic_statements.ANSWERED)


def publishers() -> list[Row]:
    """Who published each document: document_id, publisher_id."""
    return rows(topic_statements.PUBLISHERS)
