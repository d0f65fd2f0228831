"""The sharpest disagreements: the questions, and the two claims of each that lie furthest apart."""

from __future__ import annotations

from dashboards import cite
from dashboards.warehouse import Row, rows

# A gap is weighed against the larger figure: that makes counts of five and of fifty thousand comparable; what has no
# such share (days, times, names, denials) follows, most documents first.
_SHARPEST = """
select
    answers.question_id, answers.question, answers.topic, answers.verdict, answers.value_type, answers.unit,
    answers.n_documents, answers.n_channels, answers.n_origins, answers.n_conflict, answers.verdict_sensitive,
    events.name as event_name, pairs.rule, pairs.kind, pairs.gap, pairs.gap_share, pairs.touching, pairs.difference,
    pairs.claim_id_a as a_claim_id, pairs.claim_id_b as b_claim_id
from marts.fct_answers as answers
inner join marts.fct_widest_pairs as pairs on answers.question_id = pairs.question_id
left join marts.dim_events as events on answers.event_id = events.event_id
where answers.verdict in ('conflict', 'disputed')
order by
    answers.verdict = 'disputed' desc, pairs.gap_share desc nulls last,
    answers.n_documents desc, answers.question_id
limit $most
"""

_TOLD = {
    "label": "value_label",
    "denied": "is_denied",
    "publisher": "publisher",
    "claimant_id": "claimant_id",
    "names": "claimants",
}
"""What is told of each of the two claims, and the column of `cite.claims` that has it."""


def questions(most: int) -> list[Row]:
    """The questions with the sharpest disagreement, each with the two claims that lie furthest apart.

    Args:
        most: how many.

    Returns:
        One row each: the question, the pair (rule, kind, gap, gap_share, touching, difference), and of both claims
        claim_id, label, denied, publisher, claimant_id and names, with `a_` and `b_` before the name.
    """
    found = rows(_SHARPEST, most=most)
    ends = [row[f"{end}_claim_id"] for row in found for end in "ab"]
    claims = cite.claims(ends)
    return [
        row
        | {f"{end}_{name}": claims[row[f"{end}_claim_id"]][column] for end in "ab" for name, column in _TOLD.items()}
        for row in found
    ]
