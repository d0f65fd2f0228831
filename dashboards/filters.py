"""The filters of the Compare page: what a reader asks for, kept in the address, and the order of the questions.

`filter_widgets` draws them. Filters on claims (who says it, where, how far it is proven) let a question through if one
of its claims has all that is asked for; the question is then shown whole, because a claim means little by itself.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboards import address, gaps, queries, wording
from dashboards.queries import Codes
from dashboards.warehouse import Row

STEP = 2
"""Questions shown at first: a question may fill a window and more, and each costs a repaint its time."""

MORE = 4
"""Questions added by each "Show more"."""

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
        facets: all questions with topic, verdict and event, from `queries.facets`.
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
        "gap": address.values("gap", [code for code in gaps.BANDS if any(gaps.band(row) == code for row in facets)]),
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
    return sum(row[column] == code for row in facets)


def one(question_id: str) -> list[Row]:
    """The one question that an address asks for, as it was answered on the day asked about; none if it was not yet."""
    address.write(PAGE, {"question": question_id, "known": known()})
    return queries.answers(question=question_id, known=known())


def answers(codes: Codes, facets: list[Row]) -> list[Row]:
    """The questions that the widgets let through, in the order chosen; the address then says the same.

    Args:
        codes: the code lists.
        facets: the questions that are shown without a filter, in order of time.
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
    found = queries.answers(
        topic=wanted["topic"],
        event=wanted["event"],
        verdicts=tuple(wanted["verdict"]),
        search=wanted["search"],
        known=wanted["known"],
        qualities=qualities(),
    )
    if wanted["gap"]:
        found = [row for row in found if gaps.band(row) in wanted["gap"]]
    return _ordered(found, facets, codes)


def _ordered(answers: list[Row], facets: list[Row], codes: Codes) -> list[Row]:
    """The questions in the order that the reader chose; equals stand in the order of their events."""
    place = {row["question_id"]: at for at, row in enumerate(facets)}
    sort = st.session_state[key("sort")]
    if sort == "documents":
        return sorted(answers, key=lambda row: (-row["n_documents"], -row["n_claims"], place[row["question_id"]]))
    if sort == "newest":
        return sorted(
            answers, key=lambda row: (-(row["valid_from"] or date.min).toordinal(), place[row["question_id"]])
        )
    if sort == "time":
        topics = list(codes["topics"])
        return sorted(answers, key=lambda row: (topics.index(row["topic"]), place[row["question_id"]]))
    return sorted(
        answers,
        key=lambda row: (
            wording.sharpness(row["verdict"]),
            gaps.rank(row),
            -row["n_documents"],
            -row["n_conflict"],
            place[row["question_id"]],
        ),
    )
