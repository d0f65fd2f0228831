"""SQL: a reader's own statement on the published file, its result as table, picture and download, and the schema."""

from __future__ import annotations

import streamlit as st

from dashboards import address, ask, charts_sql, downloads, footer, markup, pictures, results, schema_statements
from dashboards.examples import OWN, all_examples

_PAGE = "sql"
_TEXT = "sql_text"
_RUN = "sql_run"
_EXAMPLE = "sql_example"
_KIND = "sql_kind"
_ACROSS = "sql_across"
_UP = "sql_up"
_LONGEST = 6_000
"""Letters of a statement that an address can hold with every browser and server between."""


def page() -> None:
    """Draw the page."""
    ask.get_ready()
    st.title("SQL")
    _seed()
    st.html(
        '<p class="pl-muted">Your own statement on the published file, in DuckDB’s SQL. It can read every table and '
        f"change none. Limits: {ask.SECONDS} seconds, {ask.MEGABYTES} MB of memory, the first "
        f"{ask.MOST_ROWS:,} rows. Control and Enter runs it, too; the address of this page keeps the statement.</p>"
    )
    _editor()
    statement = str(st.session_state[_RUN])
    st.header("Result", anchor="result")
    answer = _answer(statement)
    below = st.container()
    chosen = _picture(answer) if answer else {}
    address.write(_PAGE, {"sql": _kept(statement), **chosen})
    if answer:
        # It names the address, so it is drawn when that is written.
        with below:
            downloads.offer(answer.rows, "result", "Download (CSV and Parquet)", statement=statement)
    st.header("Tables and columns", anchor="schema")
    st.html('<p class="pl-muted">What others rely on stands in marts; seeds are the code lists.</p>')
    st.html(results.schema(schema_statements.tables(), schema_statements.columns()))
    footer.show()


def _seed() -> None:
    """Set the editor and the picture from the address, where it was not this page that wrote it."""
    if not address.is_new(_PAGE) and _RUN in st.session_state:
        return
    statement = st.query_params.get("sql", "").strip() or OWN[0].statement
    st.session_state[_TEXT] = st.session_state[_RUN] = statement
    st.session_state[_EXAMPLE] = None
    st.session_state[_KIND] = address.value("chart", list(charts_sql.KINDS)) or None
    st.session_state[_ACROSS] = st.query_params.get("across", "")
    st.session_state[_UP] = st.query_params.get("up", "")


def _editor() -> None:
    """The examples and the editor; a statement runs when it is asked for, not with every letter."""
    ready = {example.title: example.statement for example in all_examples()}

    def take() -> None:
        if chosen := st.session_state[_EXAMPLE]:
            st.session_state[_TEXT] = st.session_state[_RUN] = ready[chosen]
            st.session_state[_KIND] = None

    def run() -> None:
        st.session_state[_RUN] = st.session_state[_TEXT].strip()

    st.selectbox(
        "Ready examples",
        list(ready),
        index=None,
        key=_EXAMPLE,
        on_change=take,
        placeholder="Choose one, then change it",
    )
    with st.form("sql_form", border=False):
        st.text_area("Statement", key=_TEXT, height=220)
        st.form_submit_button("Run", type="primary", on_click=run)


def _answer(statement: str) -> ask.Answer | None:
    """Show what the statement returned, or why it did not; return it if it has rows."""
    if not statement:
        st.info("Write a statement, or choose one of the examples, then press Run.")
        return None
    try:
        answer = ask.ask(statement)
    except ask.Refused as refused:
        st.error(f"{refused.what} {refused.remedy}".strip())
        if refused.details:
            st.code(refused.details, language=None, wrap_lines=True)
        return None
    if len(statement) > _LONGEST:
        st.warning("This statement is too long for an address: copy it, to keep it.")
    if not answer.rows:
        st.info("The statement ran and returned no row. Loosen a condition, or look at the table's rows first.")
        return None
    st.html(results.table(answer))
    st.caption(results.told(answer))
    return answer


def _picture(answer: ask.Answer) -> dict[str, str]:
    """The choice of a picture, and the picture; return what the address must say of it."""
    guess = charts_sql.axes(answer)
    if guess is None:
        st.caption("A picture needs a column of numbers.")
        return {}
    numeric = answer.numeric()
    for key, allowed, first in ((_ACROSS, answer.columns, guess[0]), (_UP, numeric, guess[1])):
        if st.session_state.get(key) not in allowed:
            st.session_state[key] = first
    kind, across, up = st.columns(3)
    kind.selectbox(
        "Picture",
        list(charts_sql.KINDS),
        index=None,
        key=_KIND,
        format_func=charts_sql.KINDS.__getitem__,
        placeholder="None",
    )
    across.selectbox("Across", answer.columns, key=_ACROSS)
    up.selectbox("Number", numeric, key=_UP)
    chosen = (st.session_state[_KIND], st.session_state[_ACROSS], st.session_state[_UP])
    if not chosen[0]:
        return {}
    # Names of columns are the statement's own words, never Markdown: they must not load or link to anything.
    st.html(f"<h3>{markup.text(f'{chosen[2]} by {chosen[1]}')}</h3>")
    alt = charts_sql.described(answer, *chosen)
    pictures.draw(charts_sql.quick_chart(answer, *chosen), alt)
    drawn = charts_sql.n_drawn(answer, chosen[0])
    if len(answer.rows) > drawn:
        st.caption(f"The first {drawn:,} rows are drawn.")
    given = {"chart": chosen[0]}
    return given if chosen[1:] == guess else {**given, "across": chosen[1], "up": chosen[2]}


def _kept(statement: str) -> str:
    """What the address says of the statement: nothing of the first example, nor of one that it cannot hold."""
    return "" if statement == OWN[0].statement or len(statement) > _LONGEST else statement


if __name__ == "__main__":
    from dashboards.app import main

    main()
