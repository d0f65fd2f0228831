"""What came of a promise, day by day: one picture per direction, one strip per counting party, one scale for all.

The strong line is the core (what most of the party's voices allow), the pale band holds all of its figures; a band
without an upper end goes to the top and has an arrow. A question mark is a delivery whose number nobody gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboards import wording
from dashboards.axes import day_ticks
from dashboards.charts_panels import ARROWS, COUNT, INK, LINE, MUTED, Picture
from dashboards.record import amount
from dashboards.warehouse import Row

_STRIP, _HEAD, _GAP, _BARE = 66, 38, 16, 26
_LEAST_DAYS = 6


@dataclass(frozen=True)
class Steps:
    """What one party counts in one direction.

    Attributes:
        party: the party in words.
        versions: of `topic_queries.promise_steps`, in order of time.
        deliveries: of `queries.deliveries`, of the same promise, direction and party.
    """

    party: str
    versions: Sequence[Row]
    deliveries: Sequence[Row]

    @property
    def counted(self) -> list[Row]:
        """The versions since the first delivery."""
        return [row for row in self.versions if row["n_deliveries"] and row["valid_from"]]


def step_chart(strips: Sequence[Steps], among: Sequence[Steps]) -> dict[str, Any] | None:
    """The strips of one promise and direction as one picture; None where no party names a delivery.

    Args:
        strips: one per counting party.
        among: those of all directions of the promise, which share days and scale.
    """
    if not any(strip.counted for strip in strips):
        return None
    counted = [row for strip in among for row in strip.counted]
    first = min(_day(row["valid_from"]) for strip in among for row in strip.versions if row["valid_from"])
    last = max(_day(row["valid_from"]) for row in counted)
    end = last + max(_LEAST_DAYS, 0.12 * (last - first))
    ticks, form = day_ticks(first, end)
    years = sorted({wording.day_of(tick).year for tick in ticks} or {wording.day_of(int(last)).year})
    title = "" if "%Y" in form else "–".join(str(year) for year in years)
    picture = Picture(first - 0.02 * (end - first), end, ticks=[float(tick) for tick in ticks], form=form, title=title)
    top = _top([row for strip in among for row in strip.versions])
    at = 0.0
    for strip in strips:
        at = _strip(picture, strip, at, top)
    picture.height = at - _GAP + 4
    return picture.specification()


def described(strips: Sequence[Steps]) -> str:
    """The picture in one sentence, for those who do not see it."""
    said = "; ".join(f"{strip.party} {said_of(strip)}" for strip in strips)
    return f"What came of the promise over time, by who counts: {said}. The tables below have the same."


def said_of(strip: Steps) -> str:
    """What a party counts in the end, in a few words."""
    if not strip.counted:
        return "no delivery named"
    row = strip.counted[-1]
    if row["delivered_from"] == "none":
        return "no number given"
    core, hull = _ends(row, "core_"), _ends(row, "")
    if core in ((None, None), hull):
        return amount(*hull, "")
    return f"{amount(*core, '')} (all figures: {amount(*hull, '')})"


def _strip(picture: Picture, strip: Steps, at: float, top: float) -> float:
    """Draw a party's strip from `at` downwards; return where the next one begins."""
    picture.word(at + 9, strip.party, is_strong=True)
    picture.word(at + 9, said_of(strip), is_right=True, is_strong=bool(strip.counted))
    if not strip.counted:
        return at + _BARE
    base = at + _HEAD + _STRIP
    picture.line(picture.low, picture.high, base, color=LINE)

    def height(value: float) -> float:
        return base - value / top * _STRIP

    _promised(picture, strip.versions[-1], height, at)
    for row, following in zip(strip.counted, [*strip.counted[1:], None], strict=True):
        until = _day(following["valid_from"]) if following else picture.high
        _step(picture, row, until, height, base)
    _deliveries(picture, strip, height, base)
    return base + _GAP


def _promised(picture: Picture, row: Row, height: Callable[[float], float], at: float) -> None:
    """The promise as a line or band across the strip, named at its left where nothing has come yet."""
    core, hull = _ends(row, "core_", "promised"), _ends(row, "", "promised")
    low, high = core if core != (None, None) else hull
    if low is None and high is None:
        picture.word(at + _HEAD - 8, "no promised number told")
        return
    low, high = low or 0.0, high if high is not None else low or 0.0
    picture.band(picture.low, picture.high, height(high), height(low), 0.12, INK)
    for value in {low, high}:
        picture.line(picture.low, picture.high, height(value), color=INK, width=1.25)
    picture.word(height(high) - 12, f"promised {amount(*(core if core != (None, None) else hull), '')}")


def _step(picture: Picture, row: Row, until: float, height: Callable[[float], float], base: float) -> None:
    """One span of days: all figures as a pale band, the core as a strong line or band."""
    since = _day(row["valid_from"])
    low, high = _ends(row, "")
    ceiling = base - _STRIP
    if low is not None or high is not None:
        upper = ceiling if high is None else height(high)
        picture.band(since, until, upper, height(low or 0), 0.22)
        if high is None and until == picture.high:
            picture.sign(until, ceiling + 5, ARROWS["up"], size=110)
    low, high = _line(row)
    if low is None or high is None:
        return
    if high > low:
        picture.band(since, until, height(high), height(low), 0.45)
    for value in {low, high}:
        picture.line(since, until, height(value), color=COUNT, width=3)


def _deliveries(picture: Picture, strip: Steps, height: Callable[[float], float], base: float) -> None:
    """A sign at each day on which something came, linked to its words; a question mark where nobody gives a number.

    Where question marks would lie over each other the first one stands for those beside it; the table has them all.
    """
    figures = {row["valid_from"]: row for row in strip.counted}
    seen: set[tuple[date, bool]] = set()
    room = picture.low
    for delivery in strip.deliveries:
        day = delivery["delivered_until"] or delivery["known_on"]
        if day is None or (day, delivery["has_figure"]) in seen:
            continue
        seen.add((day, delivery["has_figure"]))
        claim = (delivery["claim_ids"] or "").split()
        href = f"evidence?claim={claim[0]}" if claim else ""
        if delivery["has_figure"]:
            # A delivery within another one that had come before changes nothing: it has no sign.
            low, _ = _line(figures[day]) if day in figures else (None, None)
            if low is None:
                continue
            picture.sign(_day(day), height(low), href=href)
        elif _day(day) >= room:
            room = _day(day) + 0.03 * (picture.high - picture.low)
            picture.figure(_day(day), base - 9, "?", "center", href, "" if href else MUTED)


def _line(row: Row) -> tuple[float | None, float | None]:
    """Where the strong line runs: the core, else the lower end of all figures."""
    low, high = _ends(row, "core_")
    if low is None and high is None:
        low, high = _ends(row, "")
    return (low, low) if high is None else (low if low is not None else 0.0, high)


def _ends(row: Row, of: str, what: str = "delivered") -> tuple[float | None, float | None]:
    return row[f"{what}_{of}low"], row[f"{what}_{of}high"]


def _top(rows: Sequence[Row]) -> float:
    """The highest value that any strip shows."""
    found = [end for row in rows for of in ("core_", "") for end in _ends(row, of)]
    for row in rows:
        found.extend(_ends(row, "" if row["promised_core_low"] is None else "core_", "promised"))
    return max((end for end in found if end is not None), default=1.0) or 1.0


def _day(day: date) -> int:
    return (day - wording.EPOCH).days


def strips_of(
    rows: Sequence[Row], versions: Sequence[Row], deliveries: Sequence[Row], words: Mapping[str, str]
) -> list[Steps]:
    """The strips of one direction, in the order of the table's rows.

    Args:
        rows: of `queries.promises`, one per party.
        versions: of `topic_queries.promise_steps`, of the same promise and direction.
        deliveries: of `queries.deliveries`, of the same promise and direction.
        words: of parties by code.
    """
    return [
        Steps(
            words.get(row["party"], row["party"]),
            [version for version in versions if version["party"] == row["party"]],
            [delivery for delivery in deliveries if delivery["party"] == row["party"]],
        )
        for row in rows
    ]
