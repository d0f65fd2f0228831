"""Where each part of a chart of intervals stands: rows from the top in pixels, values on the axis."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from dashboards.axes import Axis
from dashboards.intervals import Drawn, End
from dashboards.warehouse import Row

_ROW = 56
_LINE = 14
_ABOVE_FOOT = 12
_WIDEST_LABEL = 250

MATCHED = "◆"
"""The sign of a claim that passes the filters, beside others of its question that do not."""

_SIGNS: dict[str, Row] = {
    "closed": {"shape": "circle", "is_filled": True, "size": 110, "angle": 0},
    "open": {"shape": "circle", "is_filled": False, "size": 110, "angle": 0},
    "least": {"shape": "stroke", "is_filled": True, "size": 90, "angle": 90},
    "nominal": {"shape": "stroke", "is_filled": True, "size": 160, "angle": 90},
    "left": {"shape": "triangle-left", "is_filled": True, "size": 110, "angle": 0},
    "right": {"shape": "triangle-right", "is_filled": True, "size": 110, "angle": 0},
    "cross": {"shape": "M-.5-.5L.5.5M.5-.5L-.5.5", "is_filled": True, "size": 400, "angle": 0},
}


class Layout:
    """The rows of a chart, one per claim, and the data of its layers.

    Attributes:
        height: of all rows together, in pixels.
        label_width: what the labels take where they stand beside the axis, in pixels.
    """

    def __init__(self, marks: Sequence[Drawn], axis: Axis) -> None:
        """Lay out the claims, in their order, along an axis."""
        self._marks = marks
        self._axis = axis
        self._wide = [[_name(mark), *textwrap.wrap(mark.credit, 34, max_lines=3, placeholder=" …")] for mark in marks]
        self._narrow = [textwrap.wrap(f"{_name(mark)} · {mark.credit}", 52) for mark in marks]
        longest = max(len(line) for label in self._wide for line in label)
        self.label_width = min(40 + 6 * longest, _WIDEST_LABEL)
        edges = [0]
        for label in self._narrow:
            edges.append(edges[-1] + _ROW + _LINE * (len(label) - 1))
        self._tops = edges[:-1]
        self._lines = [edge - _ABOVE_FOOT for edge in edges[1:]]
        self.height = edges[-1] + 4

    def core(self, low: float | None, high: float | None) -> list[Row]:
        """The band of the core over all rows; none where the question has none."""
        if low is None and high is None:
            return []
        return [
            {
                "x": self._axis.low if low is None else low,
                "x2": self._axis.high if high is None else high,
                "y": 0,
                "y2": self.height,
            }
        ]

    def row_lines(self) -> list[Row]:
        """The lines between rows."""
        return [{"y": top} for top in self._tops[1:]]

    def spans(self) -> list[Row]:
        """The line of each interval and its style; a denial without a figure denies all of the axis."""
        found = []
        for mark, y in zip(self._marks, self._lines, strict=True):
            if mark.is_point or not (mark.has_interval or mark.is_denied):
                continue
            low, high = self._ends(mark)
            style = "denied" if mark.is_denied else "spread" if mark.is_spread else "solid"
            found.append({"x": low, "x2": high, "y": y, "style": style, "is_summary": mark.is_summary})
        return found

    def signs(self) -> list[Row]:
        """The signs at the ends, a cross on what is denied, a stroke on a figure within a spread; each leads there."""
        found = [
            {"x": value, "y": y, **_words(mark), "is_summary": mark.is_summary, **_SIGNS[name]}
            for mark, y in zip(self._marks, self._lines, strict=True)
            for name, value in self._signs_of(mark)
        ]
        # The keyboard walks in the order of the data: claims lead somewhere, summaries do not.
        return sorted(found, key=lambda sign: bool(sign["is_summary"]))

    def figures(self) -> list[Row]:
        """The figures, each above its interval, aligned so that it stays within the picture."""
        found = []
        for mark, y in zip(self._marks, self._lines, strict=True):
            value, align = self._anchor(mark)
            found.append({"x": value, "y": y - _LINE, "text": mark.figure, "align": align})
        return found

    def labels(self) -> list[Row]:
        """The lines of the labels, once for each place where they can stand."""
        found: list[Row] = []
        rows = zip(self._wide, self._narrow, self._tops, self._lines, strict=True)
        for wide, narrow, top, line in rows:
            middle = (top + line + _ABOVE_FOOT - _LINE * (len(wide) - 1)) / 2
            for at, text in enumerate(wide):
                found.append({"y": middle + _LINE * at, "text": text, "is_name": at == 0, "is_narrow": False})
            for at, text in enumerate(narrow):
                found.append({"y": top + 9 + _LINE * at, "text": text, "is_name": False, "is_narrow": True})
        return found

    def _ends(self, mark: Drawn) -> tuple[float, float]:
        """The ends of a claim's line: an end that has no limit reaches the end of the axis."""
        return (
            self._axis.low if mark.low is None else mark.low,
            self._axis.high if mark.high is None else mark.high,
        )

    def _signs_of(self, mark: Drawn) -> list[tuple[str, float]]:
        """The names of a claim's signs and where they stand."""
        low, high = self._ends(mark)
        if mark.is_denied:
            return [("cross", (low + high) / 2)]
        if not mark.has_interval:
            return []
        if mark.is_point:
            return [("open" if End.OPEN in (mark.low_end, mark.high_end) else "closed", low)]
        nominal = [] if mark.nominal is None else [("nominal", mark.nominal)]
        ends = [("left" if mark.low is None else mark.low_end.value, low)]
        ends.append(("right" if mark.high is None else mark.high_end.value, high))
        return [*nominal, *ends]

    def _anchor(self, mark: Drawn) -> tuple[float, str]:
        """Where a figure is tied to, and which side of it: over the middle unless that is near an edge."""
        low, high = self._ends(mark)
        middle = (low + high) / 2
        if mark.low is not None and mark.high is None:
            return (low, "left") if self._axis.share(low) < 0.6 else (high, "right")
        if mark.low is None and mark.high is not None:
            return (high, "right") if self._axis.share(high) > 0.4 else (low, "left")
        if self._axis.share(middle) < 0.3:
            return low, "left"
        return (high, "right") if self._axis.share(middle) > 0.7 else (middle, "center")


def _name(mark: Drawn) -> str:
    """The first line of a label; a sign says that the claim passes the filters."""
    return f"{MATCHED} {mark.publisher}" if mark.is_matched else mark.publisher


def _words(mark: Drawn) -> Row:
    """Where a sign leads and what it says of itself; a summary has no words of its own."""
    if mark.is_summary:
        return {"href": None, "said": f"{mark.publisher}: {mark.figure}"}
    return {"href": f"evidence?claim={mark.claim_id}", "said": f"{mark.publisher}, {mark.figure}: to the words"}
