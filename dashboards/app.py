"""Routes to the pages, and says what to do where there is nothing to show yet. Run it by `parley dashboard`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.warehouse import WarehouseMissing, WarehouseUnreadable, pinned

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

PAGES = {
    "overview": "Overview",
    "compare": "Compare",
    "exchanges": "Exchanges",
    "casualties": "Casualties",
    "children": "Children",
    "talks": "Talks",
    "outlets": "Outlets",
    "evidence": "Evidence",
    "sql": "SQL",
    "checks": "Checks",
}
"""The pages by address, which is the name of their module too, in the order of the navigation."""

_FIRST = "overview"

_RECORD = {"promises": "exchanges", "totals": "exchanges", "parts": "exchanges", "balances": "exchanges"}
"""Where the parts of the former page Record went; its ledger of corrections is on Checks."""


def main() -> None:
    """Choose the page by the address, and run it."""
    st.html(Path(__file__).parent / "style.css")
    pages = {
        # The first page has the bare address, and leaves its name to the one that leads on.
        name: st.Page(_runner(name), title=title, url_path="" if name == _FIRST else name, default=name == _FIRST)
        for name, title in PAGES.items()
    }
    former = [
        # Its name, and the addresses of former versions, lead on.
        st.Page(lambda: _to(pages[_FIRST]), title="Parley: overview", url_path=_FIRST, visibility="hidden"),
        st.Page(lambda: _to(pages[_FIRST]), title="Parley: first page", url_path="start", visibility="hidden"),
        st.Page(lambda: _to(_of_record(pages)), title="Parley: record", url_path="record", visibility="hidden"),
    ]
    page = st.navigation([*pages.values(), *former], position="top")
    st.set_page_config(
        page_title=f"{page.title} · Parley", page_icon="⚖️", layout="wide", initial_sidebar_state="collapsed"
    )
    try:
        with pinned():
            page.run()
    except WarehouseMissing as missing:
        _no_warehouse("There is no published warehouse.", str(missing))
    except WarehouseUnreadable as unreadable:
        _no_warehouse("The published warehouse cannot be read; it may be older than this dashboard.", str(unreadable))


def _runner(name: str) -> Callable[[], None]:
    """What runs a page. Its module is imported when it is first asked for: a page waits for no other one."""

    def run() -> None:
        import_module(f"dashboards.pages.{name}").page()

    return run


def _of_record(pages: dict[str, StreamlitPage]) -> StreamlitPage:
    """The page to which a part of the former page Record went."""
    part = st.query_params.get("part", "promises")
    return pages[_RECORD.get(part, "checks")]


def _to(page: StreamlitPage) -> None:
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
