"""Record: what was promised and what came of it, totals, parts and wholes, both directions, and our corrections."""

from __future__ import annotations

from datetime import date
from itertools import groupby

import streamlit as st

from dashboards import address, footer, queries, record, tallies
from dashboards.queries import Codes

_PAGE = "record"
_PART = "record_part"
_DAY = "record_on"
_PARTS = {
    "promises": "Promises and deliveries",
    "totals": "Running totals",
    "parts": "Parts and wholes",
    "balances": "Both directions",
    "corrections": "Corrections",
}
_ABOUT = {
    "promises": "What was promised in each direction, what came of it by each party's count, and what is outstanding. "
    "An interval holds all that the party's figures allow; nothing is smoothed.",
    "totals": "Totals to date by the day for which they hold, each beside the one before by the same claimant, and "
    "beside what was reported between the two days.",
    "parts": "Parts that a document names, added up beside the whole that they are said to make up.",
    "balances": "What came to Ukraine beside what came to Russia, by event and counting party.",
    "corrections": "Errors of a source stay as printed and are flagged; errors of our coding are corrected, and both "
    "values are kept.",
}


def _seed() -> None:
    """Set the widgets from the address, where it was not this page that wrote it."""
    if not address.is_new(_PAGE) and _PART in st.session_state:
        return
    st.session_state[_PART] = address.value("part", list(_PARTS), "promises")
    span, on = queries.delivery_days(), address.day("on")
    st.session_state[_DAY] = on if on and span and span["first_day"] <= on <= span["last_day"] else None


def _promises(codes: Codes, names: dict[str, str]) -> None:
    """The promises as they stand, or stood on a day."""
    span = queries.delivery_days()
    if span:
        st.columns([1, 3])[0].date_input(
            "As it stood on",
            min_value=span["first_day"],
            max_value=span["last_day"],
            key=_DAY,
            format="YYYY-MM-DD",
            help="What had been promised and had come by the end of that day; empty for all.",
        )
    on = _day()
    found, deliveries = queries.promises(on), queries.deliveries(on)
    if not found:
        st.info("No promise is known by that day." if on else "This warehouse holds no promise.")
    for promise_id, group in groupby(found, key=lambda row: row["promise_question_id"]):
        beside = [row for row in deliveries if row["promise_question_id"] == promise_id]
        st.html(record.promise(list(group), beside, codes, names))


def _day() -> str:
    chosen = st.session_state.get(_DAY)
    return chosen.isoformat() if isinstance(chosen, date) else ""


def page() -> None:
    """Draw the page."""
    codes, names = queries.codes(), queries.names()
    st.title("Record")
    _seed()
    st.segmented_control(
        "Part of the record",
        list(_PARTS),
        key=_PART,
        label_visibility="collapsed",
        format_func=_PARTS.__getitem__,
        required=True,
    )
    part: str = st.session_state[_PART]
    st.caption(_ABOUT[part])
    if part == "promises":
        _promises(codes, names)
    elif table := _tally(part, codes, names):
        st.html(table)
    else:
        st.info("This warehouse holds none.")
    address.write(_PAGE, {"part": "" if part == "promises" else part, "on": _day() if part == "promises" else ""})
    footer.show()


def _tally(part: str, codes: Codes, names: dict[str, str]) -> str:
    """One of the tables of the record; empty where it has no row."""
    if part == "totals":
        sums = queries.running_totals()
        return tallies.totals(sums, names) if sums else ""
    if part == "parts":
        divided = queries.partitions()
        return tallies.partitions(divided, codes, names) if divided else ""
    if part == "balances":
        beside = queries.balances()
        return tallies.balances(beside, codes, names) if beside else ""
    ledger = queries.corrections()
    return tallies.corrections(ledger, codes) if ledger else ""


if __name__ == "__main__":
    from dashboards.app import main

    main()
