"""The axis of a question: how far it goes, and which values or days it names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboards import wording
from dashboards.intervals import Drawn, End

_MOST_TICKS = 8
_CLOCK_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360)
DAY_SECONDS, MINUTE_SECONDS = 86400, 60
_LEAST_SPAN = {"count": 2.0, "ordinal": 2.0, "date": 6.0, "clock": 30.0}
"""How much an axis shows at least, in its unit; of all else 1."""


@dataclass(frozen=True)
class Axis:
    """An axis.

    Attributes:
        low, high: where it begins and ends, in the question's unit or in days since 1970-01-01.
        ticks: the values that it names.
        form: how days and times of day are written (d3's time format); empty for numbers.
        title: the unit, or the year that the names of days leave out.
        seconds: in one unit of the axis, where it is one of days or times.
    """

    low: float
    high: float
    ticks: list[float]
    form: str
    title: str
    seconds: int = DAY_SECONDS

    def share(self, value: float) -> float:
        """How far along the axis a value is, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def axis(marks: Sequence[Drawn], value_type: str, unit: str) -> Axis:
    """The axis for some claims of one value type; the unit is its title."""
    low, high = domain(marks, value_type)
    if value_type == "clock":
        return Axis(low, high, clock_ticks(low, high), "%H:%M", "time of day", MINUTE_SECONDS)
    if value_type != "date":
        is_ordinal = value_type == "ordinal"
        ticks = number_ticks(low, high, is_whole=is_ordinal or value_type == "count")
        return Axis(low, high, ticks, "", "place in the order" if is_ordinal else unit)
    days, form = day_ticks(low, high)
    years = sorted({wording.day_of(day).year for day in days})
    title = "" if "%Y" in form else "–".join(str(year) for year in years)
    return Axis(low, high, [float(day) for day in days], form, title)


def domain(marks: Sequence[Drawn], value_type: str) -> tuple[float, float]:
    """How far the axis goes: all finite ends with room beside them, more where an arrow needs it.

    A lone value gets room around it by its size, so that 3,000 and 3,001 are not pulled apart over the whole width.
    """
    ends = [end for mark in marks for end in (mark.low, mark.high) if end is not None] or [0.0]
    low, high = min(ends), max(ends)
    least = _LEAST_SPAN.get(value_type, 1.0)
    if value_type not in ("date", "clock"):
        least = max(0.1 * max(abs(low), abs(high)), least)
    missing = max(least - (high - low), 0.0)
    low, high = low - missing / 2, high + missing / 2
    span = high - low
    start = low - span * (0.25 if any(mark.low_end is End.ARROW for mark in marks) else 0.06)
    stop = high + span * (0.25 if any(mark.high_end is End.ARROW for mark in marks) else 0.06)
    if value_type in ("date", "clock"):
        return start, stop
    # No number of people, things or minutes is below nothing, and an axis that nearly reaches it begins there.
    return (0.0 if min(ends) >= 0 and start < 0.15 * stop else start), stop


def number_ticks(low: float, high: float, *, is_whole: bool) -> list[float]:
    """Round values inside an axis of numbers, at steps of 1, 2 or 5 times a power of ten, at most eight.

    Args:
        low: where it begins.
        high: where it ends.
        is_whole: the axis counts whole things.
    """
    rough = (high - low) / _MOST_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    step = max(step, 1.0) if is_whole else step
    first, last = math.ceil(low / step), math.floor(high / step)
    return [round(count * step, 10) for count in range(first, last + 1)]


def clock_ticks(low: float, high: float) -> list[float]:
    """Round times inside an axis of times of day, in minutes after midnight; at most eight within two days."""
    step = next((step for step in _CLOCK_STEPS if (high - low) / step <= _MOST_TICKS), _CLOCK_STEPS[-1])
    return [float(step * count) for count in range(math.ceil(low / step), math.floor(high / step) + 1)]


def day_ticks(low: float, high: float) -> tuple[list[int], str]:
    """The days that an axis of dates names, and how they are written.

    Every day where there are few; else some days of each month, firsts of months, or first days of years.

    Args:
        low: where it begins, in days since 1970-01-01.
        high: where it ends.
    """
    inside = range(math.ceil(low), math.floor(high) + 1)
    if len(inside) <= _MOST_TICKS:
        return list(inside), "%-d %b"
    for named in (range(1, 31, 2), (1, 5, 10, 15, 20, 25), (1, 10, 20), (1, 15)):
        days = [day for day in inside if wording.day_of(day).day in named]
        if len(days) <= _MOST_TICKS:
            return days, "%-d %b"
    months = [day for day in inside if wording.day_of(day).day == 1]
    for step in (1, 3, 6):
        days = [day for day in months if (wording.day_of(day).month - 1) % step == 0]
        if len(days) <= _MOST_TICKS:
            return days, "%b %Y"
    years = [day for day in months if wording.day_of(day).month == 1]
    return years[:: math.ceil(len(years) / _MOST_TICKS)], "%Y"
