"""Figures, days, intervals and names as a reader would write them. Plain text: whoever puts it on a page escapes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from dashboards.warehouse import Row

EPOCH = date(1970, 1, 1)
"""Day 0 of the bounds of dates."""

SHARPNESS = ("disputed", "conflict", "compatible", "not_comparable", "agree", "single", "silent")
"""Verdicts from the sharpest disagreement to none: the order in which questions are shown."""

GLYPHS = {
    "disputed": "⊘",
    "conflict": "≠",
    "compatible": "≈",
    "not_comparable": "∥",
    "agree": "=",
    "single": "•",
    "silent": "–",
}
"""A second sign beside the colour of each verdict, for those who do not see the colour."""

UNITLESS = ("date", "clock", "ordinal")
"""Value types whose values are said without a unit."""

LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "lv": "Latvian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
"""Languages by their ISO 639-1 code; the corpus keeps codes alone."""

_ISO_DAY = r"(\d{4})-(\d{2})-(\d{2})"
_PRECISION = re.compile(r"\((day|week|month|year)\)")
_DAY_MINUTES = 24 * 60
_SIDES = {"each_side": "each side", "both_sides_together": "both sides together"}


def sharpness(verdict: str) -> int:
    """The place of a verdict in that order; an unknown one comes last."""
    return SHARPNESS.index(verdict) if verdict in SHARPNESS else len(SHARPNESS)


def number(value: float) -> str:
    """A number with thousands set off: 1,200; 40; 0.5."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6g}"


def clock(minutes: float) -> str:
    """A time of day from minutes after midnight: 883 is 14:43."""
    whole = round(minutes) % _DAY_MINUTES
    return f"{whole // 60:02d}:{whole % 60:02d}"


def ordinal(place: float) -> str:
    """A place in an order: 1st, 12th, 63rd."""
    whole = int(place)
    ending = "th" if whole % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return f"{whole:,}{ending}"


def counted(count: int, singular: str, plural: str = "") -> str:
    """A count with its noun: 1 document, 3 documents."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def day(value: date) -> str:
    """A day without a leading zero: 2 June 2025."""
    return f"{value.day} {value:%B %Y}"


def days(first: date, last: date) -> str:
    """A span of days, both included, as short as it can be said: June 2025; 19–20 July 2025."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        whole_month = first.day == 1 and (last + timedelta(days=1)).day == 1
        return f"{first:%B %Y}" if whole_month else f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def figure(value_label: str) -> str:
    """The warehouse's label of a figure with its ISO days written out: by 31 August 2025.

    The label says what is denied, and where no figure is given: nothing is to be put before it.
    """

    def span(match: re.Match[str]) -> str:
        parts = [int(part) for part in match.groups()]
        return days(date(*parts[:3]), date(*parts[3:]))

    def single(match: re.Match[str]) -> str:
        return day(date(*(int(part) for part in match.groups())))

    written = re.sub(f"{_ISO_DAY} to {_ISO_DAY}", span, value_label)
    written = re.sub(_ISO_DAY, single, written)
    return _PRECISION.sub(r"(to the \1)", written)


def day_of(bound: float) -> date:
    """The calendar day of a date's bound, which counts days since 1970-01-01."""
    return EPOCH + timedelta(days=int(bound))


def interval(
    low: float | None,
    high: float | None,
    value_type: str,
    unit: str,
    *,
    low_open: bool | None = False,
    high_open: bool | None = False,
) -> str:
    """An interval in words; None is unbounded: 1,080 to 1,320 persons; 0 to below 40 minutes; before 31 August 2025.

    Args:
        low: lower end, in days since 1970-01-01 for dates, in minutes after midnight for times of day.
        high: upper end.
        value_type: the question's.
        unit: the unit in the plural, with its basis; not said of dates, times of day and places in an order.
        low_open: the lower end itself is outside; so is the upper one with `high_open`.
        high_open: see `low_open`.
    """
    if value_type == "date":
        return _interval_of_days(low, high, low_open=bool(low_open), high_open=bool(high_open))
    if value_type == "clock":
        return _interval_of_times(low, high, low_open=bool(low_open), high_open=bool(high_open))
    say = ordinal if value_type == "ordinal" else number
    said = _interval_of_numbers(low, high, say, low_open=bool(low_open), high_open=bool(high_open))
    has_unit = unit and value_type not in UNITLESS and not (low is None and high is None)
    return f"{said} {unit}" if has_unit else said


def together(question: Row, prefix: str, unit: str) -> str:
    """What the claims on a question come to, in words: of the columns low, high, low_open, high_open with a prefix."""
    return interval(
        question[f"{prefix}low"],
        question[f"{prefix}high"],
        question["value_type"],
        unit,
        low_open=question[f"{prefix}low_open"],
        high_open=question[f"{prefix}high_open"],
    )


def span(claim: Row) -> str:
    """A claim's interval in the question's unit, which is not said; none where it has no interval."""
    if not claim["has_interval"]:
        return "none"
    return interval(
        claim["bound_low"],
        claim["bound_high"],
        claim["value_type"],
        "",
        low_open=claim["low_open"],
        high_open=claim["high_open"],
    )


def _interval_of_numbers(
    low: float | None, high: float | None, say: Callable[[float], str], *, low_open: bool, high_open: bool
) -> str:
    if low is None and high is None:
        return "any number"
    if low is None:
        return f"{'below' if high_open else 'up to'} {say(high or 0)}"
    if high is None:
        return f"above {say(low)}" if low_open else f"{say(low)} or more"
    if low_open:
        return f"above {say(low)}, {'below' if high_open else 'up to'} {say(high)}"
    if high_open:
        return f"{say(low)} to below {say(high)}"
    return say(low) if low == high else f"{say(low)} to {say(high)}"


def _interval_of_times(low: float | None, high: float | None, *, low_open: bool, high_open: bool) -> str:
    if low is not None and low == high:
        return clock(low)
    first = "" if low is None else f"{'after' if low_open else 'from'} {clock(low)}"
    last = "" if high is None else f"{'before' if high_open else 'until'} {clock(high)}"
    return ", ".join(part for part in (first, last) if part) or "any time"


def _interval_of_days(low: float | None, high: float | None, *, low_open: bool, high_open: bool) -> str:
    if low is None and high is None:
        return "any day"
    if low is not None and high is not None and not (low_open or high_open):
        return days(day_of(low), day_of(high))
    until = "" if high is None else f"{'before' if high_open else 'up to'} {day(day_of(high))}"
    if low is None:
        return until
    first = day(day_of(low))
    if not until:
        return f"after {first}" if low_open else f"{first} or later"
    return f"after {first}, {until}" if low_open else f"from {first}, {until}"


def unit_of(question: Row, plurals: Mapping[str, str]) -> str:
    """The question's unit in the plural with its basis: persons each side; bodies to Ukraine."""
    unit = plurals.get(question["unit"], question["unit"] or "")
    basis = question["basis"]
    return f"{unit} {_SIDES.get(basis, _direction(basis))}".strip() if basis else unit


def _direction(basis: str) -> str:
    return f"to {basis.removeprefix('to_').title()}" if basis.startswith("to_") else basis.replace("_", " ")


def publisher(name: str) -> str:
    """A publisher's name without its distributor, which the passport has: Bloomberg, through X is Bloomberg."""
    return name.split(", through ")[0]


def credit(claim: Row) -> str:
    """Whom the text credits, and who stands between: Kremlin sources, relayed by Reuters; in its own voice."""
    said = "in its own voice" if claim["claimant_id"] == "outlet" else claim["claimants"] or claim["claimant_id"]
    return f"{said}, relayed by {claim['relayers']}" if claim["relayers"] else said


def according(claim: Row) -> str:
    """The same as part of a sentence: according to Kremlin sources, relayed by Reuters."""
    return credit(claim) if claim["claimant_id"] == "outlet" else f"according to {credit(claim)}"


def language(code: str | None) -> str:
    """A language by its code; the code itself where the name is not known, and English where none is given."""
    return LANGUAGES.get(code or "en", code or "")


def listed(items: list[str]) -> str:
    """A list in words: A; A and B; A, B and C."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def spread(question: Row) -> str:
    """How wide the answer is supported: 5 documents · 3 channels · 2 origins."""
    return " · ".join(
        (
            counted(question["n_documents"], "document"),
            counted(question["n_channels"], "channel"),
            counted(question["n_origins"], "origin"),
        )
    )
