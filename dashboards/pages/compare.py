"""Compare: per question, every document's claim on one axis, the words beside it, and whether the claims agree."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboards import (
    address,
    blocks,
    charts,
    cite,
    downloads,
    filter_widgets,
    filters,
    footer,
    heads,
    markup,
    pairs,
    pictures,
    queries,
    taken,
    wording,
)
from dashboards.queries import Codes
from dashboards.warehouse import Row


def page() -> None:
    """Draw the page."""
    codes, names, facets = queries.codes(), queries.names(), queries.facets()
    st.title("Compare")
    filters.seed(codes, facets)
    wanted = address.value("question", [row["question_id"] for row in facets])
    if "question" in st.query_params and not wanted:
        st.warning("This warehouse has no question of that address. It may come from another build; choose one below.")
    # The state has what the widgets say. The first chart is sent before them, as it takes the browser longest.
    above = st.container()
    if wanted:
        answers = filters.one(wanted)
    else:
        facets = queries.facets(filters.known())
        filters.settle(facets)
        answers = filters.answers(codes, facets)
    known, qualities = filters.known(), {} if wanted else filters.qualities()
    visible = answers[: filters.n_shown()]
    ids = [row["question_id"] for row in visible]
    claims, compared = queries.claims_on(ids, known), queries.pairs_on(ids, known)
    others, matched = queries.definitions_beside(ids, known), queries.matching(ids, qualities, known)

    def show(question: Row) -> None:
        on = question["question_id"]
        permalink = {} if wanted else {"question": on, **({"known": known} if known else {})}
        _show(question, claims[on], compared[on], others[on], matched, codes, names, known, permalink)

    for question in visible[:1]:
        show(question)
    with above:
        if wanted:
            filter_widgets.for_one()
        else:
            filter_widgets.for_all(codes, facets)
        _introduce(answers, known, is_one=bool(wanted), n_all=len(facets), is_matched=bool(qualities))
    for question in visible[1:]:
        show(question)
    if wanted:
        _behind_one(visible, claims.get(wanted, []), codes)
    elif len(visible) < len(answers):
        left = wording.counted(len(answers) - len(visible), "question")
        st.button(f"Show more ({left} left)", on_click=filters.show_more)
    if answers:
        _offer(answers, [claim for on in ids for claim in claims[on]])
    if answers and not wanted:
        filter_widgets.for_list(len(answers))
        if filters.is_listed():
            st.html(heads.index(answers, codes, known))
    footer.show()


def _introduce(answers: list[Row], known: str, *, is_one: bool, n_all: int, is_matched: bool) -> None:
    """What stands above the questions: how many there are and the legend, or what to do where there is none."""
    if known:
        st.caption(f"As known on {wording.day(date.fromisoformat(known))}: nothing published later is shown.")
    if is_one and not answers:
        st.info("Nothing was known of this question on that day. Choose a later one, or none.")
    elif not answers:
        st.info("No question passes these filters. Take one away, or search for fewer words.")
    if not is_one:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.html(heads.found(len(answers), n_all), width="content")
            if filters.is_set():
                st.button("Clear all filters", on_click=filters.clear)
    if answers:
        st.html(heads.legend(is_matched=is_matched))


def _show(
    question: Row,
    claims: list[Row],
    compared: list[Row],
    others: list[Row],
    matched: set[str],
    codes: Codes,
    names: dict[str, str],
    known: str,
    permalink: dict[str, str],
) -> None:
    """One question: head, picture and words side by side; pairs, other definitions and table below the picture."""
    st.html(heads.head(question, codes, permalink=permalink))
    if not claims:
        st.html('<p class="pl-remark">No document answers this question.</p>')
        return
    plurals = {code: row["description"] for code, row in codes["units"].items()}
    unit = wording.unit_of(question, plurals)
    findings = pairs.findings(question, claims, compared, codes, names, unit)
    letters = blocks.origins(question, claims, known)
    # The key becomes a class, by which the style sheet gives the marks the colour of the verdict.
    with st.container(key=f"q-{markup.anchor(question['question_id'])}-{markup.anchor(question['verdict'])}"):
        picture, words = st.columns([11, 9], gap="medium")
        with picture:
            if chart := charts.interval_chart(question, claims, unit, matched):
                pictures.draw(chart, charts.described(question, claims))
            elif question["value_type"] == "identity":
                st.html(blocks.identities(claims, names))
            below = (
                blocks.pairs(findings, codes),
                blocks.definitions(others, codes, plurals, known),
                blocks.alternative(question, claims, codes, unit, letters),
            )
            st.html("".join(below))
        words.html(blocks.words(claims, codes, letters, matched))


def _behind_one(visible: list[Row], claims: list[Row], codes: Codes) -> None:
    """What belongs to one question that stands alone: how its answer changed, and how to cite its claims."""
    for question in visible:
        behind = heads.history(question, queries.versions(question["question_id"]), codes)
        if behind := behind + taken.references(cite.references(claim["claim_id"] for claim in claims)):
            st.html(behind)


def _offer(answers: list[Row], claims: list[Row]) -> None:
    """The downloads: all questions that pass the filters, and the claims on those that are shown."""
    with st.container(horizontal=True):
        downloads.offer(answers, "answers", f"Download {wording.counted(len(answers), 'answer')}")
        downloads.offer(taken.rows(claims), "claims", f"Download {wording.counted(len(claims), 'claim')} shown")


if __name__ == "__main__":
    from dashboards.app import main

    main()
