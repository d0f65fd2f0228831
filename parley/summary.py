"""The table at the end of a build: the headline questions in each document's words, and what the file holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from rich import box
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from ingest.problems import counted
from parley.connection import open_read_only
from parley.headlines import HEADLINES
from parley.promises import promises

if TYPE_CHECKING:
    import duckdb

# One claim of each figure comes before the repeats, so that the few that are shown differ.
_HEADLINES = """
select
    answers.question_id,
    answers.question,
    verdicts.label as verdict,
    answers.n_assuming > 0 as assumes,
    answers.n_documents,
    answers.n_origins,
    coalesce(actors.name, documents.publisher) as publisher,
    coalesce(claims.gloss, claims.quote, '') as words,
    coalesce(claims.value_label, '') as label,
    claims.polarity = 'denied' as is_denied,
    case when claims.gloss is not null then documents.language end as language
from marts.fct_answers as answers
inner join seeds.verdicts as verdicts on answers.verdict = verdicts.code
inner join marts.fct_claims as claims on answers.question_id = claims.question_id
inner join marts.dim_documents as documents on claims.document_id = documents.document_id
left join marts.dim_actors as actors on documents.publisher = actors.actor_id
where list_contains($headlines, answers.question_id)
order by
    list_position($headlines, answers.question_id),
    row_number() over (
        partition by answers.question_id, claims.value_label
        order by documents.published_latest, claims.document_id, claims.claim_id
    ),
    documents.published_latest,
    claims.document_id,
    claims.char_start,
    claims.claim_id
"""

_COUNTS = {
    "documents": "select count(*) from marts.dim_documents",
    "claims": "select count(*) from marts.fct_claims",
    "questions": "select count(*) from marts.dim_questions",
    "rejects": "select count(*) from raw.rejects",
    "checks": "select count(*) filter (where success) from checks.results",
    "failed": "select count(*) filter (where not success) from checks.results",
}

_VERDICTS = """
select verdicts.label, count(*)
from marts.fct_answers as answers
inner join seeds.verdicts as verdicts on answers.verdict = verdicts.code
group by verdicts.label, verdicts.precedence
order by verdicts.precedence
"""

_CONFLICTS = """
select kinds.label, count(*)
from marts.fct_claim_pairs as pairs
inner join seeds.pair_kinds as kinds on pairs.kind = kinds.code
where pairs.relation = 'conflict'
group by kinds.label
order by count(*) desc, kinds.label
"""

# Of a question with many claims the pairs are counted, and few are listed.
_CONFLICTING = "select coalesce(sum(n_conflict), 0)::bigint from marts.fct_answers"

_FALLS = """
select
    count(distinct claim_id) filter (where fell) as falls,
    count(distinct claim_id) filter (where fell and compared_with = 'same_claimant') as own
from marts.fct_running_totals
"""

_COVERAGE = """
select text_edition, source, sum(numerals)::bigint, sum(coded)::bigint, sum(dismissed)::bigint
from raw.coverage
group by all
order by all
"""

_PROOFS = """
select proofs.label, count(*)
from marts.fct_claims as claims
inner join seeds.proofs as proofs on claims.proof = proofs.code
group by all
order by all
"""

_MOST_CLAIMS = 3
"""Of a question that many documents answer, so many claims are shown."""

_WIDE = 110
"""From this width on there is room for the reading of each quote."""

_STYLES = {"agree": "green", "conflict": "bold yellow", "disputed": "bold yellow", "silent": "dim"}
_COUNTED = {"counted": "counted in this build", "recorded": "as recorded by an earlier build"}


class _Claim(NamedTuple):
    """One row of `_HEADLINES`."""

    question_id: str
    question: str
    verdict: str
    assumes: bool
    n_documents: int
    n_origins: int
    publisher: str
    words: str
    label: str
    is_denied: bool
    language: str | None


def show(database: Path, console: Console) -> None:
    """Print the summary of a published file, as wide as the console.

    Args:
        database: the published file.
        console: where to print.

    Raises:
        Failure: there is no warehouse to read.
    """
    connection = open_read_only(database)
    try:
        claims = connection.execute(_HEADLINES, {"headlines": list(HEADLINES)}).fetchall()
        console.print()
        if claims:
            console.print(_headlines(map(_Claim._make, claims), console.width))
        if (record := promises(connection)) is not None:
            console.print(record)
        console.print(_counts(connection))
    finally:
        connection.close()


def _headlines(claims: Iterable[_Claim], width: int) -> Table:
    """One block per question: the verdict and who reports, the question, and each document's words."""
    table = Table(box=box.SIMPLE_HEAD, show_lines=True, pad_edge=False, header_style="bold")
    table.add_column("Verdict", no_wrap=True)
    table.add_column("Question, and what is reported", ratio=1)
    for _, group in groupby(claims, key=lambda claim: claim.question_id):
        rows = list(group)
        table.add_row(_verdict(rows[0]), Group(Text(rows[0].question, style="bold"), _words(rows, width)))
    return table


def _verdict(claim: _Claim) -> Text:
    """The verdict, what it assumes, and how many documents and origins stand behind it."""
    told = Text(claim.verdict, style=_STYLES.get(claim.verdict, ""))
    if claim.assumes:
        told.append("\nassuming basis", style="dim")
    told.append(f"\n{counted(claim.n_documents, 'document')}\n{counted(claim.n_origins, 'origin')}", style="dim")
    return told


def _words(claims: Sequence[_Claim], width: int) -> Table:
    """Some documents' words, one line each, in English; what is denied is marked, and how it was read if that fits."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(max_width=22, style="dim")
    table.add_column(ratio=1)
    for claim in claims[:_MOST_CLAIMS]:
        words = Text("denies " if claim.is_denied else "", style="italic")
        words.append(f"“{claim.words}”" if claim.words else f"{claim.label}, no quote held", style="not italic")
        words.append(f" (from {claim.language})" if claim.language else "", style="dim not italic")
        row = [Text(claim.publisher), words]
        if width >= _WIDE:
            row.append(Text(claim.label, style="dim"))
        table.add_row(*row)
    if len(claims) > _MOST_CLAIMS:
        table.add_row("", Text(f"and {counted(len(claims) - _MOST_CLAIMS, 'claim')} more", style="dim"))
    return table


def _counts(connection: duckdb.DuckDBPyConnection) -> Table:
    """What the file holds, one line per kind of count."""
    counts = {name: _number(connection, query) for name, query in _COUNTS.items()}
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    held = ", ".join(counted(counts[name], name[:-1]) for name in ("documents", "claims", "questions"))
    table.add_row("Holds", held)
    table.add_row("Verdicts", _listed(connection.execute(_VERDICTS).fetchall()))
    if conflicts := connection.execute(_CONFLICTS).fetchall():
        number, listed = _number(connection, _CONFLICTING), sum(pairs for _, pairs in conflicts)
        among = f", {listed:,} of them listed" if listed < number else ""
        table.add_row("Conflicts", f"{counted(number, 'pair')} of claims{among}: {_listed(conflicts)}")
    falls, own = connection.execute(_FALLS).fetchall()[0]
    if falls:
        table.add_row("Running totals", f"{falls:,} below an earlier one, {own:,} of them below the claimant's own")
    for edition, source, numerals, coded, dismissed in connection.execute(_COVERAGE).fetchall():
        told = f"{coded + dismissed:,} of {numerals:,} accounted for: {coded:,} coded, {dismissed:,} dismissed"
        table.add_row(f"Numerals, {edition}", f"{told}; {_COUNTED[source]}")
    table.add_row("Proofs", _listed(connection.execute(_PROOFS).fetchall()))
    if counts["rejects"]:
        table.add_row("Set aside", Text(f"{counted(counts['rejects'], 'row')}, see raw.rejects", style="bold yellow"))
    table.add_row("Checks", f"{counts['checks']:,} passed" + _warned(counts["failed"]))
    return table


def _warned(failed: int) -> str:
    """The failed checks of a published file: they warn, a critical one would have stopped it."""
    return f", {failed:,} with a warning, see checks.results" if failed else ""


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """The one number that a query answers."""
    row: tuple[Any, ...] | None = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _listed(rows: Iterable[tuple[str, int]]) -> str:
    """`12 agree, 3 conflict`."""
    return ", ".join(f"{number:,} {label}" for label, number in rows)
