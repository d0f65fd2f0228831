"""The rounds of talks side by side, as HTML: a row per thing that can be told of a round, a cell per round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboards import markup, wording
from dashboards.markup import text
from dashboards.queries import Codes
from dashboards.warehouse import Row

_MOST = 4
"""Figures shown of one answer; the rest is one click away."""

ASPECTS = {
    "When and where": ("date", "city", "building", "start", "end", "delay"),
    "Who came": ("head-ukraine", "head-russia", "delegation-ukraine", "delegates-russia", "advisers-russia"),
}
"""What can be told of each round, by the ids of its questions after the name of the round."""

_STANDS = {"n_agree": "agrees with", "n_compatible": "is compatible with", "n_conflict": "conflicts with"}
_PROPOSED = ("proposed", "offered", "requested", "agreed")


def answers_on(questions: Sequence[Row], event_id: str, aspects: Iterable[str]) -> list[Row]:
    """The questions on some aspects of one round that somebody answers, in the order of the aspects."""
    of_round = {
        row["question_id"].partition("-")[2]: row
        for row in questions
        if row["event_id"] == event_id and row["topic"] == "talks" and row["n_claims"]
    }
    return [of_round[aspect] for aspect in aspects if aspect in of_round]


def proposals_on(questions: Sequence[Row], event_id: str) -> list[Row]:
    """The questions on what was proposed, offered or agreed at one round."""
    return [
        row
        for row in questions
        if row["event_id"] == event_id
        and row["n_claims"]
        and (
            row["stage"] == "promised"
            or row["category"] == "proposal"
            or set((row["statuses"] or "").split(", ")) & set(_PROPOSED)
        )
    ]


def beside(rounds: Sequence[Row], cells: Mapping[str, str], nothing: str) -> str:
    """One cell per round, beside each other where there is room.

    Args:
        rounds: of `topic_queries.rounds`.
        cells: the inside of each cell, by event_id.
        nothing: what an empty cell says.
    """
    parts = "".join(
        f"<section><h3>{text(row['name'])}</h3>{cells.get(row['event_id']) or f'<p class=pl-none>{text(nothing)}</p>'}"
        "</section>"
        for row in rounds
    )
    return f'<div class="pl-rounds">{parts}</div>'


def answers(questions: Sequence[Row], claims: Mapping[str, Sequence[Row]], codes: Codes, *, whose: bool = False) -> str:
    """Some questions on a round: each with the figures that are told, and how far they agree.

    Args:
        questions: of `topic_queries.questions`.
        claims: of `topic_queries.figures_on`, by question.
        codes: the code lists.
        whose: say what became of it and according to whom, as of a proposal.
    """
    items = "".join(_answer(row, claims[row["question_id"]], codes, whose=whose) for row in questions)
    return f"<ul>{items}</ul>" if items else ""


def _answer(question: Row, claims: Sequence[Row], codes: Codes, *, whose: bool) -> str:
    """One question, then its figures, each once, with the claims behind it."""
    asked = markup.link("compare", question["question"], question=question["question_id"])
    groups: dict[str, list[Row]] = {}
    for claim in claims:
        groups.setdefault(wording.figure(claim["value_label"]), []).append(claim)
    said = [_figure(label, group, codes, whose=whose) for label, group in list(groups.items())[:_MOST]]
    more = f" and {wording.counted(len(groups) - _MOST, 'more figure')}" if len(groups) > _MOST else ""
    badge = markup.badge(codes, question["verdict"]) if question["n_claims"] > 1 else ""
    return f'<li><span class="pl-ask">{asked}</span>{"; ".join(said)}{text(more)} {badge}</li>'


def _figure(label: str, claims: Sequence[Row], codes: Codes, *, whose: bool) -> str:
    """A figure with links to the claims that give it; of a proposal with its status and who says so."""
    figure = f"<b>{text(label)}</b>{markup.sources(' '.join(claim['claim_id'] for claim in claims))}"
    if not whose:
        return figure
    statuses = dict.fromkeys(markup.label(codes, "statuses", claim["status"]) for claim in claims)
    credits = list(dict.fromkeys(_credit(claim) for claim in claims))
    shown = wording.listed(credits[:3]) + (f" and {len(credits) - 3} more" if len(credits) > 3 else "")
    return f'{figure} <span class="pl-muted">{", ".join(statuses)}, according to {text(shown)}</span>'


def _credit(claim: Row) -> str:
    """Who says it: whom the text credits, else its publisher."""
    if claim["claimant_id"] == "outlet":
        return wording.publisher(claim["publisher"])
    return str(claim["claimants"] or claim["claimant_id"])


def lengths(rows: Sequence[Row], names: Mapping[str, str]) -> str:
    """How long one round lasted, as a list: told lengths, then those between a start and an end that one text gives.

    Args:
        rows: of `topic_queries.round_lengths`, of one round.
        names: of actors by slug.
    """
    items = "".join(
        f"<li><b>{text(wording.figure(row['length_label'] or ''))}</b>"
        f"{markup.sources(' '.join(filter(None, (row['claim_id'], row['end_claim_id']))))} "
        f'<span class="pl-muted">{text(said(row, names))}{text(_worked_out(row))}; {text(_relations(row))}</span></li>'
        for row in rows
    )
    return f"<ul>{items}</ul>" if items else ""


def said(row: Row, names: Mapping[str, str]) -> str:
    """Who tells a length, and who prints it."""
    publisher = wording.publisher(row["publisher"])
    credited = [names.get(who, who) for who in row["claimant_id"].split("+") if who != "outlet"]
    return f"{wording.listed(credited)}, {publisher}" if credited else publisher


def _worked_out(row: Row) -> str:
    """What a start and an end amount to."""
    if not row["is_derived"]:
        return ""
    return f": from start to end {interval(row)}, worked out by us"


def interval(row: Row) -> str:
    """A length in minutes."""
    low, high = row["minutes_low"], row["minutes_high"]
    return wording.interval(low, high, "duration", "minutes", low_open=row["low_open"], high_open=row["high_open"])


def _relations(row: Row) -> str:
    """How the length stands to the others told of the round."""
    found = [f"{words} {row[name]}" for name, words in _STANDS.items() if row[name]]
    return f"{wording.listed(found)} of the others" if found else "no other to set it against"
