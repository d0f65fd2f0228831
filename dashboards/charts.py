"""Altair draws the claims of a question as intervals on one axis.

Altair checks every chart against the grammar's schema, which takes longer than all else on a page. So the drawing is
made and checked once, with names in place of data, and filled for each question.

Colours are CSS variables of style.css, so that one drawing serves the light and the dark theme. Below `NARROW` pixels
the labels move from the left of the axis to above each interval: Vega works that out from the width, in the browser.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cache
from typing import Any

import altair as alt

from dashboards import wording
from dashboards.axes import Axis, axis
from dashboards.filling import filled
from dashboards.intervals import drawn, has_core, summary
from dashboards.layout import Layout
from dashboards.warehouse import Row

NARROW = 480
_MARGIN = 12
_TITLE = "unit"
_FONT = "'Source Sans', sans-serif"
_INK, _MUTED, _LINE = "var(--pl-ink)", "var(--pl-muted)", "var(--pl-line)"
_PAPER, _CORE = "var(--pl-paper)", "var(--pl-core)"
_INK_OF_MARK = f"datum.is_summary ? '{_MUTED}' : colour"
_DASHES = {"solid": [1, 0], "spread": [7, 4], "denied": [2, 4]}
_MEASURES: dict[str, Any] = {
    "axisLow": 0,
    "axisHigh": 1,
    "axisTicks": [],
    "axisForm": "",
    "axisMilliseconds": 1,
    "labelWidth": 0,
    "rowsHeight": 1,
    "colour": _INK,
}
"""What differs from question to question beside the data, before it is known."""


def interval_chart(
    question: Row, claims: Sequence[Row], unit: str, matched: Container[str] = ()
) -> dict[str, Any] | None:
    """The claims of a question on one axis, as a Vega-Lite specification.

    Args:
        question: a row of `queries.answers`.
        claims: its rows of `queries.claims_on`.
        unit: the question's unit in the plural, with its basis.
        matched: claims to set off from the others.

    Returns:
        The specification, to be drawn as wide as there is room; None where no claim has an interval.
    """
    marks = [drawn(claim, is_matched=claim["claim_id"] in matched) for claim in claims]
    if question["value_type"] == "identity" or not any(mark.has_interval for mark in marks):
        return None
    scale = axis(marks, question["value_type"], unit)
    layout = Layout([*summary(question), *marks], scale)
    data = {
        "core": layout.core(question["core_low"], question["core_high"]) if has_core(question) else [],
        "rows": layout.row_lines(),
        "spans": layout.spans(),
        # A summary has no link, and a layer with links gives each of its signs one.
        "sums": [sign for sign in layout.signs() if sign["is_summary"]],
        "signs": [sign for sign in layout.signs() if not sign["is_summary"]],
        "figures": layout.figures(),
        "labels": layout.labels(),
    }
    return _filled(data, layout, scale, f"var(--pl-{question['verdict']})")


def described(question: Row, claims: Sequence[Row]) -> str:
    """The chart in a few sentences, for those who do not see it."""
    said = "; ".join(
        f"{wording.publisher(claim['publisher'])}, {wording.figure(claim['value_label'])}" for claim in claims
    )
    whole = "".join(f" {mark.publisher}, {mark.credit}: {mark.figure}." for mark in summary(question))
    return f"{wording.counted(len(claims), 'claim')} on one axis: {said}.{whole} The table below has the same."


def _filled(data: dict[str, list[Row]], layout: Layout, scale: Axis, colour: str) -> dict[str, Any]:
    """The drawing with a question's data, measures and colour; layers without data are left out."""
    measures = {
        "axisLow": scale.low,
        "axisHigh": scale.high,
        "axisTicks": scale.ticks,
        "axisForm": scale.form,
        "axisMilliseconds": scale.seconds * 1000,
        "labelWidth": layout.label_width,
        "rowsHeight": layout.height,
        "colour": colour,
    }
    height = layout.height + (46 if scale.title else 28)
    return filled(
        template(), "intervals", height, measures, data, lambda given: {**given, "title": scale.title or None}
    )


@cache
def template() -> dict[str, Any]:
    """The drawing with the names of its data and measures; made and checked once per process."""
    layers = alt.layer(_core(), _row_lines(), _spans(), _signs("signs"), _signs("sums"), _figures(), _labels())
    chart = (
        layers.properties(width="container", height=100, padding=0)
        .add_params(*(alt.param(name=name, value=value) for name, value in _MEASURES.items()))
        .configure(font=_FONT, background="transparent")
        .configure_view(stroke=None)
    )
    specification: dict[str, Any] = chart.to_dict()
    return specification


def _chart(data: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name=data))


def _x() -> alt.X:
    """The axis that all layers share: days for dates, minutes for times of day, else the question's unit."""
    place = [alt.ExprRef(f"width < {NARROW} ? {_MARGIN} : labelWidth"), alt.ExprRef(f"width - {_MARGIN}")]
    form = "axisForm == '' ? format(datum.value, ',~f') : utcFormat(datum.value * axisMilliseconds, axisForm)"
    look = alt.Axis(
        values=alt.ExprRef("axisTicks"),
        labelExpr=form,
        labelOverlap=True,
        labelColor=_MUTED,
        labelFontSize=12,
        labelPadding=6,
        title=_TITLE,
        titleColor=_MUTED,
        titleFontSize=12,
        titleFontWeight="normal",
        titlePadding=6,
        gridColor=_LINE,
        domainColor=_MUTED,
        ticks=False,
    )
    scale = alt.Scale(
        domain=[alt.ExprRef("axisLow"), alt.ExprRef("axisHigh")], range=place, nice=False, zero=False, clamp=True
    )
    return alt.X("x:Q", scale=scale, axis=look)


def _y() -> alt.Y:
    """Pixels from the top, stretched by the little that the axis leaves over."""
    scale = alt.Scale(
        domain=[alt.ExprRef("0"), alt.ExprRef("rowsHeight")], range=[0, alt.ExprRef("height")], nice=False, zero=False
    )
    return alt.Y("y:Q", axis=None, scale=scale)


def _core() -> alt.Chart:
    """The band that most origins allow, behind everything; the stroke keeps a band of one value visible."""
    band = _chart("core").mark_rect(fill=_CORE, stroke=_CORE, strokeWidth=8, strokeJoin="round", aria=False)
    return band.encode(x=_x(), x2="x2", y=_y(), y2="y2")


def _row_lines() -> alt.Chart:
    """A faint line between two rows."""
    line = _chart("rows").mark_rule(stroke=_LINE, strokeWidth=1, aria=False)
    return line.encode(y=_y(), x=alt.value(0), x2=alt.value("width"))


def _spans() -> alt.Chart:
    """The line of each interval: solid as printed, dashed where a word's spread is our reading, dotted if denied."""
    dash = alt.Scale(domain=list(_DASHES), range=list(_DASHES.values()))
    line = _chart("spans").mark_rule(stroke=alt.ExprRef(_INK_OF_MARK), strokeWidth=3, aria=False)
    return line.encode(x=_x(), x2="x2", y=_y(), strokeDash=alt.StrokeDash("style:N", scale=dash, legend=None))


def _signs(data: str) -> alt.Chart:
    """The signs at the ends; those of claims have a link to the words."""
    point = _chart(data).mark_point(
        stroke=alt.ExprRef(_INK_OF_MARK),
        strokeWidth=2.5,
        opacity=1,
        fill=alt.ExprRef(f"datum.is_filled ? ({_INK_OF_MARK}) : '{_PAPER}'"),
        shape=alt.ExprRef("datum.shape"),
        size=alt.ExprRef("datum.size"),
        angle=alt.ExprRef("datum.angle"),
        cursor=alt.ExprRef("datum.is_summary ? 'default' : 'pointer'"),
    )
    drawn_at = point.encode(x=_x(), y=_y(), description="said:N")
    return drawn_at.encode(href="href:N") if data == "signs" else drawn_at


def _figures() -> alt.Chart:
    """The figure with its hedge, above its interval."""
    figure = _chart("figures").mark_text(
        align=alt.ExprRef("datum.align"),
        dx=alt.ExprRef("datum.align == 'left' ? -5 : datum.align == 'right' ? 5 : 0"),
        baseline="middle",
        color=_INK,
        fontSize=13,
        fontWeight=600,
        limit=alt.ExprRef(f"width - {2 * _MARGIN}"),
        aria=False,
    )
    return figure.encode(x=_x(), y=_y(), text="text:N")


def _labels() -> alt.Chart:
    """Who prints it and whom it credits: to the left of the axis, or above the interval where there is little room."""
    label = _chart("labels").mark_text(
        align="left",
        baseline="middle",
        fontSize=13,
        limit=alt.ExprRef(f"datum.is_narrow ? width : labelWidth - {_MARGIN}"),
        fontWeight=alt.ExprRef("datum.is_name ? 600 : 400"),
        color=alt.ExprRef(f"datum.is_name ? '{_INK}' : '{_MUTED}'"),
        opacity=alt.ExprRef(f"datum.is_narrow == (width < {NARROW}) ? 1 : 0"),
        aria=False,
    )
    return label.encode(x=alt.value(0), y=_y(), text="text:N")
