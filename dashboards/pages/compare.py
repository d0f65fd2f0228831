"""Compare: per question, every document's claim on one axis, the words beside it, and whether the claims agree."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboards import address, blocks, charts, filters, footer, markup, pairs, queries, wording
from dashboards.queries import Codes
from dashboards.warehouse import Row


def page() -> None:
    """Draw the page."""
    codes, names, facets = queries.codes(), queries.names(), queries.facets()
    st.title("Compare")
    filters.seed(codes, facets)
    wanted = address.value("question", [row["question_id"] for row in facets])
    answers = filters.one(wanted) if wanted else filters.answers(codes, queries.facets(filters.known()))
    known = filters.known()
    _introduce(answers, codes, known, is_one=bool(wanted))
    visible = answers[: filters.n_shown()]
    ids = [row["question_id"] for row in visible]
    claims, compared = queries.claims_on(ids, known), queries.pairs_on(ids, known)
    others = queries.definitions_beside(ids, known)
    for question in visible:
        on = question["question_id"]
        _show(question, claims[on], compared[on], others[on], codes, names)
    if len(visible) < len(answers):
        left = wording.counted(len(answers) - len(visible), "question")
        st.button(f"Show more ({left} left)", on_click=filters.show_more)
    footer.show()


def _introduce(answers: list[Row], codes: Codes, known: str, *, is_one: bool) -> None:
    """What stands above the questions: the list of them and the legend, or what to do where there is none."""
    if known:
        st.caption(f"As known on {wording.day(date.fromisoformat(known))}: nothing published later is shown.")
    if answers and not is_one:
        st.html(blocks.index(answers, codes, known))
    if answers:
        st.html(blocks.LEGEND)
    elif is_one:
        st.info("Nothing was known of this question on that day. Choose a later one, or none.")
    else:
        st.info("No question passes these filters. Take one away, or search for fewer words.")
        st.button("Clear all filters", on_click=filters.clear)


def _show(
    question: Row, claims: list[Row], compared: list[Row], others: list[Row], codes: Codes, names: dict[str, str]
) -> None:
    """One question: head, picture and words side by side; pairs, other definitions and table below the picture."""
    plurals = {code: row["description"] for code, row in codes["units"].items()}
    unit = wording.unit_of(question, plurals)
    st.html(blocks.head(question, codes, unit))
    if not claims:
        st.html('<p class="pl-remark">No document answers this question.</p>')
        return
    findings = pairs.findings(question, claims, compared, codes, names, unit)
    # The key becomes a class, by which the style sheet gives the marks the colour of the verdict.
    with st.container(key=f"q-{markup.anchor(question['question_id'])}-{markup.anchor(question['verdict'])}"):
        picture, words = st.columns([11, 9], gap="medium")
        chart = charts.interval_chart(question, claims, unit)
        with picture:
            if chart:
                st.vega_lite_chart(spec=chart, width="stretch", theme=None, alt=charts.described(question, claims))
            elif question["value_type"] == "identity":
                st.html(blocks.identities(claims, names))
            below = (
                blocks.pairs(findings, codes),
                blocks.definitions(others, codes, plurals),
                blocks.alternative(question, claims, codes, unit),
            )
            st.html("".join(below))
        words.html(blocks.words(claims, codes))


if __name__ == "__main__":
    from dashboards.app import main

    main()
