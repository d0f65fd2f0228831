"""Children: counts only, each definition by itself, and what came of the list that was handed over."""

from __future__ import annotations

import streamlit as st

from dashboards import downloads, markup, queries, tallies, topic_page, topic_queries
from dashboards.topic_page import Topic

_GROUPS = {
    "On lists": ("named_list",),
    "Offered or conceded": ("offered", "conceded"),
    "Said to be taken, missing or under occupation": ("alleged_total",),
    "Returned or reunited": ("returned", "reunited"),
}
"""What is counted, by categories; each question within has a definition, and a picture, of its own."""


def _counts(topic: Topic) -> None:
    """Each definition by itself, in groups of what is counted."""
    questions = topic_queries.questions(topic=topic.code)
    if not questions:
        st.info("The published warehouse holds no count of children. Build it again after adding one to the corpus.")
        return
    sums = [row for row in queries.running_totals() if row["topic"] == topic.code]
    if fallen := tallies.falls(sums, queries.names()):
        st.html(markup.fold("Totals below an earlier one; each is marked ↓ in its picture", fallen))
    grouped = {name for names in _GROUPS.values() for name in names}
    groups = {**_GROUPS, "Other": tuple({row["category"] for row in questions} - grouped)}
    for title, categories in groups.items():
        wanted = [row["question_id"] for row in questions if row["category"] in categories and row["n_claims"]]
        if wanted:
            st.header(title)
            topic_page.show_counts(topic, wanted, sums, level=3)
    downloads.offer(questions, "children-questions", "Download the definitions and their answers")


_TOPIC = Topic(
    "children",
    "Children",
    {
        "counts": (
            "Counts by definition",
            "Each count below counts something else, by somebody else’s definition: each has an axis of its own, and "
            "none may be set against another. Counts only; no child is named anywhere in this warehouse.",
        ),
        "promises": (
            "The lists, and what came of them",
            "Children whose return was asked for or offered, and how many are said to have come back, by each party’s "
            "count.",
        ),
        "parts": ("Parts and wholes", "Where a text divides a count: whether the parts make up the whole."),
    },
    {"counts": _counts, "promises": topic_page.promises, "parts": topic_page.partitions},
)


def page() -> None:
    """Draw the page."""
    topic_page.show(_TOPIC)


if __name__ == "__main__":
    from dashboards.app import main

    main()
