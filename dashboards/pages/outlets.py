"""Outlets: who agrees with whom on the questions that they share, and what each leaves out of an event."""

from __future__ import annotations

import streamlit as st

from dashboards import address, downloads, footer, markup, outlets, queries, topic_page, topic_queries, wording
from dashboards.warehouse import Row

_PAGE = "outlets"
_MOST = 10
_CAUTION = (
    "A dash is no silence of the outlet. Of most pages only the first part was read, and only the figures found there "
    "were noted: the page may well tell what is missing here. Where a whole text was read, the row says so."
)
_CHOSEN, _EVENT = "outlets_chosen", "outlets_event"


def page() -> None:
    """Draw the page."""
    st.html(topic_page.STYLE)
    st.title("Outlets")
    known = {row["outlet_id"]: row for row in topic_queries.outlets()}
    found = outlets.shared(topic_queries.shared_questions())
    answered = topic_queries.answered()
    events = _events(answered)
    sharing = [outlet for outlet in known if any(outlet == first for first, _ in found)]
    pair = (address.value("first", sharing), address.value("second", sharing))
    if address.is_new(_PAGE) or _CHOSEN not in st.session_state:
        st.session_state[_CHOSEN] = address.values("outlet", sharing)
        st.session_state[_EVENT] = address.value("event", list(events), next(iter(events), ""))
    pair = pair if pair in found else ("", "")
    event = st.session_state[_EVENT]
    is_first = event == next(iter(events), "")
    shown = {"outlet": st.session_state[_CHOSEN], "event": "" if is_first else event}
    address.write(_PAGE, {**shown, "first": pair[0], "second": pair[1]})
    _agreement(known, found, sharing, pair)
    _left_out(answered, events, known)
    footer.show()


def _events(answered: list[Row]) -> dict[str, str]:
    """The events that at least two outlets tell of, with their names: most outlets first, spans of time last."""
    told: dict[str, set[str]] = {}
    for row in answered:
        told.setdefault(row["event_id"], set()).add(row["outlet_id"])
    names = {row["event_id"]: row["event_name"] or row["event_id"] for row in answered}
    spans = {row["event_id"] for row in answered if row["is_span"]}
    many = (event for event in told if len(told[event]) > 1)
    order = sorted(many, key=lambda event: (event in spans, -len(told[event]), event))
    return {event: names[event] for event in order}


def _agreement(known: dict[str, Row], found: outlets.Shared, sharing: list[str], pair: tuple[str, str]) -> None:
    """The matrix, the same as a list, and the questions behind the chosen cell."""
    st.header("Who agrees with whom")
    st.caption(
        "How often two outlets agree (=), are compatible (≈), conflict (≠) or cannot be compared (∥) on questions that "
        "both answer. What goes back to one origin stands apart: it confirms nothing. Pages were sought where figures "
        "differ, so these counts tell of this collection, not of how often an outlet errs."
    )
    if not found:
        st.info("No two outlets answer the same question. Build the warehouse again with more documents.")
        return
    names = {outlet: row["outlet"] for outlet, row in known.items()}
    asked: list[str] = st.multiselect(
        f"Outlets (none chosen: the {_MOST} that share most)",
        sharing,
        key=_CHOSEN,
        format_func=lambda outlet: wording.publisher(names[outlet]),
        placeholder="choose outlets",
    )
    chosen = asked or outlets.busiest(found, _MOST)
    if len(chosen) == 1:
        chosen = [*chosen, *(outlet for outlet in outlets.busiest(found, len(sharing)) if (chosen[0], outlet) in found)]
        chosen = chosen[:_MOST]
    st.html(outlets.matrix(chosen, found, names, asked, pair))
    st.html(markup.fold("The same as a list", outlets.pairs(chosen, found, names)))
    if pair[0]:
        _pair(pair, found, names)
    else:
        st.caption("Choose a cell to see the questions, and the words of both.")
    downloads.offer(
        [row for row in topic_queries.shared_questions() if {row["first_id"], row["second_id"]} <= set(chosen)],
        "outlets-agreement",
        "Download the shared questions",
    )


def _pair(pair: tuple[str, str], found: outlets.Shared, names: dict[str, str]) -> None:
    """The questions that two outlets both answer."""
    publishers = {row["document_id"]: row["publisher_id"] for row in topic_queries.publishers()}
    claims = {
        question: [{**claim, "publisher_id": publishers.get(claim["document_id"], "")} for claim in group]
        for question, group in queries.claims_on(found[pair]).items()
    }
    asked = {row["question_id"]: row for row in topic_queries.questions()}
    title = " and ".join(wording.publisher(names[outlet]) for outlet in pair)
    st.html(f'<h3 class="pl-way" id="pair">{markup.text(title)}</h3>')
    st.html(outlets.between(pair, found, asked, claims, names, queries.codes()))


def _left_out(answered: list[Row], events: dict[str, str], known: dict[str, Row]) -> None:
    """Which outlet has a figure for which question of one event."""
    st.header("What each leaves out")
    st.html(f'<p class="pl-note">{markup.text(_CAUTION)}</p>')
    if not events:
        st.info("No event is told of by two outlets. Build the warehouse again with more documents.")
        return
    st.selectbox("Event", list(events), key=_EVENT, format_func=events.__getitem__)
    rows = [row for row in answered if row["event_id"] == st.session_state[_EVENT]]
    st.caption("● a figure, ○ a text that says that none was given, – no figure found. Each sign leads to the words.")
    st.html(outlets.grid(rows, known))
    downloads.offer(rows, "outlets-answers", "Download who answers what")


if __name__ == "__main__":
    from dashboards.app import main

    main()
