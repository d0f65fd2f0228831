"""The filters of the Compare page: widgets whose state lives in the address, and the order of the questions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from dashboards import address, queries, wording
from dashboards.queries import Codes
from dashboards.warehouse import Row

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

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
    "known": None,
    "sort": "sharpest",
    "shown": STEP,
}


def clear() -> None:
    """Take all filters away, and with them the one question that an address may ask for."""
    for name, value in _EMPTY.items():
        st.session_state[_key(name)] = value
    st.query_params.clear()


def all_questions() -> None:
    """Leave the one question that an address asks for; the day of what was known stays."""
    st.query_params.pop("question", None)
    st.session_state.pop(_key("shown"), None)


def show_more() -> None:
    """Show some more of the questions."""
    st.session_state[_key("shown")] += STEP


def n_shown() -> int:
    """How many questions are shown."""
    return int(st.session_state.get(_key("shown"), STEP))


def known() -> str:
    """The day that a reader asks about, as an ISO day; empty for all that is known now."""
    chosen = st.session_state.get(_key("known"))
    return chosen.isoformat() if isinstance(chosen, date) else ""


def seed(codes: Codes, facets: list[Row]) -> None:
    """Set the widgets from the address, where it was not this page that wrote it.

    Args:
        codes: the code lists.
        facets: all questions with topic, verdict and event, from `queries.facets`.
    """
    if address.is_new(_PAGE) or _key("shown") not in st.session_state:
        _seed(codes, facets)


def one(question_id: str) -> list[Row]:
    """Draw the way back and the day of what was known; return the one question as it was answered then."""
    back, day, _ = st.columns([1, 1, 2], vertical_alignment="bottom")
    back.button("← All questions", on_click=all_questions)
    _day(day)
    address.write(_PAGE, {"question": question_id, "known": known()})
    return queries.answers(question=question_id, known=known())


def answers(codes: Codes, facets: list[Row]) -> list[Row]:
    """Draw the widgets, write them to the address, and return the questions that they let through.

    Args:
        codes: the code lists.
        facets: the questions of which something was known on the day, from `queries.facets`.
    """
    _widgets(codes, facets)
    state = {name: st.session_state[_key(name)] for name in _EMPTY}
    changed = {name: value or "" for name, value in state.items() if value != _EMPTY[name]}
    written = {name: value if isinstance(value, list) else str(value) for name, value in changed.items()}
    address.write(_PAGE, written)
    found = queries.answers(
        topic=state["topic"] or "",
        event=state["event"] or "",
        verdicts=tuple(state["verdict"] or ()),
        search=state["search"] or "",
        known=known(),
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
    """Set the widgets from the address; what it may not say is left out."""
    shown = st.query_params.get("shown", "")
    found = {
        "topic": address.value("topic", list(codes["topics"])) or None,
        "verdict": address.values("verdict", [code for code in wording.SHARPNESS if _count(facets, "verdict", code)]),
        "event": address.value("event", [row["event_id"] for row in facets if row["event_id"]]),
        "search": st.query_params.get("search", ""),
        "known": _within(address.day("known")),
        "sort": address.value("sort", list(_SORTS), "sharpest"),
        "shown": max(int(shown), STEP) if shown.isdecimal() and len(shown) < 5 else STEP,
    }
    for name, value in found.items():
        st.session_state[_key(name)] = value


def _within(day: date | None) -> date | None:
    """The day, if it lies between the first and the last publication."""
    span = queries.first_days()
    return day if day and span and span["first_day"] <= day <= span["last_day"] else None


def _day(place: DeltaGenerator) -> None:
    """The widget for the day of what was known; none where nothing is known."""
    span = queries.first_days()
    if span:
        place.date_input(
            "As known on",
            min_value=span["first_day"],
            max_value=span["last_day"],
            key=_key("known"),
            format="YYYY-MM-DD",
            help="Only what was published by then, and the answers as they stood; empty for all that is known now.",
        )


def _widgets(codes: Codes, facets: list[Row]) -> None:
    """The widgets; their values are in the state of the session."""
    # An event of which nothing was known on the day cannot be chosen.
    if st.session_state[_key("event")] not in {"", *(row["event_id"] for row in facets)}:
        st.session_state[_key("event")] = ""
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
    search, event, day, sort = st.columns([4, 4, 3, 4])
    search.text_input("Search", key=_key("search"), placeholder="a word, a name, a number")
    event.selectbox(
        "Event", ["", *events], key=_key("event"), format_func=lambda code: events[code] if code else "All events"
    )
    _day(day)
    sort.selectbox("Order", list(_SORTS), key=_key("sort"), format_func=_SORTS.__getitem__)


def _count(facets: list[Row], column: str, code: str) -> int:
    return sum(row[column] == code for row in facets)
