"""The filters of the Compare page: widgets whose state lives in the address, and the order of the questions."""

from __future__ import annotations

import streamlit as st

from dashboards import address, queries, wording
from dashboards.queries import Codes
from dashboards.warehouse import Row

STEP = 8
"""Questions shown at first, and added by each "Show more"."""

_PAGE = "compare"
_SORTS = {
    "sharpest": "Sharpest disagreement first",
    "documents": "Most documents first",
    "time": "By topic and event",
}
_EMPTY: dict[str, object] = {
    "topic": None,
    "verdict": [],
    "event": "",
    "search": "",
    "sort": "sharpest",
    "shown": STEP,
}


def clear() -> None:
    """Take all filters away, and with them the one question that an address may ask for."""
    for name, value in _EMPTY.items():
        st.session_state[_key(name)] = value
    st.query_params.clear()


def show_more() -> None:
    """Show some more of the questions."""
    st.session_state[_key("shown")] += STEP


def n_shown() -> int:
    """How many questions are shown."""
    return int(st.session_state.get(_key("shown"), STEP))


def answers(codes: Codes, facets: list[Row]) -> list[Row]:
    """Draw the widgets, seeded from the address and written back to it; return the questions that they let through.

    Args:
        codes: the code lists.
        facets: the questions with topic, verdict and event, from `queries.facets`.
    """
    _seed(codes, facets)
    _widgets(codes, facets)
    state = {name: st.session_state[_key(name)] for name in _EMPTY}
    changed = {name: value or "" for name, value in state.items() if value != _EMPTY[name]}
    address.write(_PAGE, {name: str(value) if name == "shown" else value for name, value in changed.items()})
    found = queries.answers(
        topic=state["topic"] or "",
        event=state["event"] or "",
        verdicts=tuple(state["verdict"] or ()),
        search=state["search"] or "",
    )
    return _ordered(found, facets, codes)


def _ordered(answers: list[Row], facets: list[Row], codes: Codes) -> list[Row]:
    """The questions in the order that the reader chose; equals stand in the order of their events."""
    place = {row["question_id"]: at for at, row in enumerate(facets)}
    sort = st.session_state[_key("sort")]
    if sort == "documents":
        return sorted(answers, key=lambda row: (-row["n_documents"], -row["n_claims"], place[row["question_id"]]))
    if sort == "time":
        topics = list(codes["topics"])
        return sorted(answers, key=lambda row: (topics.index(row["topic"]), place[row["question_id"]]))
    return sorted(
        answers,
        key=lambda row: (
            wording.sharpness(row["verdict"]),
            -row["n_documents"],
            -row["n_conflict"],
            place[row["question_id"]],
        ),
    )


def _key(name: str) -> str:
    return f"{_PAGE}_{name}"


def _seed(codes: Codes, facets: list[Row]) -> None:
    """Set the widgets from the address, where it was not this page that wrote it."""
    if not address.is_new(_PAGE) and _key("shown") in st.session_state:
        return
    shown = st.query_params.get("shown", "")
    found = {
        "topic": address.value("topic", list(codes["topics"])) or None,
        "verdict": address.values("verdict", [code for code in wording.SHARPNESS if _count(facets, "verdict", code)]),
        "event": address.value("event", [row["event_id"] for row in facets if row["event_id"]]),
        "search": st.query_params.get("search", ""),
        "sort": address.value("sort", list(_SORTS), "sharpest"),
        "shown": max(int(shown), STEP) if shown.isdecimal() and len(shown) < 5 else STEP,
    }
    for name, value in found.items():
        st.session_state[_key(name)] = value


def _widgets(codes: Codes, facets: list[Row]) -> None:
    """The widgets; their values are in the state of the session."""
    events = {row["event_id"]: row["event_name"] or row["event_id"] for row in facets if row["event_id"]}
    left, right = st.columns([2, 3])
    left.pills(
        "Topic",
        [code for code in codes["topics"] if _count(facets, "topic", code)],
        key=_key("topic"),
        wrap=True,
        format_func=lambda code: codes["topics"][code]["label"].capitalize(),
    )
    right.pills(
        "Verdict",
        [code for code in wording.SHARPNESS if _count(facets, "verdict", code)],
        key=_key("verdict"),
        selection_mode="multi",
        wrap=True,
        format_func=lambda code: (
            f"{wording.GLYPHS[code]}  {codes['verdicts'][code]['label']}  {_count(facets, 'verdict', code)}"
        ),
    )
    search, event, sort = st.columns(3)
    search.text_input("Search", key=_key("search"), placeholder="a word, a name, a number")
    event.selectbox(
        "Event", ["", *events], key=_key("event"), format_func=lambda code: events[code] if code else "All events"
    )
    sort.selectbox("Order", list(_SORTS), key=_key("sort"), format_func=_SORTS.__getitem__)


def _count(facets: list[Row], column: str, code: str) -> int:
    return sum(row[column] == code for row in facets)
