"""Parts beside their whole: a row per division, the parts one after another on a bar as long as the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboards import wording
from dashboards.charts_panels import CONFLICT, INK, LETTER, Picture
from dashboards.record import amount
from dashboards.warehouse import Row

_ROW, _BAR, _BEYOND = 70, 16, 1.45
_WIDE = 330
"""How wide a bar is at least, in pixels: a figure stands inside its part only where it has room."""

_SIGNS = {"agree": "= they fit", "compatible": "≈ they may fit", "conflict": "≠ they do not fit"}


@dataclass(frozen=True)
class Division:
    """One way in which texts divide a whole.

    Attributes:
        row: of `queries.partitions`, of the first text that divides it so.
        outlets: who prints it.
        parts: claim_id, label, lower and upper end of each part; the sum as one where they cannot be told apart.
    """

    row: Row
    outlets: tuple[str, ...]
    parts: tuple[tuple[str, str, float, float | None], ...]


def divisions(rows: Sequence[Row], figures: Mapping[str, Row]) -> list[Division]:
    """The divisions that can be drawn; texts that divide a whole in the same way with the same figures are one.

    Args:
        rows: of `queries.partitions`.
        figures: of `topic_queries.figures`, of their parts.
    """
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if row["relation"] in _SIGNS and row["whole_high"] and row["parts_low"] is not None:
            names = ("whole_question_id", "partition", "relation", "whole_low", "whole_high")
            key = (*(row[name] for name in names), *(part[1] for part in _parts(row, figures)))
            found.setdefault(key, []).append(row)
    return [
        Division(group[0], tuple(dict.fromkeys(row["publisher"] for row in group)), _parts(group[0], figures))
        for group in found.values()
    ]


def _parts(row: Row, figures: Mapping[str, Row]) -> tuple[tuple[str, str, float, float | None], ...]:
    """The parts one by one if their figures add up to the sum of the parts; else the sum as one."""
    claims = (row["part_claim_ids"] or "").split()
    known = [(claim, figures[claim]) for claim in claims if claim in figures]
    lows = [figure["bound_low"] for _, figure in known]
    if len(known) == row["n_parts_told"] and None not in lows and sum(lows) == row["parts_low"]:
        return tuple(
            (claim, amount(figure["bound_low"], figure["bound_high"], ""), figure["bound_low"], figure["bound_high"])
            for claim, figure in known
        )
    low, high = row["parts_low"], row["parts_high"]
    return ((claims[0] if claims else "", amount(low, high, ""), low, high),)


def parts_chart(found: Sequence[Division]) -> dict[str, Any] | None:
    """The divisions as one picture, each on the scale of its own whole; None without one."""
    if not found:
        return None
    picture = Picture(0, _BEYOND, margin=4, height=_ROW * len(found))
    for at, division in enumerate(found):
        _row(picture, division, _ROW * at)
    return picture.specification()


def described(found: Sequence[Division]) -> str:
    """The picture in one sentence, for those who do not see it."""
    said = "; ".join(
        f"{division.row['question']} {' and '.join(part[1] for part in division.parts)} of {whole(division.row)}, "
        f"{fit(division.row)[2:]}"
        for division in found
    )
    return f"Parts beside the whole: {said}. The table below has the same."


def whole(row: Row) -> str:
    """The whole in words."""
    return amount(row["whole_low"], row["whole_high"], "")


def fit(row: Row) -> str:
    """Whether parts and whole fit, by sign and words; how much of the whole no part tells of."""
    left = row["miss_low"]
    if row["relation"] == "compatible" and left is not None and left > 0:
        return f"≈ {amount(left, row['miss_high'], '')} in no part told"
    return _SIGNS[row["relation"]]


def titled(row: Row) -> str:
    """What is divided, by what: the event, and the kinds of parts."""
    by = (row["partition"] or "parts").replace("-and-", " and ").replace("-", ", ")
    return f"{row['event_name'] or row['question']}{_way(row)} · {by}"


def _row(picture: Picture, division: Division, top: float) -> None:
    """One division: what and who, then the bar of its whole with the parts in it."""
    row, y = division.row, top + 50
    if top:
        picture.edge(top)
    more = f" and {len(division.outlets) - 1} more" if len(division.outlets) > 1 else ""
    said = f"{' + '.join(part[1] for part in division.parts)} of {whole(row)}"
    color = CONFLICT if row["relation"] == "conflict" else ""
    picture.word(top + 13, titled(row), is_strong=True)
    picture.word(top + 29, f"{fit(row)}: {said}  ·  {wording.publisher(division.outlets[0])}{more}", color=color)
    end = row["whole_high"]
    if row["whole_low"] is not None and row["whole_low"] < end:
        picture.band(row["whole_low"] / end, 1, y - _BAR / 2 - 3, y + _BAR / 2 + 3, 0.1, INK)
    for x, x2, y1, y2 in ((0, 1, -1, -1), (0, 1, 1, 1), (0, 0, -1, 1), (1, 1, -1, 1)):
        picture.line(x, x2, y + y1 * (_BAR / 2 + 3), y + y2 * (_BAR / 2 + 3), color=INK)
    start = 0.0
    for at, (claim, label, low, high) in enumerate(division.parts):
        sure, reach = low / end, (_BEYOND if high is None else high / end)
        picture.band(start, start + sure, y - _BAR / 2, y + _BAR / 2, 0.45 if at % 2 == 0 else 0.22)
        if reach > sure:
            picture.band(start + sure, min(start + reach, _BEYOND), y - _BAR / 2, y + _BAR / 2, 0.1)
        href = f"evidence?claim={claim}" if claim else ""
        if sure * _WIDE / _BEYOND > LETTER * len(label) + 6:
            picture.figure(start + sure / 2, y, label, "center", href, INK)
        start += sure
    claims = (row["whole_claim_ids"] or "").split()
    picture.figure(1, y, f"of {whole(row)}", "left", f"evidence?claim={claims[0]}" if claims else "")


def _way(row: Row) -> str:
    """Which way the whole goes, where its id says so."""
    way = str(row["whole_question_id"])
    return next((f" {name}" for end, name in _WAYS.items() if way.endswith(end)), "")


_WAYS = {"-to-ukraine": "to Ukraine", "-to-russia": "to Russia", "-both-sides": "both sides together"}
