"""What pages ask of the warehouse, by the name of a function: values are bound, results are cached.

Each function names the columns of its rows. A figure's bounds are in the question's unit and basis; for dates they
are days since 1970-01-01, and `_date` columns hold the same as calendar days.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboards import statements
from dashboards.warehouse import Row, rows

Codes = dict[str, dict[str, Row]]
"""The code lists: list, then code, to its row of `label` and `description`."""


def codes() -> Codes:
    """The code lists by list and code: `label` and `description` (for units, the plural) as readers see them."""
    found: Codes = {}
    for row in rows(statements.CODES):
        found.setdefault(row["list"], {})[row["code"]] = row
    return found


def names() -> dict[str, str]:
    """The names of actors and places by slug."""
    actors, places = (
        rows("select actor_id, name from marts.dim_actors"),
        rows("select place_id, name from marts.dim_places"),
    )
    return {row["actor_id"]: row["name"] for row in actors} | {row["place_id"]: row["name"] for row in places}


def facets() -> list[Row]:
    """One row per question, events in order of time: question_id, topic, verdict, event_id, event_name."""
    return rows(statements.FACETS)


def answers(
    *, topic: str = "", event: str = "", verdicts: tuple[str, ...] = (), search: str = "", question: str = ""
) -> list[Row]:
    """The questions that the filters let through, one row each, with the columns of fct_answers.

    Args:
        topic: code of a topic; here as below, an empty value does not filter.
        event: event_id.
        verdicts: codes of verdicts, any of which may hold.
        search: words that must all stand in the question, its figures, their quotes, publishers or claimants.
        question: one question_id.
    """
    words = " ".join(search.split())
    return rows(statements.ANSWERS, topic=topic, event=event, verdicts=verdicts, search=words, question=question)


def claims_on(question_ids: Iterable[str]) -> dict[str, list[Row]]:
    """The claims on each of some questions: the lowest interval first, then denials, then silence."""
    return _by_question(statements.CLAIMS, question_ids, document="")


def pairs_on(question_ids: Iterable[str]) -> dict[str, list[Row]]:
    """The compared pairs of claims on each of some questions."""
    return _by_question(statements.PAIRS, question_ids)


def claims_in(document_id: str) -> list[Row]:
    """The claims of one document, in the order of its questions."""
    return rows(statements.CLAIMS, document=document_id, questions=())


def documents() -> list[Row]:
    """The passports: one row per document, by publisher."""
    return rows(statements.DOCUMENTS)


def digest(document_id: str) -> str | None:
    """Our own retelling of a document; None where there is none."""
    found = rows(
        "select text from raw.texts where document_id = $document and text_edition = 'digest'", document=document_id
    )
    return str(found[0]["text"]) if found else None


def dismissed(document_id: str, edition: str) -> list[Row]:
    """The numerals of an edition that are no claim: char_start, char_end, numeral, dismissal_reason, dismissal_note."""
    return rows(statements.DISMISSED, document=document_id, edition=edition)


def coverage(document_id: str) -> list[Row]:
    """How many numerals of each edition are coded and dismissed, counted in this build or recorded before."""
    return rows(statements.COVERAGE, document=document_id)


def document_of(claim_id: str) -> str | None:
    """The document that a claim stands in; None for an unknown claim."""
    found = rows("select document_id from marts.fct_claims where claim_id = $claim", claim=claim_id)
    return str(found[0]["document_id"]) if found else None


def retired(claim_id: str) -> Row | None:
    """What became of a claim that is no more: retired_on, reason, successor; None for one never known."""
    found = rows("select * from raw.retired_claims where claim_id = $claim", claim=claim_id)
    return found[0] if found else None


def load() -> Row | None:
    """What was read for this publication: loaded_at (UTC), n_documents, n_claims."""
    found = rows("select loaded_at, n_documents, n_claims from raw.loads")
    return found[0] if found else None


def _by_question(statement: str, question_ids: Iterable[str], **parameters: str) -> dict[str, list[Row]]:
    """Run a statement for some questions (none: no rows) and sort its rows by question."""
    wanted = tuple(question_ids)
    found: dict[str, list[Row]] = {question_id: [] for question_id in wanted}
    for row in rows(statement, questions=wanted, **parameters) if wanted else ():
        found[row["question_id"]].append(row)
    return found
