"""The widgets of the Compare page's filters; their values are in the state of the session, see `filters`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboards import filters, gaps, markup, queries, wording
from dashboards.filters import key
from dashboards.queries import Codes
from dashboards.warehouse import Row

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_LABELS = {
    "claimant": "Claimant",
    "side": "Side that speaks",
    "outlet": "Outlet",
    "language": "Language",
    "status": "Status of the figure",
    "proof": "Proof of the quote",
}


def for_one() -> None:
    """The way back from one question, and the day of what was known."""
    with st.container(horizontal=True):
        st.button("← All questions", on_click=filters.all_questions)
        # A browser needs long for a calendar: what is folded away does not keep the first chart waiting.
        _day(st.popover("As known on …"))


def for_all(codes: Codes, facets: list[Row]) -> None:
    """All widgets.

    Args:
        codes: the code lists.
        facets: how many questions have which topic, verdict, event and distance, from `queries.facets`.
    """
    _pills(codes, facets)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Search", key=key("search"), placeholder="a word, a name, a number", width=360)
        # What takes a browser long (lists, a calendar) is folded away: the first chart does not wait for it.
        with st.popover("Order, day and more filters"):
            _folded(codes, facets)
        if chosen := _chosen():
            st.caption(f"Set there: {wording.listed(chosen)}.", width="content")


def _folded(codes: Codes, facets: list[Row]) -> None:
    """The filters that are needed less often, and the order."""
    first, second = st.columns(2)
    first.selectbox("Order", list(filters.SORTS), key=key("sort"), format_func=filters.SORTS.__getitem__)
    _event(first, facets)
    _day(second)
    _gap(second, facets)
    st.toggle("Filter by who says it, where, and how far it is proven", key=key("more"), on_change=filters.fewer)
    if st.session_state[key("more")]:
        _qualities(queries.claim_facets())


def _chosen() -> list[str]:
    """What is set among the folded filters, in words: a closed fold must not hide why questions are missing."""
    state = {name: st.session_state.get(key(name)) for name in ("sort", "event", "known", "gap", *filters.QUALITIES)}
    labels = {"sort": "order", "event": "round or event", "known": "day", "gap": "distance", **_LABELS}
    usual = {"sort": "sharpest"}
    return [labels[name].lower() for name, value in state.items() if value and value != usual.get(name)]


def for_list(n_answers: int) -> None:
    """The switch for the list of all questions, which is long."""
    st.toggle(f"List of {wording.counted(n_answers, 'question')}", key=key("list"))


def _pills(codes: Codes, facets: list[Row]) -> None:
    """Topic and verdict: what can be seen of all questions at once."""
    left, right = st.columns([2, 3])
    left.pills(
        "Topic",
        [code for code in codes["topics"] if filters.count(facets, "topic", code)],
        key=key("topic"),
        wrap=True,
        format_func=lambda code: markup.unmarked(codes["topics"][code]["label"].capitalize()),
    )
    right.pills(
        "Verdict",
        [code for code in wording.SHARPNESS if filters.count(facets, "verdict", code)],
        key=key("verdict"),
        selection_mode="multi",
        wrap=True,
        format_func=lambda code: (
            f"{wording.GLYPHS[code]}  {markup.unmarked(codes['verdicts'][code]['label'])}  "
            f"{filters.count(facets, 'verdict', code)}"
        ),
    )


def _gap(place: DeltaGenerator, facets: list[Row]) -> None:
    """How far apart the figures in conflict are."""
    place.pills(
        "How far apart a conflict is",
        [code for code in gaps.LABELS if filters.count(facets, "band", code)],
        key=key("gap"),
        selection_mode="multi",
        wrap=True,
        format_func=lambda code: f"{gaps.SIGNS[code]}  {gaps.LABELS[code]} · {filters.count(facets, 'band', code)}",
        help="The widest gap between figures in conflict, as a share of the larger. Days and names have none.",
    )


def _event(place: DeltaGenerator, facets: list[Row]) -> None:
    events = {row["event_id"]: row["event_name"] or row["event_id"] for row in facets if row["event_id"]}
    place.selectbox(
        "Round or event",
        ["", *events],
        key=key("event"),
        format_func=lambda code: events[code] if code else "All events",
    )


def _day(place: DeltaGenerator) -> None:
    """The widget for the day of what was known; none where nothing is known."""
    span = queries.first_days()
    if span:
        place.date_input(
            "As known on",
            min_value=span["first_day"],
            max_value=span["last_day"],
            key=key("known"),
            format="YYYY-MM-DD",
            help="Only what was published by then, and the answers as they stood; empty for all that is known now.",
        )


def _qualities(claim_facets: Mapping[str, list[Row]]) -> None:
    """The filters on claims, with how many claims have each quality."""
    st.caption(
        "A question is shown, with all its claims, if one of them has everything chosen here; such claims are marked ◆."
    )
    places = st.columns(3)
    for at, name in enumerate(filters.QUALITIES):
        known = {row["code"]: row for row in claim_facets.get(name, ())}
        places[at % 3].multiselect(
            _LABELS[name],
            list(known),
            key=key(name),
            placeholder="any",
            format_func=partial(_option, name, known),
        )


def _option(name: str, known: Mapping[str, Row], code: str) -> str:
    """One choice with its number of claims; outlets without their distributor."""
    row = known[code]
    label = wording.language(row["label"]) if name == "language" else wording.publisher(row["label"])
    return f"{label} ({row['n']})"
