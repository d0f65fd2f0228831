"""Draws a chart on a page, and lets the browser finish the first one before it is given more to do."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboards import compiled

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_AHEAD_SECONDS = 0.6
"""What a browser needs to load the code of charts and to draw one: after less it draws all charts of a page at once."""

_DRAWN = "a picture was drawn"


def draw(spec: dict[str, Any], alt: str, place: DeltaGenerator | None = None) -> None:
    """Draw a chart as wide as there is room.

    A browser that comes anew has all of a page in its queue at once, and would draw the first chart last, after words
    and widgets that nobody sees yet. So the rest of the page waits a moment, once per visit.

    Args:
        spec: of Vega-Lite.
        alt: what it shows, in words.
        place: where, if not where the page is.
    """
    (place or st).vega_lite_chart(spec=compiled.vega(spec), width="stretch", theme=None, alt=alt)
    # Streamlit's own test harness has no browser, and no address.
    if st.context.url and _DRAWN not in st.session_state:
        st.session_state[_DRAWN] = True
        time.sleep(_AHEAD_SECONDS)
