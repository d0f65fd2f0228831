"""The filters of the Compare page: what a reader asks for, kept in the address, and the order of the questions.

`filter_widgets` draws them. Filters on claims (who says it, where, how far it is proven) let a question through if one
of its claims has all that is asked for; the question is then shown whole, because a claim means little by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from dashboards import address, gaps, queries, wording
from dashboards.queries import Codes
from dashboards.warehouse import Row

STEP = 2
"""Questions shown at first: a question may fill a window and more, and each costs a repaint its time."""

MORE = 4
"""Questions added by each "Show more"."""

LISTED = 500
"""How many questions the list of all questions has at most."""

PAGE = "compare"
SORTS = {
    "sharpest": "Sharpest disagreement first",
    "documents": "Most documents first",
    "newest": "Latest change first",
    "time": "By topic and event",
}
QUALITIES = ("claimant", "side", "outlet", "language", "status", "proof")
"""The filters on claims, by the names that they have in the address."""

_EMPTY: dict[str, object] = {
    "topic": None,
    "verdict": [],
    "gap": [],
    "event": "",
    "search": "",
    "known": None,
    "sort": "sharpest",
    "shown": STEP,
    "list": False,
    "more": False,
    **{name: [] for name in QUALITIES},
}


def key(name: str) -> str:
    """The name of a filter in the state of the session."""
    return f"{PAGE}_{name}"


def clear() -> None:
    """Take all filters away, and with them the one question that an address may ask for."""
    for name, value in _EMPTY.items():
        st.session_state[key(name)] = value
    st.query_params.clear()


def all_questions() -> None:
    """Leave the one question that an address asks for; the day of what was known stays."""
    st.query_params.pop("question", None)
    st.session_state.pop(key("shown"), None)


def show_more() -> None:
    """Show some more of the questions."""
    st.session_state[key("shown")] += MORE


def n_shown() -> int:
    """How many questions are shown."""
    return int(st.session_state.get(key("shown"), STEP))


def is_listed() -> bool:
    """A list of all questions is asked for."""
    return bool(st.session_state.get(key("list")))


def known() -> str:
    """The day that a reader asks about, as an ISO day; empty for all that is known now."""
    chosen = st.session_state.get(key("known"))
    return chosen.isoformat() if isinstance(chosen, date) else ""


def qualities() -> dict[str, tuple[str, ...]]:
    """What claims are asked to have: the name of each filter on claims to its codes, without those that are not set."""
    chosen = {name: tuple(st.session_state.get(key(name)) or ()) for name in QUALITIES}
    return {name: codes for name, codes in chosen.items() if codes}


def is_set() -> bool:
    """Something is filtered."""
    beside = ("sort", "shown", "list", "more")
    return any(st.session_state.get(key(name), value) != value for name, value in _EMPTY.items() if name not in beside)


def seed(codes: Codes, facets: list[Row]) -> None:
    """Set the widgets from the address, where it was not this page that wrote it; what it may not say is left out.

    Args:
        codes: the code lists.
        facets: how many questions have which topic, verdict, event and distance, from `queries.facets`.
    """
    # Streamlit forgets what widgets say when another page is drawn; the address may be the same after coming back.
    if not address.is_new(PAGE) and {key("shown"), key("event")} <= set(st.session_state):
        return
    # The lists of claimants and outlets are long, and asked for only by who filters by them.
    claim_facets = queries.claim_facets() if set(QUALITIES) & set(st.query_params) else {}
    shown = st.query_params.get("shown", "")
    found = {
        "topic": address.value("topic", list(codes["topics"])) or None,
        "verdict": address.values("verdict", [code for code in wording.SHARPNESS if count(facets, "verdict", code)]),
        "gap": address.values("gap", [code for code in gaps.BANDS if count(facets, "band", code)]),
        "event": address.value("event", [row["event_id"] for row in facets if row["event_id"]]),
        "search": st.query_params.get("search", ""),
        "known": _within(address.day("known")),
        "sort": address.value("sort", list(SORTS), "sharpest"),
        "list": st.query_params.get("list") == "1",
        "shown": max(int(shown), STEP) if shown.isdecimal() and len(shown) < 5 else STEP,
        **{name: address.values(name, [row["code"] for row in claim_facets.get(name, ())]) for name in QUALITIES},
    }
    found["more"] = any(found[name] for name in QUALITIES)
    for name, value in found.items():
        st.session_state[key(name)] = value


def settle(facets: list[Row]) -> None:
    """Let go of an event of which nothing was known on the day asked about.

    Args:
        facets: the questions that were answered then.
    """
    if st.session_state[key("event")] not in {"", *(row["event_id"] for row in facets)}:
        st.session_state[key("event")] = ""


def fewer() -> None:
    """The filters on claims were opened or closed: closed, they filter nothing."""
    if not st.session_state[key("more")]:
        for name in QUALITIES:
            st.session_state[key(name)] = []


def _within(day: date | None) -> date | None:
    """The day, if it lies between the first and the last publication."""
    span = queries.first_days()
    return day if day and span and span["first_day"] <= day <= span["last_day"] else None


def count(facets: list[Row], column: str, code: str) -> int:
    """How many of the questions have a code."""
    return sum(row["n"] for row in facets if row[column] == code)


def n_listed() -> int:
    """How many questions are needed: those that are shown, or as many as a list has."""
    return max(n_shown(), LISTED) if is_listed() else n_shown()


def one(question_id: str) -> list[Row]:
    """The one question that an address asks for, as it was answered on the day asked about; none if it was not yet."""
    address.write(PAGE, {"question": question_id, "known": known()})
    return queries.answers(question=question_id, known=known())


def answers() -> list[Row]:
    """The first of the questions that the widgets let through, in the order chosen; the address then says the same.

    Each row has n_passing: how many there are in all.
    """
    state = {name: st.session_state.get(key(name), value) for name, value in _EMPTY.items()}
    wanted = {
        "topic": state["topic"] or "",
        "verdict": state["verdict"],
        "gap": state["gap"],
        "event": state["event"],
        "search": state["search"].strip(),
        "known": known(),
        "sort": "" if state["sort"] == "sharpest" else state["sort"],
        "list": "1" if state["list"] else "",
        "shown": "" if state["shown"] <= STEP else str(state["shown"]),
        **{name: list(codes) for name, codes in qualities().items()},
    }
    address.write(PAGE, wanted)
    return passing(n_listed())()


def passing(most: int | None = None) -> Callable[[], list[Row]]:
    """What fetches the questions that the widgets let through now, whatever they say when it is called.

    Args:
        most: how many at most; None for all, as a download has them.
    """
    state = {name: st.session_state.get(key(name), value) for name, value in _EMPTY.items()}
    return partial(
        queries.answers,
        topic=state["topic"] or "",
        event=state["event"],
        verdicts=tuple(state["verdict"]),
        bands=tuple(state["gap"]),
        search=state["search"].strip(),
        known=known(),
        qualities=qualities(),
        order=state["sort"],
        most=most,
    )
