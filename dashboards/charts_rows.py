"""Intervals in rows along one axis, each under a line of words: figures through time, and lengths of meetings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboards.axes import number_ticks
from dashboards.charts_panels import ARROWS, CONFLICT, COUNT, PAPER, Picture

_HEAD, _ROW, _EMPTY_LEFT = 34, 42, 0.2


@dataclass(frozen=True)
class Bar:
    """One interval with its words.

    Attributes:
        words: the figure, and who says it when.
        claim_id: where a click leads.
        low, high: its ends; None is unbounded.
        low_open, high_open: the end itself is outside.
        is_marked: it is told apart by colour and an arrow down: a total that falls.
        is_denied: the text says that it is not so.
    """

    words: str
    claim_id: str
    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False
    is_marked: bool = False
    is_denied: bool = False


def row_chart(groups: Sequence[tuple[str, Sequence[Bar]]], title: str) -> dict[str, Any] | None:
    """Groups of intervals as one picture on one axis; None without an end to draw.

    Args:
        groups: a heading, empty for none, and the rows below it, from top to bottom.
        title: of the axis: the unit.
    """
    ends = [end for _, bars in groups for bar in bars for end in (bar.low, bar.high) if end is not None]
    if not ends:
        return None
    low, high = _domain(min(ends), max(ends))
    ticks = number_ticks(low, high, is_whole=True)[:: max(1, math.ceil(len(f"{high:,.0f}") / 5))]
    picture = Picture(low, high, ticks=ticks, title=title)
    at = 0.0
    for heading, bars in groups:
        if heading:
            picture.edge(at)
            picture.word(at + 16, heading, is_strong=True)
            at += _HEAD
        for bar in bars:
            _row(picture, bar, at)
            at += _ROW
    picture.height = at
    return picture.specification()


def _domain(low: float, high: float) -> tuple[float, float]:
    """Where the axis begins and ends: at nothing, unless all figures lie close together far from it."""
    span = max(high - low, 0.1 * high, 1.0)
    start = low - 0.25 * span
    return (0.0 if start < _EMPTY_LEFT * high or low - start > low else start), high + 0.12 * span


def _row(picture: Picture, bar: Bar, top: float) -> None:
    """One row: the words, and the interval below them."""
    y, href = top + 27, f"evidence?claim={bar.claim_id}"
    color = CONFLICT if bar.is_marked else COUNT
    picture.word(top + 9, bar.words, is_strong=bar.is_marked, color=CONFLICT if bar.is_marked else "var(--pl-ink)")
    start, end = (picture.low if bar.low is None else bar.low), (picture.high if bar.high is None else bar.high)
    if end > start:
        picture.line(start, end, y, color=color, width=3)
    if bar.is_denied:
        picture.sign((start + end) / 2, y, "M-.5-.5L.5.5M.5-.5L-.5.5", href, 300, fill=color)
        return
    if bar.low is None:
        picture.sign(picture.low, y, ARROWS["left"], href, 110, color)
    else:
        _end(picture, bar.low, y, href, color, is_open=bar.low_open)
    if bar.high is None:
        picture.sign(picture.high, y, ARROWS["right"], href, 110, color)
    elif bar.high != bar.low:
        _end(picture, bar.high, y, href, color, is_open=bar.high_open)


def _end(picture: Picture, value: float, y: float, href: str, color: str, *, is_open: bool) -> None:
    """An end of an interval: filled where it belongs to it, hollow where it does not."""
    picture.sign(value, y, href=href, size=90, fill=color)
    if is_open:
        picture.sign(value, y, href=href, size=28, fill=PAPER)
