"""The last line of each page: what the figures were read from, and when."""

from __future__ import annotations

import streamlit as st

from dashboards import queries, wording
from dashboards.markup import text


def show() -> None:
    """Say how much was read, and when."""
    load = queries.load()
    if not load:
        return
    said = (
        f"{wording.counted(load['n_claims'], 'claim')} from {wording.counted(load['n_documents'], 'document')}, "
        f"read on {wording.day(load['loaded_at'].date())}. "
        "Parley reports who says what; it does not say who is right."
    )
    st.html(f'<footer class="pl-footer">{text(said)}</footer>')
