"""What came to Russia and what came to Ukraine, side by side: a row per event, bars to both sides of one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.charts_panels import ARROWS, COUNT, INK, Picture
from dashboards.record import amount
from dashboards.tallies import difference
from dashboards.warehouse import Row

_HEAD, _ROW, _BAR = 30, 50, 12
_MARGIN = 96
"""Room beside the bars for the longest figure."""

_WHOLE = ("exchange", "bodies", "year", "offered")
"""What in the name of a measure says nothing beside the event."""


def ways_chart(rows: Sequence[Row]) -> dict[str, Any] | None:
    """The rows as one picture, all on one scale; None without a row.

    Args:
        rows: of `queries.balances`, of one party, in order of time.
    """
    if not rows:
        return None
    ends = [row[f"{way}_{end}"] for row in rows for way in ("to_ukraine", "to_russia") for end in ("low", "high")]
    most = max((end for end in ends if end is not None), default=1.0) or 1.0
    picture = Picture(-most, most, margin=_MARGIN, height=_HEAD + _ROW * len(rows))
    picture.figure(0, 9, "← to Russia", "right")
    picture.figure(0, 9, "to Ukraine →", "left")
    for at, row in enumerate(rows):
        top = _HEAD + _ROW * at
        if at:
            picture.edge(top - 6)
        picture.line(0, 0, top + 18, top + 34, color=INK)
        picture.word(top + 7, f"{difference(row)[0]} {named(row)}", is_strong=True)
        picture.word(top + 7, difference(row)[2:], is_right=True, is_wide=True)
        for way, sign in (("to_russia", -1), ("to_ukraine", 1)):
            _bar(picture, row, way, sign, top + 26, most)
    return picture.specification()


def described(rows: Sequence[Row]) -> str:
    """The picture in one sentence, for those who do not see it."""
    said = "; ".join(
        f"{named(row)}: {amount(row['to_ukraine_low'], row['to_ukraine_high'], '')} to Ukraine, "
        f"{amount(row['to_russia_low'], row['to_russia_high'], '')} to Russia"
        for row in rows
    )
    return f"What came each way, by event: {said}. The table below has the same."


def named(row: Row) -> str:
    """The event, with what within it is counted where that is not the whole."""
    kinds = [word for word in (row["measure"] or "").split("-") if word not in _WHOLE]
    inside = f": {' '.join(kinds)}" if kinds else ""
    event = row["event_name"] or row["event_id"]
    return f"{event}{inside}{' (promised)' if row['stage'] == 'promised' else ''}"


def _bar(picture: Picture, row: Row, way: str, sign: int, y: float, most: float) -> None:
    """One bar: full to the lower end, pale to the upper one; an arrow where there is none. Its figure is the link."""
    low, high = row[f"{way}_low"], row[f"{way}_high"]
    if low is None and high is None:
        return
    sure, reach = low or 0.0, most if high is None else high
    picture.band(0, sign * sure, y - _BAR / 2, y + _BAR / 2, 0.85)
    picture.band(sign * sure, sign * reach, y - _BAR / 2, y + _BAR / 2, 0.3)
    if sure == reach == 0:
        picture.sign(0, y, "stroke", fill=COUNT)
    if high is None:
        picture.sign(sign * reach, y, ARROWS["right" if sign > 0 else "left"], size=110)
    claims = (row[f"{way}_claim_ids"] or "").split()
    picture.figure(
        sign * reach,
        y,
        amount(low, high, ""),
        "left" if sign > 0 else "right",
        f"evidence?claim={claims[0]}" if claims else "",
    )
