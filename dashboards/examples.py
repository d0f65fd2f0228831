"""Ready statements for the SQL page: some of its own, and those that stand in docs/findings.md and docs/sampling.md."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from parley.findings import PAGES

_HEADING = re.compile(r"^#+ (?P<title>.+)$")
_BLOCK = re.compile(r"^#+ [^\n]+$|^```sql\n.*?^```$", re.DOTALL | re.MULTILINE)


class Example(NamedTuple):
    """A statement that is ready to run, with what it asks in words."""

    title: str
    statement: str


OWN = (
    Example(
        "How many questions are there of each verdict?",
        "select verdict, count(*) as questions\nfrom marts.fct_answers\ngroup by verdict\norder by questions desc",
    ),
    Example(
        "Which claims on one question lie furthest apart?",
        "select\n    answers.question, a.value_label as one_says, b.value_label as other_says, pairs.gap,\n"
        "    round(100 * pairs.gap_share, 1) as gap_percent, pairs.claim_id_a, pairs.claim_id_b\n"
        "from marts.fct_claim_pairs as pairs\n"
        "inner join marts.fct_answers as answers on pairs.question_id = answers.question_id\n"
        "inner join marts.fct_claims as a on pairs.claim_id_a = a.claim_id\n"
        "inner join marts.fct_claims as b on pairs.claim_id_b = b.claim_id\n"
        "where pairs.relation = 'conflict' and pairs.gap is not null\n"
        "order by pairs.gap_share desc nulls last\nlimit 50",
    ),
    Example(
        "What came of each promise, by each side's count?",
        "select\n    question, direction, party, promised_core_low, promised_core_high,\n"
        "    delivered_core_low, delivered_core_high, n_deliveries, n_silent\n"
        "from marts.fct_promises\nwhere party in ('ukraine', 'russia')\norder by question, direction, party",
    ),
    Example(
        "What was known on 10 June 2025?",
        "select question_id, question, verdict, low, high, n_documents\nfrom marts.fct_answer_versions\n"
        "where valid_from <= date '2025-06-10' and coalesce(valid_to >= date '2025-06-10', true)\n"
        "order by n_documents desc, question_id",
    ),
    Example(
        "Which number stands under two questions?",
        "select echoes.number, a.question as one_question, b.question as other_question, echoes.explained_by\n"
        "from marts.fct_echoes as echoes\n"
        "inner join marts.dim_questions as a on echoes.question_id_a = a.question_id\n"
        "inner join marts.dim_questions as b on echoes.question_id_b = b.question_id\n"
        "order by echoes.number desc",
    ),
    Example(
        "Who is credited with how many claims?",
        "select actors.name, actors.side, count(*) as claims\n"
        "from marts.bridge_claim_claimants as bridge\n"
        "inner join marts.dim_actors as actors on bridge.claimant_id = actors.actor_id\n"
        "group by all\norder by claims desc\nlimit 25",
    ),
    Example(
        "Which totals fell below an earlier one?",
        "select question_id, claimants, held_on, value_label, previous_held_on, previous_value_label,\n"
        "    claim_id, previous_claim_id\n"
        "from marts.fct_running_totals\nwhere fell and compared_with = 'same_claimant'\norder by held_on",
    ),
    Example(
        "How loosely are figures hedged?",
        "select hedges.label as hedge, count(*) as claims\nfrom marts.fct_claims as claims\n"
        "inner join seeds.hedges as hedges on claims.hedge = hedges.code\ngroup by all\norder by claims desc",
    ),
    Example(
        "Which checks did not hold at the last build?",
        "select check_id, severity, n_unexpected, observed, threshold, reason\n"
        "from checks.results\nwhere not success\norder by severity, check_id",
    ),
)
"""The page's own; the first one is shown where the address names none."""


@cache
def all_examples() -> tuple[Example, ...]:
    """The page's own examples, then those of the docs, each with its heading."""
    return (*OWN, *(example for page in PAGES if page.is_file() for example in _of(page)))


def _of(page: Path) -> list[Example]:
    """The statements of a page of the docs; several under one heading are numbered."""
    found: list[Example] = []
    heading, number = page.stem, 0
    for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        if title := _HEADING.match(block):
            heading, number = title["title"], 0
            continue
        number += 1
        told = heading if number == 1 else f"{heading} ({number})"
        found.append(Example(f"{page.stem}: {told}", "\n".join(block.splitlines()[1:-1])))
    return found
