"""From claims to what is drawn: where an interval begins and ends on the axis, and how its ends look.

The ends are drawn as the words have them: "more than 3,000" is hollow at 3,000, although the comparison knows it as
the closed [3001, ∞), since whole numbers have no value between.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboards import wording
from dashboards.warehouse import Row


class End(StrEnum):
    """How an end of an interval looks."""

    CLOSED = "closed"
    """The value belongs to it: a filled dot."""
    OPEN = "open"
    """The value does not belong to it: a hollow dot."""
    ARROW = "arrow"
    """It goes on without limit."""
    LEAST = "least"
    """No word sets it: it is the least value that makes sense."""


@dataclass(frozen=True)
class Drawn:
    """One claim as it is drawn.

    Attributes:
        claim_id: where a click leads.
        publisher: who printed it.
        credit: whom the text credits.
        figure: the figure with its hedge.
        low, high: ends on the axis, in the question's unit (days for dates); None where there is no interval.
        low_end, high_end: how they look.
        nominal: the printed figure where the interval is spread around it, else None.
        is_spread: the interval follows from our reading of a word ("about"), not from printed ends.
        is_denied: the text says that it is not so.
        is_summary: no claim, but what the claims come to together; it leads nowhere.
        is_matched: the claim passes filters that others of its question do not.
    """

    claim_id: str
    publisher: str
    credit: str
    figure: str
    low: float | None
    high: float | None
    low_end: End
    high_end: End
    nominal: float | None
    is_spread: bool
    is_denied: bool
    is_summary: bool = False
    is_matched: bool = False

    @property
    def is_point(self) -> bool:
        """The interval is one value."""
        return self.low is not None and self.low == self.high

    @property
    def has_interval(self) -> bool:
        """There is something to draw on the axis."""
        return self.low is not None or self.high is not None or End.ARROW in (self.low_end, self.high_end)


def drawn(claim: Row, *, is_matched: bool = False) -> Drawn:
    """How one claim of a count, duration, share or date is drawn."""
    low, high = claim["bound_low"], claim["bound_high"]
    low_end = _end(low, claim["low_open"] or claim["hedge_low_open"], claim["hedge_low_end"])
    high_end = _end(high, claim["high_open"] or claim["hedge_high_open"], claim["hedge_high_end"])
    # Counts are compared as closed whole numbers: an open end is drawn at the printed figure itself.
    if claim["value_type"] == "count":
        low = claim["printed_low"] if low_end is End.OPEN else low
        high = claim["printed_high"] if high_end is End.OPEN else high
    is_wide = low is not None and high is not None and low < high
    ends = {claim["hedge_low_end"], claim["hedge_high_end"]}
    is_spread = is_wide and bool(ends & {"spread_start", "spread_end", "figure_start", "word"})
    is_centred = {"spread_start", "spread_end"} <= ends or "figure_start" in ends
    return Drawn(
        claim_id=claim["claim_id"],
        publisher=wording.publisher(claim["publisher"]),
        credit=wording.credit(claim),
        figure=wording.figure(claim["value_label"]),
        low=low if claim["has_interval"] else None,
        high=high if claim["has_interval"] else None,
        low_end=low_end if claim["has_interval"] else End.CLOSED,
        high_end=high_end if claim["has_interval"] else End.CLOSED,
        nominal=(low + high) / 2 if is_spread and is_centred and not claim["has_upper"] else None,
        is_spread=is_spread,
        is_denied=claim["is_denied"],
        is_matched=is_matched,
    )


def summary(question: Row) -> list[Drawn]:
    """What the claims come to, to be drawn above them: all figures together, and the core that most origins allow."""
    found = []
    if has_envelope(question):
        found.append(_together(question, "", "All figures", wording.counted(question["n_claims"], "claim")))
    if has_core(question):
        support = f"allowed by {question['core_support']} of {wording.counted(question['n_origins'], 'origin')}"
        found.append(_together(question, "core_", "Core", support))
    return found


def has_envelope(question: Row) -> bool:
    """More than one claim has a say, and one of them an interval."""
    is_measured = question["value_type"] != "identity" and question["n_claims"] > question["n_silent"]
    is_asserted = question["n_denied"] + question["n_silent"] < question["n_claims"]
    return bool(is_measured and is_asserted and question["n_claims"] > 1)


def has_core(question: Row) -> bool:
    """Origins can be counted against each other."""
    return bool(has_envelope(question) and question["n_origins"] > 1 and question["core_support"])


def _together(question: Row, prefix: str, name: str, credit: str) -> Drawn:
    """An interval of a question as it is drawn; the axis has its unit."""
    low, high = question[f"{prefix}low"], question[f"{prefix}high"]
    return Drawn(
        claim_id="",
        publisher=name,
        credit=credit,
        figure=wording.together(question, prefix, ""),
        low=low,
        high=high,
        low_end=_end(low, question[f"{prefix}low_open"], None),
        high_end=_end(high, question[f"{prefix}high_open"], None),
        nominal=None,
        is_spread=False,
        is_denied=False,
        is_summary=True,
    )


def _end(bound: float | None, is_open: bool | None, source: str | None) -> End:
    """How an end looks, by where it comes from (`interval_ends`) and whether the value belongs to it."""
    if bound is None:
        return End.ARROW
    if source == "domain":
        return End.LEAST
    return End.OPEN if is_open else End.CLOSED
