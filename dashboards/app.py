"""Routes to the pages, and says what to do where there is nothing to show yet. Run it by `parley dashboard`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboards.pages import compare, evidence, record
from dashboards.warehouse import WarehouseMissing, WarehouseUnreadable, stamp


def main() -> None:
    """Choose the page by the address, and run it."""
    st.set_page_config(page_title="Parley", page_icon="⚖️", layout="wide", initial_sidebar_state="collapsed")
    st.html(Path(__file__).parent / "style.css")
    first = st.Page(compare.page, title="Compare", url_path="compare")
    pages = [
        # Compare keeps its own address, so that old links hold when another page comes first.
        st.Page(lambda: _to(first), title="Parley", url_path="start", default=True, visibility="hidden"),
        first,
        st.Page(record.page, title="Record", url_path="record"),
        st.Page(evidence.page, title="Evidence", url_path="evidence"),
    ]
    page = st.navigation(pages, position="top")
    try:
        stamp()
        page.run()
    except WarehouseMissing as missing:
        _no_warehouse("There is no published warehouse.", str(missing))
    except WarehouseUnreadable as unreadable:
        _no_warehouse("The published warehouse cannot be read; it may be older than this dashboard.", str(unreadable))


def _to(page: st.Page) -> None:
    """Go to a page with the parameters of the present address."""
    st.switch_page(page, query_params=st.query_params.to_dict())


def _no_warehouse(what: str, why: str) -> None:
    """Say what is missing and what to do."""
    st.title("Nothing to show yet")
    st.error(what)
    st.markdown("Build the warehouse in the project's folder, then load this page again:")
    st.code("make build", language="bash")
    with st.expander("What was looked for"):
        st.text(why)


if __name__ == "__main__":
    main()
