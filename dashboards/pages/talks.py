"""Talks: the rounds side by side, with their dates, lengths, delegations, venues and proposals."""

from __future__ import annotations

import streamlit as st

from dashboards import charts_lengths, downloads, footer, markup, pictures, queries, rounds, topic_page, topic_queries
from dashboards.warehouse import Row


def page() -> None:
    """Draw the page."""
    st.html(topic_page.STYLE)
    st.title("Talks")
    found = topic_queries.rounds()
    if not found:
        st.info("The published warehouse holds no round of talks. Build it again after adding one to the corpus.")
        footer.show()
        return
    st.caption(
        "The rounds of talks side by side: when and where, how long, who came, what was proposed. Each figure leads to "
        "its words, each question to its comparison."
    )
    ids = tuple(row["event_id"] for row in found)
    questions = topic_queries.questions(events=ids)
    for title, aspects in rounds.ASPECTS.items():
        st.header(title)
        _beside(found, {one: rounds.answers_on(questions, one, aspects) for one in ids}, "No text tells of it.")
        if title == "When and where":
            _lengths(found)
    st.header("What was proposed, offered or agreed")
    st.caption("With what is said to have become of it, and according to whom.")
    shown = {one: rounds.proposals_on(questions, one) for one in ids}
    _beside(found, shown, "No proposal is told of.", whose=True)
    downloads.offer(questions, "talks-questions", "Download the questions on the rounds")
    footer.show()


def _beside(found: list[Row], shown: dict[str, list[Row]], nothing: str, *, whose: bool = False) -> None:
    """Some questions of each round, side by side."""
    claims = topic_queries.figures_on(row["question_id"] for rows in shown.values() for row in rows)
    codes = queries.codes()
    cells = {one: rounds.answers(rows, claims, codes, whose=whose) for one, rows in shown.items()}
    st.html(rounds.beside(found, cells, nothing))


def _lengths(found: list[Row]) -> None:
    """How long each round lasted: a picture, and the same as lists."""
    st.header("How long")
    lengths = topic_queries.round_lengths()
    names = queries.names()
    chart = charts_lengths.length_chart(found, lengths, names)
    if chart is None:
        st.info("No text tells how long a round lasted.")
        return
    pictures.draw(chart, charts_lengths.described(found, lengths))
    cells = {
        one["event_id"]: rounds.lengths([row for row in lengths if row["event_id"] == one["event_id"]], names)
        for one in found
    }
    beside = rounds.beside(found, cells, "No text tells how long it lasted.")
    st.html(markup.fold("The same as lists, with their words", beside))


if __name__ == "__main__":
    from dashboards.app import main

    main()
