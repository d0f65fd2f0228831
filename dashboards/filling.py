"""Fills a drawing, which is made once, with the data and measures of one picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dashboards.warehouse import Row

Look = dict[str, Any]
"""A specification of Vega-Lite, or a part of one."""


def filled(
    template: Look,
    name: str,
    height: float,
    measures: Mapping[str, Any],
    data: Mapping[str, list[Row]],
    axis: Callable[[Look], Look | None] | None = None,
) -> Look:
    """A drawing with data and measures; layers without data are left out.

    Args:
        template: the drawing; each of its layers names its data, or all share what the drawing names.
        name: of the drawing, by which `compiled` finds it.
        height: of the picture in pixels.
        measures: the values of its parameters.
        data: rows by the names that layers have for them.
        axis: the horizontal axis as this picture has it, from that of the drawing: its title is the one measure for
            which the grammar allows no name. None: as drawn.
    """
    layers = [(layer, layer.get("data") or template["data"]) for layer in template["layer"]]
    return {
        **template,
        "name": name,
        "height": height,
        "params": [{"name": measure, "value": value} for measure, value in measures.items()],
        "layer": [
            {**layer, "data": {**named, "values": data[named["name"]]}, "encoding": _with(layer["encoding"], axis)}
            for layer, named in layers
            if data[named["name"]]
        ],
    }


def _with(encoding: Look, axis: Callable[[Look], Look | None] | None) -> Look:
    """The encoding of a layer, with another horizontal axis if it has one."""
    if axis is None or "axis" not in encoding.get("x", {}):
        return encoding
    return {**encoding, "x": {**encoding["x"], "axis": axis(encoding["x"]["axis"])}}
