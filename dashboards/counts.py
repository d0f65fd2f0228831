"""Counts of one question through time: claims in the order of the days for which they hold, as a chart and as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards import markup, wording
from dashboards.charts_rows import Bar, row_chart
from dashboards.intervals import End, drawn
from dashboards.markup import text
from dashboards.queries import Codes
from dashboards.warehouse import Row


def ordered(claims: Sequence[Row]) -> list[Row]:
    """The claims by the day for which they hold, else by the day by which they were published."""
    return sorted(claims, key=lambda claim: (_held(claim), claim["bound_low"] or 0, claim["claim_id"]))


def chart(question: Row, claims: Sequence[Row], unit: str, fallen: set[str]) -> dict[str, Any] | None:
    """The claims on one axis, a row each, from the earliest day to the latest; None where fewer than two have figures.

    No core is drawn: figures that hold for different days are not held against each other.

    Args:
        question: of `topic_queries.questions`.
        claims: of `queries.claims_on`.
        unit: the question's unit in the plural, with its basis.
        fallen: the totals that fall below an earlier one, by claim_id.
    """
    bars = [_bar(claim, unit, claim["claim_id"] in fallen) for claim in ordered(claims) if claim["has_interval"]]
    if len(bars) < 2 or question["value_type"] in ("date", "clock", "identity"):
        return None
    return row_chart([("", bars)], unit)


def described(question: Row, claims: Sequence[Row]) -> str:
    """The chart in one sentence, for those who do not see it."""
    said = "; ".join(
        f"{wording.day(_held(claim))}, {_who(claim)}: {wording.figure(claim['value_label'])}"
        for claim in ordered(claims)
        if claim["has_interval"]
    )
    return f"{question['question']} By day: {said}. The list below has the same."


def head(question: Row, codes: Codes, level: int) -> str:
    """The question as a heading with its verdict, how many answer it, and what exactly is counted."""
    spread = wording.counted(question["n_documents"], "document")
    origins = wording.counted(question["n_origins"], "origin")
    link = markup.link("compare", "compare the claims", question=question["question_id"])
    return (
        f'<h{level} class="pl-way" id="question-{markup.anchor(question["question_id"])}">'
        f"{text(question['question'])}</h{level}>"
        f'<p class="pl-verdict">{markup.badge(codes, question["verdict"])} '
        f'<span class="pl-muted">{spread} · {origins}</span> {link}</p>'
        f'<p class="pl-remark">{text(question["definition"])}</p>'
    )


def listed(claims: Sequence[Row], codes: Codes) -> str:
    """The claims in the order of their days: figure, who says it, status, and the way to its words."""
    items = "".join(_item(claim, codes) for claim in ordered(claims))
    return f'<ul class="pl-words">{items}</ul>'


def _item(claim: Row, codes: Codes) -> str:
    figure = wording.figure(claim["value_label"])
    denied = " pl-is-denied" if claim["is_denied"] else ""
    return (
        f'<li class="pl-brief{denied}"><b class="pl-figure">'
        f"{markup.link('evidence', figure, claim=claim['claim_id'])}</b> {text(_who(claim))}, "
        f"{text(wording.publisher(claim['publisher']))}, {text(wording.day(_held(claim)))} "
        f"{markup.tag(codes, 'statuses', claim['status'])}{markup.proof(codes, claim)}</li>"
    )


def _bar(claim: Row, unit: str, is_fallen: bool) -> Bar:
    """One claim as a row: the day, the figure, who says it. The unit is the title of the axis."""
    mark = drawn(claim)
    said = mark.figure.removesuffix(f" {unit}") + (" ↓ fell" if is_fallen else "")
    return Bar(
        f"{wording.day(_held(claim))}  ·  {said}  ·  {_who(claim)}",
        claim["claim_id"],
        mark.low,
        mark.high,
        low_open=mark.low_end is End.OPEN,
        high_open=mark.high_end is End.OPEN,
        is_marked=is_fallen,
        is_denied=mark.is_denied,
    )


def _who(claim: Row) -> str:
    """Who says it: whom the text credits, else its publisher."""
    if claim["claimant_id"] == "outlet":
        return wording.publisher(claim["publisher"])
    return str(claim["claimants"] or claim["claimant_id"])


def _held(claim: Row) -> Any:
    """The day for which a total holds, else the one by which it was published."""
    return claim.get("held_on") or claim["as_of"] or claim["published_latest"]
