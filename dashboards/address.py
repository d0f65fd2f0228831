"""What a page shows lives in its address, so that a view can be kept, sent and gone back to.

A widget's state is seeded from the address when the address changed by itself (a link, the back button), and written
back after each change of the widget; empty and default values are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

import streamlit as st


def is_new(page: str) -> bool:
    """True if the address is not the one that this page wrote last: its widgets must be seeded from it."""
    return st.session_state.get(_key(page)) != _current()


def value(name: str, allowed: Sequence[str], default: str = "") -> str:
    """One parameter of the address; the default where it is missing or not allowed."""
    found = st.query_params.get(name, default)
    return found if found in allowed else default


def values(name: str, allowed: Sequence[str]) -> list[str]:
    """All values of a repeated parameter that are allowed, in the order in which they are listed."""
    found = set(st.query_params.get_all(name))
    return [code for code in allowed if code in found]


def day(name: str) -> date | None:
    """One parameter of the address as a day; None where it is missing or no ISO day."""
    try:
        return date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        return None


def write(page: str, parameters: Mapping[str, str | Sequence[str]]) -> None:
    """Make the address say what the page shows; empty parameters are left out."""
    wanted = {name: value if isinstance(value, str) else list(value) for name, value in parameters.items() if value}
    if _plain(wanted) != _current():
        st.query_params.from_dict(wanted)
    st.session_state[_key(page)] = _plain(wanted)


def view() -> str:
    """The address of the view as it stands, with its parameters, for whoever wants to come back to it."""
    page = str(st.context.url or "").split("?")[0]
    parameters = urlencode(_current(), doseq=True)
    return f"{page}?{parameters}" if parameters else page


def _key(page: str) -> str:
    return f"address of {page}"


def _current() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _plain(parameters: Mapping[str, str | Sequence[str]]) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else list(value) for name, value in parameters.items()}
