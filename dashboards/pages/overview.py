"""Overview: what this is, the state of the data, the sharpest disagreements, and promises beside what came of them."""

from __future__ import annotations

import streamlit as st

from dashboards import charts_overview, footer, overview, overview_statements, pictures, queries, sharpest
from parley.headlines import PROMISES

_MOST = 8


def page() -> None:
    """Draw the page."""
    codes = queries.codes()
    st.title("Parley: who says which number")
    st.html(overview.ABOUT)
    held, build = overview_statements.state(), overview_statements.build()
    st.html(overview.state(held, overview_statements.proofs(), build["built_at"] if build else None))
    if not held["n_claims"]:
        st.info("The warehouse holds no claim yet: add a document to the corpus, then run `make build`.")
        footer.show()
        return
    _standing(codes)
    _sharpest(codes)
    _promises(codes)
    footer.show()


def _standing(codes: queries.Codes) -> None:
    """How the questions stand, as a picture and as a table."""
    rows = overview_statements.standing()
    st.header("How the questions stand", anchor="standing")
    st.html(
        '<p class="pl-muted">Questions by topic and by what their claims amount to; each circle leads to its '
        "questions. Pages were sought where figures differ, so these shares say how the collection was made, not how "
        "often the press errs.</p>"
    )
    chart = charts_overview.standing_chart(rows, codes)
    if chart:
        pictures.draw(chart, charts_overview.described(rows, codes))
    st.html(overview.signs(rows, codes) + overview.standing(rows, codes))


def _sharpest(codes: queries.Codes) -> None:
    """The sharpest disagreements, each a link."""
    st.header("The sharpest disagreements", anchor="sharpest")
    rows = sharpest.questions(_MOST)
    if not rows:
        st.info("No two claims conflict. Compare shows the questions with what they have in common.")
        return
    st.html(overview.sharpest(rows, codes))
    st.html(
        '<p><a href="compare?verdict=disputed&amp;verdict=conflict" target="_self">All questions in conflict</a></p>'
    )


def _promises(codes: queries.Codes) -> None:
    """Promises, and how far each was kept by either side's count."""
    st.header("What was promised, and what came", anchor="promises")
    rows = overview_statements.promises(PROMISES) or overview_statements.promises()
    if not rows:
        st.info("No promise is coded yet.")
        return
    st.html(overview.PROMISES_KEY)
    st.html(overview.promises(rows, codes))
    st.html('<p><a href="exchanges" target="_self">All promises, over time and by every counting party</a></p>')


if __name__ == "__main__":
    from dashboards.app import main

    main()
