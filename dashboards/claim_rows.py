"""What small tables add to claims: the words of their questions, the ends of their hedges, their figures converted.

A statement that joins all of these takes longer to plan than to run, and a join with all questions reads every one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboards import among
from dashboards.warehouse import Row, rows

_QUESTIONS = "select question_id, question, value_type, verdict from marts.fct_answers where question_id in ({ids})"
_HEDGES = "select code, low_end, low_open, high_end, high_open from seeds.hedges"
_UNITS = "select unit_from, unit_to, multiplier / divisor as factor from seeds.unit_conversions"
_BASES = "select basis_from, basis_to, factor from seeds.basis_conversions"


def questions(question_ids: Iterable[str]) -> dict[str, Row]:
    """Some questions by id: question, value_type, verdict."""
    return {row["question_id"]: row for row in among.named(_QUESTIONS, question_ids)}


def alike(claims: Mapping[str, list[Row]], wanted: Sequence[Row]) -> set[str]:
    """The claims that are like one of some rows in every column that these have.

    Args:
        claims: of `queries.claims_on`.
        wanted: rows of `answer_statements.matching`; none: no claims.
    """
    names = tuple(wanted[0]) if wanted else ()
    shared = {tuple(row.values()) for row in wanted}
    every = (claim for on_one in claims.values() for claim in on_one)
    return {claim["claim_id"] for claim in every if tuple(claim[name] for name in names) in shared}


def whole(claims: Iterable[Row]) -> list[Row]:
    """Claims, in their order, with what the tables of questions, hedges and conversions say of them.

    Args:
        claims: rows of `statements.CLAIMS` or `statements.CLAIMS_BY_ID`, with printed_low and printed_high in the unit
            and the basis of the print.

    Returns:
        Besides what a claim had: question, value_type, verdict, ambiguous_question; hedge_low_end, hedge_low_open,
        hedge_high_end, hedge_high_open; printed_low and printed_high in the unit and the basis of the question.
    """
    found = list(claims)
    asked = questions({claim["question_id"] for claim in found} | {claim["ambiguous"] for claim in found} - {None})
    hedges = {row["code"]: row for row in rows(_HEDGES)}
    units = {(row["unit_from"], row["unit_to"]): row["factor"] for row in rows(_UNITS)}
    bases = {(row["basis_from"], row["basis_to"]): row["factor"] for row in rows(_BASES)}
    for claim in found:
        question = asked[claim["question_id"]]
        claim |= {name: question[name] for name in ("question", "value_type", "verdict")} | _ends(claim, hedges)
        claim["ambiguous_question"] = asked.get(claim["ambiguous"], {}).get("question")
        factor = units.get((claim["unit"], claim["question_unit"]), 1.0)
        factor *= bases.get((claim["basis"], claim["question_basis"]), 1.0)
        for name in ("printed_low", "printed_high"):
            claim[name] = None if claim[name] is None else claim[name] * factor
    return found


def _ends(claim: Row, hedges: dict[str, Row]) -> Row:
    """Where the interval of a hedged figure ends; an end may have a hedge of its own: about a hundred at most."""
    hedge, low, high = (hedges.get(claim[name], {}) for name in ("hedge", "hedge_low", "hedge_high"))
    upper = {"high_end": "printed", "high_open": False} if claim["has_upper"] else hedge
    return {
        f"hedge_{name}": next((end[name] for end in ends if end.get(name) is not None), None)
        for name, ends in (
            ("low_end", (low, hedge)),
            ("low_open", (low, hedge)),
            ("high_end", (high, upper)),
            ("high_open", (high, upper)),
        )
    }
