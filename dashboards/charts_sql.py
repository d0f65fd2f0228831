"""Altair draws a quick picture of a statement's result: one column against another."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

from dashboards.ask import Answer
from parley.query import printed

if TYPE_CHECKING:
    import altair as alt

KINDS = {"bars": "Bars", "line": "Line", "points": "Points"}
"""What can be drawn, by the word for it in the address."""

_MOST_DRAWN = 1_000
_MOST_BARS = 100

_FONT = "'Source Sans', sans-serif"
_INK, _LINE, _MARK = "var(--pl-ink)", "var(--pl-line)", "var(--pl-compatible)"


def axes(answer: Answer) -> tuple[str, str] | None:
    """A first choice of columns, across and up: what names the rows, and a number; None where there is no number."""
    numeric = answer.numeric()
    if not numeric:
        return None
    across = next((name for name in answer.columns if name not in numeric), numeric[0])
    up = next((name for name in numeric if name != across), numeric[0])
    return across, up


def n_drawn(answer: Answer, kind: str) -> int:
    """How many rows are drawn: of more nobody could tell one from the other."""
    return min(len(answer.rows), _MOST_BARS if kind == "bars" else _MOST_DRAWN)


def quick_chart(answer: Answer, kind: str, across: str, up: str) -> dict[str, Any]:
    """One column against another, as a Vega-Lite specification.

    Args:
        answer: with the rows.
        kind: of `KINDS`.
        across: the column on the horizontal axis; bars of names stand below each other, so that names can be read.
        up: the column of numbers.
    """
    import altair as alt

    rows = answer.rows[: n_drawn(answer, kind)]
    kept = [row for row in rows if row[across] is not None and row[up] is not None and isfinite(row[up])]
    is_number = across in answer.numeric()
    is_day = not is_number and bool(kept) and all(isinstance(row[across], date) for row in kept)
    values = [{"across": _plain(row[across]), "up": _plain(row[up]), "label": printed(row[across])} for row in kept]
    if not (is_number or is_day):
        _part(values)
    sort = [str(value["across"]) for value in values]
    is_list = kind == "bars" and not is_day
    names = alt.Axis(title=None if is_list else across, labelLimit=260, labelColor=_INK, titleColor=_INK, grid=False)
    numbers = alt.Axis(title=up, gridColor=_LINE, labelColor=_INK, titleColor=_INK)
    tip = [alt.Tooltip("label:N", title=across), alt.Tooltip("up:Q", title=up)]
    base = alt.Chart(alt.Data(values=values))
    if is_list:
        chart = base.mark_bar(color=_MARK).encode(
            y=alt.Y("across:N", sort=sort, axis=names), x=alt.X("up:Q", axis=numbers), tooltip=tip
        )
        chart = chart.properties(height=alt.Step(24))
    else:
        scale = "T" if is_day else "Q" if is_number else "O"
        x = alt.X(f"across:{scale}", sort=None if scale != "O" else sort, axis=names)
        y = alt.Y("up:Q", axis=numbers)
        chart = _marked(base, kind).encode(x=x, y=y, tooltip=tip).properties(height=320)
    chart = chart.properties(width="container", padding=0).configure(font=_FONT, background="transparent")
    specification: dict[str, Any] = chart.configure_view(stroke=None).to_dict()
    return specification


def described(answer: Answer, kind: str, across: str, up: str) -> str:
    """The picture in one sentence, for those who do not see it."""
    return f"{KINDS[kind]} of {up} by {across}, {n_drawn(answer, kind)} rows. The table above has the same numbers."


def _marked(base: alt.Chart, kind: str) -> alt.Chart:
    import altair as alt

    if kind == "line":
        return base.mark_line(color=_MARK, point=alt.OverlayMarkDef(color=_MARK))
    if kind == "points":
        return base.mark_point(color=_MARK, filled=True, size=60)
    return base.mark_bar(color=_MARK)


def _part(values: list[dict[str, Any]]) -> None:
    """Make names that occur twice differ by letters without width: each row has its own place, and none are added."""
    seen: dict[str, int] = {}
    for value in values:
        name = str(value["across"])
        value["across"] = name + "\u200b" * seen.get(name, 0)
        seen[name] = seen.get(name, 0) + 1


def _plain(value: Any) -> Any:
    """A value as the drawing reads it: days as text, numbers as they are."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else printed(value)
