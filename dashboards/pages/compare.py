"""Compare: per question, every document's claim on one axis, the words beside it, and whether the claims agree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from dashboards import (
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
    asked = st.query_params.get("question", "")
    wanted = asked if queries.is_question(asked) else ""
    if "question" in st.query_params and not wanted:
        st.warning("This warehouse has no question of that address. It may come from another build; choose one below.")
    # The state has what the widgets say. The first chart is sent before them, as it takes the browser longest.
    above = st.container()
    if wanted:
        answers = filters.one(wanted)
    else:
        facets = queries.facets(filters.known())
        filters.settle(facets)
        answers = filters.answers()
    n_passing = answers[0]["n_passing"] if answers else 0
    known, qualities = filters.known(), {} if wanted else filters.qualities()
    visible = answers[: filters.n_shown()]
    ids = [row["question_id"] for row in visible]
    claims, compared = queries.claims_on(ids, known), queries.pairs_on(ids, known)
    others, matched = queries.definitions_beside(ids, known), queries.matching(claims, qualities)

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
        n_all = sum(row["n"] for row in facets)
        _introduce(n_passing, known, is_one=bool(wanted), n_all=n_all, is_matched=bool(qualities))
    for question in visible[1:]:
        show(question)
    if wanted:
        _behind_one(visible, claims.get(wanted, []), codes)
    elif len(visible) < n_passing:
        left = wording.counted(n_passing - len(visible), "question")
        st.button(f"Show more ({left} left)", on_click=filters.show_more)
    if answers:
        every = (lambda: answers) if wanted else filters.passing()
        _offer(every, n_passing, [claim for on in ids for claim in claims[on]])
    if answers and not wanted:
        filter_widgets.for_list(n_passing)
        if filters.is_listed():
            st.html(heads.index(answers, n_passing, codes, known))
    footer.show()


def _introduce(n_answers: int, known: str, *, is_one: bool, n_all: int, is_matched: bool) -> None:
    """What stands above the questions: how many there are and the legend, or what to do where there is none."""
    if known:
        st.caption(f"As known on {wording.day(date.fromisoformat(known))}: nothing published later is shown.")
    if is_one and not n_answers:
        st.info("Nothing was known of this question on that day. Choose a later one, or none.")
    elif not n_answers:
        st.info("No question passes these filters. Take one away, or search for fewer words.")
    if not is_one:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.html(heads.found(n_answers, n_all), width="content")
            if filters.is_set():
                st.button("Clear all filters", on_click=filters.clear)
    if n_answers:
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
    # Of very many claims some are not shown, and neither are their pairs.
    ids = {claim["claim_id"] for claim in claims}
    compared = [pair for pair in compared if {pair["claim_id_a"], pair["claim_id_b"]} <= ids]
    findings = pairs.findings(question, claims, compared, codes, names, unit)
    letters = blocks.origins(question, claims, known)
    # No part has a key of this question: the next one takes its place, and the browser makes only what differs anew.
    verdict = question["verdict"]
    picture, words = st.columns([11, 9], gap="medium")
    with picture:
        if chart := charts.interval_chart(question, claims, unit, matched):
            pictures.draw(chart, charts.described(question, claims))
        elif question["value_type"] == "identity":
            st.html(markup.coloured(verdict, blocks.identities(claims, names)))
        below = (
            blocks.pairs(findings, codes),
            blocks.definitions(others, codes, plurals, known),
            blocks.alternative(question, claims, codes, unit, letters),
        )
        st.html(markup.coloured(verdict, "".join(below)))
    words.html(markup.coloured(verdict, blocks.words(claims, codes, letters, matched)))
    if len(claims) < question["n_claims"]:
        shown = wording.counted(len(claims), "claim")
        st.caption(
            f"{shown} of {question['n_claims']:,}: the widest conflicts and one of each figure first. All count in the "
            "verdict, the envelope and the core; marts.fct_claims has them all."
        )


def _behind_one(visible: list[Row], claims: list[Row], codes: Codes) -> None:
    """What belongs to one question that stands alone: how its answer changed, and how to cite its claims."""
    for question in visible:
        behind = heads.history(question, queries.versions(question["question_id"]), codes)
        if behind := behind + taken.references(cite.references(claim["claim_id"] for claim in claims)):
            st.html(behind)


def _offer(answers: Callable[[], list[Row]], n_answers: int, claims: list[Row]) -> None:
    """The downloads: all questions that pass the filters, and the claims on those that are shown."""
    with st.container(horizontal=True):
        downloads.offer(answers, "answers", f"Download {wording.counted(n_answers, 'answer')}")
        downloads.offer(taken.rows(claims), "claims", f"Download {wording.counted(len(claims), 'claim')} shown")


if __name__ == "__main__":
    from dashboards.app import main

    main()
