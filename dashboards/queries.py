"""What pages ask of the warehouse, by the name of a function: values are bound, results are cached.

Each function names the columns of its rows. A figure's bounds are in the question's unit and basis; for dates they
are days since 1970-01-01, and `_date` columns hold the same as calendar days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboards import among, answer_statements, cite, claim_rows, record_statements, statements
from dashboards.warehouse import Row, rows

Codes = dict[str, dict[str, Row]]
"""The code lists: list, then code, to its row of `label` and `description`."""

CLAIMS_SHOWN = 200
"""How many claims of one question are shown at most: more than a picture can hold."""

_QUALITIES = {
    "claimant": "claimants",
    "side": "sides",
    "outlet": "outlets",
    "language": "languages",
    "status": "statuses",
    "proof": "proofs",
}
"""What claims can be filtered by, and the parameter of each."""


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


def facets(known: str = "") -> list[Row]:
    """How many questions share topic, verdict, event and distance of a conflict; events in order of time.

    Columns: topic, verdict, event_id, event_name, band (of `gaps`), n.

    Args:
        known: an ISO day, to leave out what was published later; here as below, empty for all that is known now.
    """
    return rows(answer_statements.facets(is_known=bool(known)), known=known)


def is_question(question_id: str) -> bool:
    """Whether the warehouse has a question."""
    return bool(rows("select 1 from marts.dim_questions where question_id = $question", question=question_id))


def first_days() -> Row | None:
    """The first and the last day on which an answer changed: first_day, last_day; None without a claim."""
    found = rows(answer_statements.FIRST_DAYS)
    return found[0] if found and found[0]["first_day"] else None


def claim_facets() -> dict[str, list[Row]]:
    """What claims can be filtered by: claimant, side, outlet, language, status, proof, to rows of code, label and n."""
    found: dict[str, list[Row]] = {}
    for row in rows(answer_statements.CLAIM_FACETS):
        found.setdefault(row["facet"], []).append(row)
    return found


def answers(
    *,
    topic: str = "",
    event: str = "",
    verdicts: tuple[str, ...] = (),
    bands: tuple[str, ...] = (),
    search: str = "",
    question: str = "",
    known: str = "",
    qualities: Mapping[str, tuple[str, ...]] | None = None,
    order: str = "",
    most: int | None = None,
) -> list[Row]:
    """The questions that the filters let through, one row each, with the columns of fct_answers and n_passing.

    Args:
        topic: code of a topic; here as below, an empty value does not filter.
        event: event_id.
        verdicts: codes of verdicts, any of which may hold.
        bands: how far apart the widest conflict may be, of `gaps.BANDS`.
        search: words that must all stand in the question, its figures, their quotes, publishers or claimants.
        question: one question_id.
        known: an ISO day: the answers as they stood then; questions of which nothing was known are left out.
        qualities: what one claim on the question must have: claimant, side, outlet, language, status or proof, to
            codes any of which will do.
        order: of `answer_statements.ORDERS`, by question_id unless given; equals stand in the order of their events.
        most: how many rows at most; n_passing counts all that pass.
    """
    words = {f"word_{at}": word for at, word in enumerate(search.split())}
    asked = _qualities(qualities)
    statement = answer_statements.ranked(
        is_known=bool(known), n_words=len(words), qualities=asked, order=order, most=most
    )
    filters = {"topic": topic, "event": event, "verdicts": verdicts, "bands": bands, "question": question}
    ranked = rows(statement, known=known, **filters, **words, **asked)
    whole = _answered([row["question_id"] for row in ranked], known)
    return [whole[row["question_id"]] | row for row in ranked]


def _answered(question_ids: Sequence[str], known: str) -> dict[str, Row]:
    """Some answers by question, with the names of the questions that theirs are shares of."""
    if not question_ids:
        return {}
    statement, asked = among.filled(answer_statements.answers(is_known=bool(known)), question_ids, few=1)
    found = {row["question_id"]: row for row in rows(statement, known=known, **asked)}
    wholes = claim_rows.questions({row["share_of"] for row in found.values()} - {None})
    for row in found.values():
        row["share_of_question"] = wholes[row["share_of"]]["question"] if row["share_of"] else None
    return found


def matching(claims: Mapping[str, list[Row]], qualities: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Which claims of `claims_on` have the qualities asked for, as in `answers`; none where none is asked for."""
    asked = _qualities(qualities)
    if not asked or not claims:
        return set()
    statement, parameters = among.filled(answer_statements.matching(asked), tuple(claims))
    return claim_rows.alike(claims, rows(statement, known="", **parameters, **asked))


def versions(question_id: str) -> list[Row]:
    """How the answer to a question changed: rows of fct_answer_versions in order of time."""
    return rows(answer_statements.VERSIONS, question=question_id)


def claims_on(question_ids: Iterable[str], known: str = "") -> dict[str, list[Row]]:
    """The claims on each of some questions: the lowest interval first, then denials, then silence.

    Of a question with more than CLAIMS_SHOWN claims these many, every figure among them before any of them twice.
    """
    found: dict[str, list[Row]] = {question_id: [] for question_id in question_ids}
    read: list[Row] = []
    for group in among.groups(tuple(found)):
        statement, asked = among.filled(statements.CHOSEN, group)
        chosen = tuple(row["claim_id"] for row in rows(statement, known=known, most=CLAIMS_SHOWN, **asked))
        statement, asked = among.filled(statements.CLAIMS, group)
        read += rows(statement, known=known, claims=chosen, **asked) if chosen else ()
    for claim in claim_rows.whole(read):
        found[claim["question_id"]].append(claim)
    return found


def pairs_on(question_ids: Iterable[str], known: str = "") -> dict[str, list[Row]]:
    """The compared pairs of claims on each of some questions."""
    return _by_question(statements.PAIRS, question_ids, known=known)


def definitions_beside(question_ids: Iterable[str], known: str = "") -> dict[str, list[Row]]:
    """The questions that count something else under the same measure, beside each of some questions.

    One row each: other_id, question, definition, scope, n_pairs (of claims that are not comparable), and the other's
    value_type, unit, basis, low, high.
    """
    return _by_question(statements.DEFINITIONS, question_ids, known=known)


def claims_in(document_id: str) -> list[Row]:
    """The claims of one document, in the order of its questions."""
    coded = rows(
        "select claim_id from marts.bridge_document_claims where document_id = $document", document=document_id
    )
    return claim_rows.whole(among.named(statements.CLAIMS_BY_ID, (row["claim_id"] for row in coded), known=""))


def n_documents() -> int:
    """How many documents there are."""
    return int(rows("select count(*) as n from marts.dim_documents")[0]["n"])


def documents(search: str = "", most: int = 2**31) -> list[Row]:
    """The passports: one row per document, by publisher.

    Args:
        search: words that must all stand in publisher, title, address or id; empty for all.
        most: how many at most.
    """
    if words := " ".join(search.split()):
        return rows(statements.FOUND_DOCUMENTS, search=words, most=most)
    return rows(statements.DOCUMENTS, most=most)


def document(document_id: str) -> Row | None:
    """The passport of one document; None for one that is not there."""
    found = rows(statements.DOCUMENT, document=document_id) if document_id else []
    return found[0] if found else None


def busiest_document() -> str:
    """The document with most claims, of those of which a text is held if there are any; empty without documents."""
    found = rows(statements.BUSIEST_DOCUMENT)
    return str(found[0]["document_id"]) if found else ""


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


def promises(on: str = "") -> list[Row]:
    """The record: one row per promise, direction and counting party, with the columns of fct_promises.

    Args:
        on: an ISO day: what had been promised and had come by then; here as below, empty for all.
    """
    return rows(record_statements.PROMISES, on=on)


def deliveries(on: str = "") -> list[Row]:
    """What counts towards each promise, by direction and counting party: rows of fct_deliveries in order of time."""
    return rows(record_statements.DELIVERIES, on=on)


def delivery_days() -> Row | None:
    """The first and the last day of a delivery: first_day, last_day; None without one."""
    found = rows(record_statements.DELIVERY_DAYS)
    return found[0] if found and found[0]["first_day"] else None


def running_totals() -> list[Row]:
    """Standing totals beside the one before: rows of fct_running_totals by question and day."""
    return rows(record_statements.TOTALS)


def partitions() -> list[Row]:
    """Parts beside their wholes: rows of fct_partitions, those that miss first."""
    return rows(record_statements.PARTITIONS)


def balances() -> list[Row]:
    """What came to Ukraine beside what came to Russia: rows of fct_direction_balance in order of time."""
    return rows(record_statements.BALANCES)


def corrections() -> list[Row]:
    """The ledger of corrections: rows of fct_corrections, with the claim's label and question."""
    found = rows(record_statements.CORRECTIONS)
    claims = cite.claims(row["claim_id"] for row in found if row["claim_id"])
    told = ("value_label", "question_id", "question")
    return [row | {name: claims.get(row["claim_id"], {}).get(name) for name in told} for row in found]


def load() -> Row | None:
    """What was read for this publication: loaded_at (UTC), n_documents, n_claims."""
    found = rows("select loaded_at, n_documents, n_claims from raw.loads")
    return found[0] if found else None


def _by_question(statement: str, question_ids: Iterable[str], **parameters: str | int) -> dict[str, list[Row]]:
    """Run a statement for some questions (none: no rows) and sort its rows by question."""
    wanted = tuple(question_ids)
    found: dict[str, list[Row]] = {question_id: [] for question_id in wanted}
    if wanted:
        statement, asked = among.filled(statement, wanted)
        for row in rows(statement, **parameters, **asked):
            found[row["question_id"]].append(row)
    return found


def _qualities(asked: Mapping[str, tuple[str, ...]] | None) -> dict[str, tuple[str, ...]]:
    """The parameters of the qualities of claims that are asked for."""
    return {_QUALITIES[name]: tuple(codes) for name, codes in (asked or {}).items() if codes}
