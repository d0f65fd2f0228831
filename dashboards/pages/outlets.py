"""Outlets: who agrees with whom on the questions that they share, and what each leaves out of an event."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboards import address, downloads, footer, markup, outlets, queries, topic_page, topic_queries, wording
from dashboards.warehouse import Row

_PAGE = "outlets"
_MOST = 10
_QUESTIONS = 40
"""How many questions of two outlets are shown at most."""

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
    found = outlets.shared(topic_queries.shared())
    events = {row["event_id"]: row["event_name"] for row in topic_queries.told_events()}
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
    _left_out(events, known)
    footer.show()


def _agreement(known: dict[str, Row], found: outlets.Shared, sharing: list[str], pair: tuple[str, str]) -> None:
    """The matrix, the same as a list, and the questions behind the chosen cell."""
    st.header("Who agrees with whom")
    st.caption(
        "How often two outlets agree (=), are compatible (≈), conflict (≠) or cannot be compared (∥) on questions that "
        "both answer. What goes back to one origin stands apart: it confirms nothing. Pages were sought where figures "
        "differ, so these counts tell of this collection, not of how often an outlet errs."
    )
    n_left_out = topic_queries.n_left_out()
    if n_left_out:
        st.html(_unlisted(n_left_out))
    if not found:
        others = "other question" if n_left_out else "question"
        st.info(f"No two outlets answer the same {others}. Build the warehouse again with more documents.")
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
        partial(topic_queries.between, chosen),
        "outlets-agreement",
        "Download the shared questions",
    )


def _unlisted(n_questions: int) -> str:
    """That some questions are left out, and where they are found."""
    are, them = ("is", "it") if n_questions == 1 else ("are", "them")
    left_out = f"{wording.counted(n_questions, 'question')} {are} left out of these counts"
    reason = f"so many claims answer {them} that their pairs are counted, not set against each other one by one"
    compare = markup.link("compare", "Compare", sort="documents")
    return f'<p class="pl-note">{left_out}: {reason}. {compare} has {them}.</p>'


def _pair(pair: tuple[str, str], found: outlets.Shared, names: dict[str, str]) -> None:
    """The questions that two outlets both answer."""
    questions = topic_queries.between(pair, _QUESTIONS)
    figures = topic_queries.figures_of(pair, (row["question_id"] for row in questions))
    title = " and ".join(wording.publisher(names[outlet]) for outlet in pair)
    st.html(f'<h3 class="pl-way" id="pair">{markup.text(title)}</h3>')
    st.html(outlets.between(pair, questions, figures, names, queries.codes()))
    if len(questions) < (n_all := found[pair].total()):
        st.caption(f"The first {len(questions):,} of {n_all:,} questions; the download has all.")


def _left_out(events: dict[str, str], known: dict[str, Row]) -> None:
    """Which outlet has a figure for which question of one event."""
    st.header("What each leaves out")
    st.html(f'<p class="pl-note">{markup.text(_CAUTION)}</p>')
    if not events:
        st.info("No event is told of by two outlets. Build the warehouse again with more documents.")
        return
    st.selectbox("Event", list(events), key=_EVENT, format_func=events.__getitem__)
    rows = topic_queries.answered(st.session_state[_EVENT])
    st.caption("● a figure, ○ a text that says that none was given, – no figure found. Each sign leads to the words.")
    st.html(outlets.grid(rows, known))
    downloads.offer(rows, "outlets-answers", "Download who answers what")


if __name__ == "__main__":
    from dashboards.app import main

    main()
