"""The last lines of each page: what the figures were read from, when, and how to cite the view."""

from __future__ import annotations

import streamlit as st

from dashboards import address, cite, markup, overview_statements, queries, wording
from dashboards.markup import text


def show() -> None:
    """Say how much was read, and when, and how to cite what is shown; call it last, when the address is written."""
    load = queries.load()
    if not load:
        return
    said = (
        f"{wording.counted(load['n_claims'], 'claim')} from {wording.counted(load['n_documents'], 'document')}, "
        f"read on {wording.day(load['loaded_at'].date())}. "
        "Parley reports who says what; it does not say who is right."
    )
    st.html(f'<footer class="pl-footer">{text(said)} {_build()}{_cite()}</footer>')


def _build() -> str:
    """Which build this is, as a link to what was checked."""
    build = overview_statements.build()
    return f'<a href="checks" target="_self">Build {text(build["build_id"])}</a>' if build else ""


def _cite() -> str:
    """The reference of the view, folded."""
    view = address.view()
    reference = f"{cite.warehouse()} {view}".strip()
    return markup.fold("Cite this view", f'<p class="pl-cite">{text(reference)}</p>')
