"""Altair draws how the questions stand: a circle per topic and verdict, as large as it has questions.

Made from names and checked once per process, then filled, as in `charts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt

from dashboards import wording
from dashboards.filling import filled
from dashboards.queries import Codes
from dashboards.warehouse import Row

_FONT = "'Source Sans', sans-serif"
_INK, _MUTED, _LINE = "var(--pl-ink)", "var(--pl-muted)", "var(--pl-line)"
_NARROW = 760
_STEP = 46
_HEAD = 24
_MEASURES: dict[str, Any] = {"verdicts": [], "topics": []}
"""What differs from build to build beside the data, before it is known."""


def standing_chart(rows: Sequence[Row], codes: Codes) -> dict[str, Any] | None:
    """The questions by topic and verdict, as a Vega-Lite specification; None without questions.

    Args:
        rows: of `overview_statements.standing`.
        codes: the code lists.
    """
    if not rows:
        return None
    used = {row["verdict"] for row in rows}
    verdicts = [code for code in wording.SHARPNESS if code in used]
    topics = [code for code in codes["topics"] if any(row["topic"] == code for row in rows)]
    heads = {code: f"{wording.GLYPHS[code]} {codes['verdicts'][code]['label']}" for code in verdicts}
    most = max(row["n_questions"] for row in rows)
    values = [
        {
            "topic": codes["topics"][row["topic"]]["label"],
            "verdict": heads[row["verdict"]],
            "n": row["n_questions"],
            "size": 280 + 1300 * row["n_questions"] / most,
            "colour": f"var(--pl-{row['verdict']})",
            "said": f"{codes['topics'][row['topic']]['label']}, {codes['verdicts'][row['verdict']]['label']}: "
            f"{wording.counted(row['n_questions'], 'question')}",
            "href": f"compare?topic={row['topic']}&verdict={row['verdict']}",
        }
        for row in rows
        if row["topic"] in topics and row["verdict"] in verdicts
    ]
    measures = {
        "verdicts": list(heads.values()),
        "topics": [codes["topics"][code]["label"] for code in topics],
    }
    return filled(template(), "standing", _STEP * len(topics) + _HEAD, measures, {"standing": values})


def described(rows: Sequence[Row], codes: Codes) -> str:
    """The chart in one sentence, for those who do not see it."""
    counts = {code: sum(row["n_questions"] for row in rows if row["verdict"] == code) for code in wording.SHARPNESS}
    said = ", ".join(f"{count} {codes['verdicts'][code]['label']}" for code, count in counts.items() if count)
    return f"Questions by topic and verdict; over all topics {said}. The table below has the same by topic."


@cache
def template() -> dict[str, Any]:
    """The drawing with the name of its data; made and checked once per process."""
    # In each layer, not above them: that is where the data is filled in.
    base = alt.Chart(alt.NamedData(name="standing")).encode(
        x=alt.X(
            "verdict:N",
            scale=alt.Scale(domain=alt.ExprRef("verdicts")),
            axis=alt.Axis(
                orient="top",
                title=None,
                domain=False,
                ticks=False,
                labelAngle=0,
                labelColor=_INK,
                labelFontSize=13,
                labelLimit=120,
                labelExpr=f"width < {_NARROW} ? slice(datum.label, 0, 1) : datum.label",
            ),
        ),
        y=alt.Y(
            "topic:N",
            scale=alt.Scale(domain=alt.ExprRef("topics")),
            axis=alt.Axis(
                title=None,
                domain=False,
                ticks=False,
                grid=True,
                gridColor=_LINE,
                labelColor=_INK,
                labelFontSize=13,
                labelPadding=8,
            ),
        ),
    )
    circles = base.mark_circle(fillOpacity=0.2, strokeWidth=1.5, cursor="pointer").encode(
        href="href:N",
        description="said:N",
        size=alt.Size("size:Q", scale=None, legend=None),
        fill=alt.Fill("colour:N", scale=None, legend=None),
        stroke=alt.Stroke("colour:N", scale=None, legend=None),
    )
    numbers = base.mark_text(fontSize=13, fontWeight=600, color=_INK, aria=False, cursor="pointer").encode(
        text="n:Q", href="href:N"
    )
    chart = (
        alt.layer(circles, numbers)
        .properties(width="container", height=100, padding=0)
        .add_params(*(alt.param(name=name, value=value) for name, value in _MEASURES.items()))
        .configure(font=_FONT, background="transparent")
        .configure_view(stroke=None)
    )
    specification: dict[str, Any] = chart.to_dict()
    return specification
