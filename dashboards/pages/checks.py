"""Checks: what the expectations found, what the tables refuse, numeral coverage, corrections, and how fresh it is."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from dashboards import (
    address,
    checks,
    checks_statements,
    cite,
    footer,
    ledger,
    markup,
    overview_statements,
    queries,
    wording,
)
from dashboards.markup import text

_PAGE = "checks"
_STATE = "checks_state"
_DBT = (
    "dbt runs its tests of shape (keys, references, accepted codes, sums that must hold) in the same build, before "
    "publication. One that fails stops the build, so a published file has passed them all; a list of them is not kept "
    "in the file. What the file keeps is the contract of its tables, which refuse a row that breaks it:"
)


def page() -> None:
    """Draw the page."""
    codes = queries.codes()
    st.title("Checks")
    _freshness()
    _expectations()
    st.header("The shape of the tables", anchor="shape")
    st.html(f"<p>{text(_DBT)}</p>{checks.contract(checks_statements.constraints(), checks_statements.described())}")
    st.header("Numerals", anchor="numerals")
    covered = checks_statements.coverage()
    if covered:
        st.html(
            '<p class="pl-muted">Of each text that is held, every numeral is a claim or is dismissed with a reason. '
            "Documents of which no text is held are not counted here.</p>"
        )
        st.html(checks.coverage(covered))
    else:
        st.info("No text is held, so no numeral can be counted. Digests stand in corpus/texts.")
    _corrections(codes)
    footer.show()


def _freshness() -> None:
    """When the file was built and from what, and how new the newest document is."""
    build, load, newest = overview_statements.build(), checks_statements.load(), checks_statements.newest()
    told: dict[str, str] = {}
    if build:
        told["Built"] = text(f"{_moment(build['built_at'])}, in {build['seconds']:.0f} seconds")
        told["Build"] = text(f"{build['build_id']}, Parley {build['parley_version']}, DuckDB {build['duckdb_version']}")
    if load:
        read = wording.counted(load["n_files"], "file")
        held = ", ".join(
            wording.counted(load[f"n_{name}s"], name) for name in ("document", "claim", "text", "original")
        )
        told["Read"] = text(f"{_moment(load['loaded_at'])}: {read}, with {held}")
        told["Set aside"] = text(wording.counted(load["n_rejects"], "row")) if load["n_rejects"] else "no row"
        if load["newest_coded"]:
            told["Newest coding"] = text(wording.day(load["newest_coded"]))
    if newest:
        title = f"{wording.publisher(newest['publisher'])}, {wording.day(newest['published_latest'])}"
        told["Newest document"] = markup.link("evidence", title, document=newest["document_id"])
    st.html(checks.facts(told))


def _moment(value: datetime) -> str:
    """A moment of UTC, with how long ago it was."""
    days = (datetime.now(UTC).replace(tzinfo=None) - value).days
    ago = "today" if days < 1 else f"{wording.counted(days, 'day')} ago"
    return f"{wording.day(value.date())}, {value:%H:%M} UTC ({ago})"


def _expectations() -> None:
    """What Great Expectations said, filtered by how a check stands."""
    st.header("What the checks said", anchor="expectations")
    results = checks_statements.results()
    if not results:
        st.info("No check has run on this file. Run `make build`: it checks before it publishes.")
        return
    st.html(
        '<p class="pl-muted">Great Expectations asks whether the figures look as real figures do. A check that does '
        "not hold may be right and the text odd: then it stays as printed. Why each limit is what it is stands beside "
        f"it.</p>{checks.summary(results)}"
    )
    used = [name for name in checks.STATES if any(checks.state(row) == name for row in results)]
    if address.is_new(_PAGE) or _STATE not in st.session_state:
        st.session_state[_STATE] = address.value("state", used) or None
    chosen = st.segmented_control("Show the checks that", used, key=_STATE, format_func=_option)
    address.write(_PAGE, {"state": chosen or ""})
    shown = [row for row in results if chosen in (None, checks.state(row))]
    if chosen in (None, "failed"):
        st.html(checks.failures(shown, cite.claims(checks.claim_ids(shown))))
    st.html(checks.by_suite(shown))


def _option(name: str) -> str:
    return {"failed": "✗ do not hold", "idle": "○ had nothing to judge", "held": "✓ hold"}[name]


def _corrections(codes: queries.Codes) -> None:
    """The ledger of corrections."""
    st.header("Corrections", anchor="corrections")
    rows = queries.corrections()
    st.html(
        '<p class="pl-muted">An error of a source stays as printed and is flagged. An error of our coding is '
        "corrected, and the coded value stays in the ledger. Each line says what its row must say for it to hold.</p>"
    )
    if rows:
        st.html(ledger.corrections(rows, codes))
    else:
        st.info("The ledger is empty. Whoever finds an error adds a line to corpus/corrections.yml.")


if __name__ == "__main__":
    from dashboards.app import main

    main()
