"""One drawing for the pictures of the topic pages: bands, lines, signs and words on rows of pixels along one axis.

Altair checks every chart against the grammar's schema, which takes longer than all else on a page. So the drawing is
made and checked once, with names in place of data; a picture of steps, of both directions or of parts fills it.
Colours are CSS variables, so that one drawing serves the light and the dark theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import altair as alt

from dashboards.filling import filled
from dashboards.warehouse import Row

INK, MUTED, LINE, PAPER = "var(--pl-ink)", "var(--pl-muted)", "var(--pl-line)", "var(--pl-paper)"
COUNT, LINKED = "var(--pl-count, var(--pl-single))", "var(--pl-compatible)"
CONFLICT = "var(--pl-conflict)"
LETTER = 6.6
"""About how wide a letter of the pictures is, in pixels."""

_NARROW = 600
_FONT = "'Source Sans', sans-serif"
_UP, _RIGHT, _LEFT = "triangle-up", "triangle-right", "triangle-left"
ARROWS = {"up": _UP, "right": _RIGHT, "left": _LEFT}
_MEASURES: dict[str, Any] = {
    "axisLow": 0,
    "axisHigh": 1,
    "axisTicks": [],
    "axisForm": "",
    "margin": 0,
    "rowsHeight": 1,
}
"""What differs from picture to picture beside the data, before it is known."""


@dataclass
class Picture:
    """What is drawn; `y` and `y2` are pixels from the top, `x` and `x2` values on the axis.

    Attributes:
        low, high: where the axis begins and ends.
        margin: room for words to the left and to the right of the axis, in pixels.
        ticks: the values that the axis names; none, and it is not drawn.
        form: how days are written (d3's time format); empty for numbers.
        title: below the axis.
        height: of the rows together.
        bands: x, x2, y, y2, fill, opacity.
        lines: x, x2, y, y2, color, width, dash (a list).
        signs: x, y, shape, size, fill, stroke, href.
        figures: words at a value: x, y, text, align, dx, color, weight, href.
        edges: y of the faint lines from edge to edge.
        left, right: words at the left and the right edge: y, text, color, weight, is_wide.
    """

    low: float
    high: float
    margin: int = 12
    ticks: Sequence[float] = ()
    form: str = ""
    title: str = ""
    height: float = 0
    bands: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    signs: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    edges: list[Row] = field(default_factory=list)
    left: list[Row] = field(default_factory=list)
    right: list[Row] = field(default_factory=list)

    def band(self, x: float, x2: float, y: float, y2: float, opacity: float = 1, fill: str = COUNT) -> None:
        """A filled band."""
        self.bands.append({"x": x, "x2": x2, "y": y, "y2": y2, "fill": fill, "opacity": opacity})

    def line(
        self, x: float, x2: float, y: float, y2: float | None = None, *, color: str = LINE, width: float = 1
    ) -> None:
        """A line along or across the axis."""
        self.lines.append({"x": x, "x2": x2, "y": y, "y2": y if y2 is None else y2, "color": color, "width": width})

    def edge(self, y: float) -> None:
        """A faint line between two rows, from edge to edge."""
        self.edges.append({"y": y})

    def sign(
        self, x: float, y: float, shape: str = "circle", href: str = "", size: int = 70, fill: str = COUNT
    ) -> None:
        """A sign, linked to the words where there is a claim."""
        self.signs.append({"x": x, "y": y, "shape": shape, "size": size, "fill": fill, "href": href or None})

    def figure(self, x: float, y: float, text: str, align: str, href: str = "", color: str = "") -> None:
        """Words at a value; those with an address are drawn in the colour of links."""
        row: Row = {"x": x, "y": y, "text": text, "align": align, "dx": {"left": 6, "right": -6}.get(align, 0)}
        self.figures.append(row | {"color": color or (LINKED if href else MUTED), "href": href or None})

    def word(
        self,
        y: float,
        text: str,
        *,
        is_right: bool = False,
        is_strong: bool = False,
        is_wide: bool = False,
        color: str = "",
    ) -> None:
        """Words at an edge of the picture; those for wide pictures alone are left out where there is little room."""
        row: Row = {"y": y, "text": text, "color": color or (INK if is_strong else MUTED)}
        row |= {"weight": 600 if is_strong else 400, "is_wide": is_wide}
        (self.right if is_right else self.left).append(row)

    def specification(self) -> dict[str, Any]:
        """The Vega-Lite specification, to be drawn as wide as there is room; layers without data are left out."""
        data = {name: getattr(self, name) for name in ("edges", "bands", "lines", "signs", "figures", "left", "right")}
        measures = {
            "axisLow": self.low,
            "axisHigh": self.high,
            "axisTicks": list(self.ticks),
            "axisForm": self.form,
            "margin": self.margin,
            "rowsHeight": self.height,
        }
        under = 0 if not self.ticks else 44 if self.title else 26
        return filled(template(), "panels", self.height + under, measures, data, self._axis)

    def _axis(self, axis: dict[str, Any]) -> dict[str, Any] | None:
        """The horizontal axis as this picture has it: titled, or not drawn."""
        if not self.ticks:
            return None
        # Said aloud in place of the axis' ends, which for days are counts since 1970.
        return {**axis, "title": self.title or None, "description": f"Horizontal axis: {self.title or 'days'}"}


@cache
def template() -> dict[str, Any]:
    """The drawing with the names of its data and measures; made and checked once per process."""
    layers = alt.layer(_edges(), _bands(), _lines(), _signs(), _figures(), _words("left"), _words("right"))
    chart = (
        layers.properties(width="container", height=100, padding=0)
        .add_params(*(alt.param(name=name, value=value) for name, value in _MEASURES.items()))
        .configure(font=_FONT, background="transparent")
        .configure_view(stroke=None)
    )
    specification: dict[str, Any] = chart.to_dict()
    return specification


def _x() -> alt.X:
    form = "axisForm == '' ? format(datum.value, ',~f') : utcFormat(datum.value * 86400000, axisForm)"
    look = alt.Axis(
        values=alt.ExprRef("axisTicks"),
        labelExpr=form,
        labelOverlap=True,
        labelColor=MUTED,
        labelFontSize=12,
        labelPadding=6,
        title="unit",
        titleColor=MUTED,
        titleFontSize=12,
        titleFontWeight="normal",
        titlePadding=6,
        grid=False,
        domainColor=LINE,
        tickColor=LINE,
    )
    scale = alt.Scale(
        domain=[alt.ExprRef("axisLow"), alt.ExprRef("axisHigh")],
        range=[alt.ExprRef("margin"), alt.ExprRef("width - margin")],
        nice=False,
        zero=False,
        clamp=True,
    )
    return alt.X("x:Q", scale=scale, axis=look)


def _y() -> alt.Y:
    """Pixels from the top, stretched by the little that the axis leaves over."""
    scale = alt.Scale(
        domain=[alt.ExprRef("0"), alt.ExprRef("rowsHeight")], range=[0, alt.ExprRef("height")], nice=False, zero=False
    )
    return alt.Y("y:Q", axis=None, scale=scale)


def _chart(data: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name=data))


def _edges() -> alt.Chart:
    edge = _chart("edges").mark_rule(stroke=LINE, strokeWidth=1, aria=False)
    return edge.encode(y=_y(), x=alt.value(0), x2=alt.value("width"))


def _bands() -> alt.Chart:
    band = _chart("bands").mark_rect(fill=alt.ExprRef("datum.fill"), opacity=alt.ExprRef("datum.opacity"), aria=False)
    return band.encode(x=_x(), x2="x2", y=_y(), y2="y2")


def _lines() -> alt.Chart:
    line = _chart("lines").mark_rule(
        stroke=alt.ExprRef("datum.color"), strokeWidth=alt.ExprRef("datum.width"), strokeCap="square", aria=False
    )
    return line.encode(x=_x(), x2="x2", y=_y(), y2="y2")


def _signs() -> alt.Chart:
    sign = _chart("signs").mark_point(
        stroke=PAPER,
        strokeWidth=1.5,
        opacity=1,
        fill=alt.ExprRef("datum.fill"),
        shape=alt.ExprRef("datum.shape"),
        size=alt.ExprRef("datum.size"),
        cursor="pointer",
        aria=False,
    )
    return sign.encode(x=_x(), y=_y(), href="href:N")


def _figures() -> alt.Chart:
    figure = _chart("figures").mark_text(
        align=alt.ExprRef("datum.align"),
        dx=alt.ExprRef("datum.dx"),
        baseline="middle",
        color=alt.ExprRef("datum.color"),
        fontSize=13,
        aria=False,
    )
    return figure.encode(x=_x(), y=_y(), text="text:N", href="href:N")


def _words(side: str) -> alt.Chart:
    """Words at one edge of the picture."""
    word = _chart(side).mark_text(
        align="left" if side == "left" else "right",
        baseline="middle",
        fontSize=13,
        fontWeight=alt.ExprRef("datum.weight"),
        color=alt.ExprRef("datum.color"),
        opacity=alt.ExprRef(f"datum.is_wide && width < {_NARROW} ? 0 : 1"),
        limit=alt.ExprRef("width"),
        aria=False,
    )
    return word.encode(x=alt.value(0 if side == "left" else "width"), y=_y(), text="text:N")
