"""Compare: per question, every document's claim on one axis, the words beside it, and whether the claims agree."""

from __future__ import annotations

import streamlit as st

from dashboards import address, blocks, charts, filters, footer, markup, pairs, queries, wording
from dashboards.queries import Codes
from dashboards.warehouse import Row


def page() -> None:
    """Draw the page."""
    codes, names, facets = queries.codes(), queries.names(), queries.facets()
    st.title("Compare")
    wanted = address.value("question", [row["question_id"] for row in facets])
    if wanted:
        st.button("← All questions", on_click=filters.clear)
        answers = queries.answers(question=wanted)
    else:
        answers = filters.answers(codes, facets)
    if answers:
        st.html(blocks.LEGEND)
    else:
        st.info("No question passes these filters. Take one away, or search for fewer words.")
        st.button("Clear all filters", on_click=filters.clear)
    visible = answers[: filters.n_shown()]
    ids = [row["question_id"] for row in visible]
    claims, compared = queries.claims_on(ids), queries.pairs_on(ids)
    for question in visible:
        _show(question, claims[question["question_id"]], compared[question["question_id"]], codes, names)
    if len(visible) < len(answers):
        left = wording.counted(len(answers) - len(visible), "question")
        st.button(f"Show more ({left} left)", on_click=filters.show_more)
    footer.show()


def _show(question: Row, claims: list[Row], compared: list[Row], codes: Codes, names: dict[str, str]) -> None:
    """One question: head, picture and words side by side, pairs and table below the picture."""
    unit = wording.unit_of(question, {code: row["description"] for code, row in codes["units"].items()})
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
            st.html(blocks.pairs(findings, codes) + blocks.alternative(question, claims, codes, unit))
        words.html(blocks.words(claims, codes))


if __name__ == "__main__":
    from dashboards.app import main

    main()
