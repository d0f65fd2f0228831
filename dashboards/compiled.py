"""Charts as the browser draws them: in Vega, worked out ahead from the drawings that Altair makes in Vega-Lite.

Of what a browser spends on a chart, more than half goes into making Vega out of Vega-Lite. All our charts are fillings
of a few drawings, which differ in data and measures alone; so each drawing is compiled once and kept in `drawings/`.
`python -m dashboards.compiled` makes them anew, in a browser, by the compiler that Streamlit ships; a test compares.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from streamlit import file_util

from parley import paths

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = Path(__file__).parent / "drawings"

_FIT = {"type": "fit", "contains": "padding"}
_WIDTH = 600
"""Any: Streamlit says how wide a chart is when it is drawn."""

# All marks in a group as large as the chart, with their data: Streamlit takes data that stand above it for a table.
_INSIDE = {
    "type": "group",
    "encode": {"update": {"width": {"signal": "width"}, "height": {"signal": "height"}}},
}

# vega-embed compiles, draws, and tells what it compiled.
_COMPILE = """async ([module, specification]) => {
    const embed = (await import(module)).t
    const place = document.createElement('div')
    const { vgSpec } = await embed(place, specification, {actions: false})
    return JSON.stringify(vgSpec)
}"""


def vega(specification: dict[str, Any]) -> dict[str, Any]:
    """A filled drawing in Vega.

    Args:
        specification: of Vega-Lite, with the name of its drawing; each layer has its data and their name.

    Returns:
        The same chart in Vega; the specification itself where there is no such drawing.
    """
    drawing = _drawing(specification.get("name", ""))
    if drawing is None:
        return specification
    values = {layer["data"]["name"]: layer["data"]["values"] for layer in specification["layer"]}
    measures = {measure["name"]: measure["value"] for measure in specification["params"]}
    # A drawing's data are named rows, and after them what a mark takes of some of these.
    rows_of = {data["name"]: data.get("source", data["name"]) for data in drawing["data"]}
    marks = {
        **_INSIDE,
        "data": [
            data if "source" in data else {**data, "values": values[data["name"]]}
            for data in drawing["data"]
            if rows_of[data["name"]] in values
        ],
        "marks": [mark for mark in drawing["marks"] if rows_of[mark["from"]["data"]] in values],
    }
    whole = {name: part for name, part in drawing.items() if name != "data"}
    return {
        **whole,
        "height": specification["height"],
        "signals": [{**signal, "value": measures[signal["name"]]} for signal in drawing["signals"]],
        "axes": _axes(drawing["axes"], specification["layer"]),
        "marks": [marks],
    }


def _axes(axes: list[dict[str, Any]], layers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The axes with title and words of the horizontal one; none where the layers have none."""
    encodings = [layer["encoding"]["x"] for layer in layers]
    looks = [encoding["axis"] for encoding in encodings if "axis" in encoding]
    if not looks or looks[0] is None:
        return []
    said = {name: looks[0][name] for name in ("title", "description") if looks[0].get(name)}
    return [
        {**{name: value for name, value in axis.items() if name != "title"}, **said} if "title" in axis else axis
        for axis in axes
    ]


@cache
def _drawing(name: str) -> dict[str, Any] | None:
    path = FOLDER / f"{name}.json"
    drawing: dict[str, Any] | None = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    return drawing


def templates() -> dict[str, Callable[[], dict[str, Any]]]:
    """What makes each drawing in Vega-Lite, by its name."""
    from dashboards import charts, charts_overview, charts_panels

    return {
        "intervals": charts.template,
        "panels": charts_panels.template,
        "standing": charts_overview.template,
    }


def compiled(page: Page, name: str) -> dict[str, Any]:
    """A drawing, compiled anew.

    Args:
        page: of a browser, at any address of the dashboard.
        name: of the drawing.
    """
    wanted = {**templates()[name](), "width": _WIDTH, "autosize": _FIT}
    (module,) = (Path(file_util.get_static_dir()) / "static" / "js").glob("embed.*.js")
    # As JSON, in which what is undefined is left out.
    made: dict[str, Any] = json.loads(page.evaluate(_COMPILE, [f"/static/js/{module.name}", wanted]))
    return made


def main() -> None:
    """Compile all drawings and keep them."""
    from dashboards import screenshots

    FOLDER.mkdir(exist_ok=True)
    with screenshots.serving() as address, screenshots.browsing() as browser:
        page = browser.new_page()
        page.goto(address)
        for name in templates():
            text = json.dumps(compiled(page, name), indent=1, sort_keys=True, ensure_ascii=False)
            path = FOLDER / f"{name}.json"
            path.write_text(text + "\n", encoding="utf-8")
            print(paths.shown(path))


if __name__ == "__main__":
    main()
