"""Hostile words in every column, and in every address: each page shows them as text, and does nothing else with them.

The oracle is a harmless twin of the warehouse: words of the same length. If a page has one element or attribute more
than its twin, or shows a word less often, then some word was obeyed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from dashboards.app import PAGES
from dashboards.markup import outward
from parley.visible import for_page
from tests.faults import hostile
from tests.faults.hostile import MARK, PAYLOAD, TWIN

PLAIN = {
    *("text", "code", "text_input", "text_area", "selectbox", "multiselect"),  # shown letter by letter by Streamlit
    "vega_lite_chart",  # text of a picture; what it computes is looked at below
}
"""Kinds of elements that take no Markdown in what they are given."""

STYLE = re.compile(r"(?:[a-z-]+:\s?[\d.]+(?:%|px|rem)?;?\s?)+")
"""A length that a page worked out."""

ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
SIGNS = re.compile(r"[<>&*_`$:!~|#\[\](){}\\]|\w[.@]\w")
"""What CommonMark lets one make plain by a backslash, and what has a meaning in Streamlit's Markdown if it is not."""

CELLS = "select document_id, title, url, note, quote from marts.fct_claims join marts.dim_documents using (document_id)"
VIEWS = [
    *((page, {}) for page in PAGES),
    *(("exchanges", {"part": part}) for part in ("parts", "balances")),
    *((page, {"part": "promises"}) for page in ("casualties", "children")),
    ("compare", {"question": "evil"}),
    ("compare", {"question": "brought"}),
    ("evidence", {"claim": "clm_evil"}),
    ("evidence", {"claim": "clm_start_gamma"}),
    ("sql", {"sql": CELLS}),
    ("sql", {"sql": f"{CELLS} order by 1", "chart": "bars"}),
]
"""Every page, and the parts that are not shown at first."""

ASKED = [
    ("compare", ("search",)),
    ("compare", ("question", "topic", "verdict", "gap", "event", "known", "sort", "publisher", "unknown")),
    ("evidence", ("claim", "text")),
    ("evidence", ("document", "unknown")),
    ("exchanges", ("part", "on", "by")),
    ("outlets", ("pair", "event", "outlets")),
    ("checks", ("show", "state")),
    ("sql", ("sql", "chart", "across", "up")),
]
"""Parameters of the pages' addresses, and some that no page knows."""

UNHEARD = "".join(sign if sign == " " else "j" for sign in PAYLOAD)
"""As long as the payload, and in no row."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """The hostile warehouse and its twin."""
    folder = tmp_path_factory.mktemp("hostile")
    return {is_hostile: hostile.build(folder / f"{is_hostile}.duckdb", is_hostile=is_hostile) for is_hostile in (1, 0)}


@pytest.fixture
def drawn(files: dict[bool, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[bool, Path]:
    """Pages find no originals; caches of other tests are forgotten."""
    monkeypatch.setenv("PARLEY_ORIGINALS", str(tmp_path / "none"))
    return files


def draw(path: Path, monkeypatch: pytest.MonkeyPatch, page: str, parameters: dict[str, str]) -> AppTest:
    """A page on one of the warehouses, without an error."""
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(path))
    st.cache_data.clear()
    test = hostile.opened(page, parameters)
    assert [error.message for error in test.exception] == []
    return test


def obeyed(test: AppTest) -> list[str]:
    """The elements of Streamlit that were given a hostile word as Markdown, with a sign that was not made plain."""
    found = []
    for element in hostile.elements(test):
        if element.type not in PLAIN:
            given = [said for said in words_of(element.proto) if MARK in said.casefold()]
            found += [f"{element.type}: {said}" for said in given if SIGNS.search(ESCAPED.sub("", said))]
    return found


def words_of(message: Message) -> Iterator[str]:
    """All text in a message but the ids by which Streamlit knows an element again."""
    for field, value in message.ListFields():
        for one in value if field.is_repeated else [value]:
            if field.type == field.TYPE_MESSAGE:
                yield from words_of(one)
            elif field.type == field.TYPE_STRING and field.name not in ("id", "url"):
                yield one


@pytest.mark.parametrize(("page", "parameters"), VIEWS, ids=[f"{page} {asked}"[:60] for page, asked in VIEWS])
def test_hostile_words_are_text(
    page: str, parameters: dict[str, str], drawn: dict[bool, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    test = draw(drawn[True], monkeypatch, page, parameters)
    evil = hostile.Page(hostile.html(test))
    good = hostile.Page(hostile.html(draw(drawn[False], monkeypatch, page, parameters)))
    assert evil.elements == good.elements
    # Some ids are shown with spaces for hyphens, some labels with a capital.
    shown = evil.words.casefold().replace("-", " ").count(for_page(PAYLOAD).casefold().replace("-", " "))
    assert shown == good.words.count(TWIN)
    assert shown > 0
    assert obeyed(test) == []
    assert computed(test) == []
    assert [address for address in evil.addresses if not harmless(address)] == []
    assert [style for style in evil.styles if not STYLE.fullmatch(style)] == []


def computed(test: AppTest) -> list[str]:
    """The expressions of pictures in which a hostile word stands: such an expression is code, and would run."""
    pictures = [element for element in hostile.elements(test) if element.type == "vega_lite_chart"]
    found = [one for picture in pictures for one in hostile.expressions(json.loads(picture.proto.spec))]
    return [one for one in found if MARK in one.casefold()]


def harmless(address: str) -> bool:
    """True for what leads to a page of the dashboard, to a place on the page, or to a web page."""
    inside = (*(f"{page}?" for page in PAGES), *PAGES, "#", "./", "/")
    return address.startswith(("https://", "http://", *inside)) and not address.startswith("//")


@pytest.mark.parametrize(("page", "names"), ASKED, ids=[f"{page} {' '.join(names)}" for page, names in ASKED])
def test_hostile_addresses_are_text(
    page: str, names: tuple[str, ...], drawn: dict[bool, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an address says comes from whoever sent the link."""
    test = draw(drawn[False], monkeypatch, page, dict.fromkeys(names, PAYLOAD))
    evil = hostile.Page(hostile.html(test))
    # Against the same address without a hostile sign: it leads to the same empty page, error or whole list.
    good = hostile.Page(hostile.html(draw(drawn[False], monkeypatch, page, dict.fromkeys(names, UNHEARD))))
    assert evil.elements == good.elements
    assert obeyed(test) == []
    assert [address for address in evil.addresses if not harmless(address)] == []


def test_names_of_columns_are_text(drawn: dict[bool, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A link to the SQL page runs its statement, so its sender chooses how the columns are called."""
    pages = []
    for name in (PAYLOAD, UNHEARD):
        quoted = '"' + name.replace('"', '""') + '"'
        statement = f"select 'x' as a, 1.5 as {quoted} union all select 'y', 2.5"
        test = draw(drawn[False], monkeypatch, "sql", {"sql": statement, "chart": "bars"})
        assert obeyed(test) == []
        pages.append(hostile.Page(hostile.html(test)))
    assert pages[0].elements == pages[1].elements
    assert for_page(PAYLOAD) in pages[0].words


@pytest.mark.parametrize("address", hostile.ADDRESSES)
def test_an_address_leads_to_the_web_or_nowhere(address: str) -> None:
    page = hostile.Page(outward(address))
    assert all(found.startswith("https://elsewhere.invalid/") for found in page.addresses)
    assert page.words == address
    assert {element[0] for element in page.elements} <= {"a"}
    assert not any(name.startswith("on") for element in page.elements for name in element[1:])
