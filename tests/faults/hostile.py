"""A warehouse whose every word is hostile, its harmless twin, and what a page made of them.

The twin has words of the same length and place. Whatever hostile text does to a page beyond being read there, the two
pages differ in an element or an attribute.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
from streamlit.testing.v1 import AppTest

from tests.dashboards import invented

MARK = "parleyevil"
"""Stands in each hostile word, and nowhere else; small, because some labels are written with a capital."""

WORDS = (
    f"<script>{MARK}()</script>",
    f"</script><script>{MARK}()//",
    f'"><img src=x onerror={MARK}()>',
    f"'><svg/onload={MARK}()>",
    f'</td></tr></table></details></div><iframe srcdoc="<script>{MARK}()</script>"></iframe>',
    f'<a href="javascript:{MARK}()">x</a><form action=//elsewhere.invalid/{MARK}><button>y</form>',
    f"<style>*{{background:url(//elsewhere.invalid/{MARK})}}</style><base href=//elsewhere.invalid/{MARK}>",
    f'<meta http-equiv=refresh content="0;url=//elsewhere.invalid/{MARK}"><!-- {MARK} --><![CDATA[{MARK}',
    f"![{MARK}](https://elsewhere.invalid/x.png) [{MARK}](javascript:{MARK}()) **{MARK}** `{MARK}`",
    f"${MARK}$ :red[{MARK}] :material/{MARK}: {{{{7*7}}}} ${{{MARK}}} %s %({MARK})s {{0}}",
    f"&lt;script&gt;{MARK}&lt;/script&gt; &#60;b&#62; &quot;{MARK}",
    f"\x1b[31m{MARK}\x1b]0;{MARK}\x07 \u202e{MARK}\u2066 \u009b2J",
    f"=cmd|' /C {MARK}'!A0",
)

PAYLOAD = " ".join(WORDS)
TWIN = "".join(sign if sign == " " else "h" for sign in PAYLOAD)

ADDRESSES = (
    f"javascript:{MARK}()",
    f" javascript:{MARK}()",
    f"JaVaScRiPt:{MARK}()//https://elsewhere.invalid",
    f"data:text/html,<script>{MARK}()</script>",
    f"vbscript:{MARK}()",
    f'https://elsewhere.invalid/"onmouseover="{MARK}()',
    f"https://elsewhere.invalid/'><script>{MARK}()</script>",
)

_FREE = (
    *("title", "author", "place", "version", "note", "name", "question", "definition", "scope", "quote", "gloss"),
    *("value_label", "previous_value_label", "length_label", "whole_label", "parts_label", "dismissal_note", "numeral"),
    *("reason", "remedy", "observed", "threshold", "examples", "expectation", "check_id", "suite", "label"),
    *("description", "phrase", "plural", "coder", "coded_value", "corrected_value", "correction_id", "difference"),
    *("build_id", "parley_version", "partition", "source_file", "text"),
)
"""Columns that hold words, whatever the table."""

_NAMES = ("document_id", "event_id")
"""Ids that ingest would not let in like this; they stand in each table as one name."""

_ADDRESSED = ("url", "archive_url", "source")


def build(path: Path, *, is_hostile: bool) -> Path:
    """Write the invented warehouse with the payload, or its twin, at the end of every word."""
    invented.build(path)
    word = PAYLOAD if is_hostile else TWIN
    with duckdb.connect(path) as connection:
        columns = connection.execute(
            "select schema_name || '.' || table_name, column_name from duckdb_columns() "
            "where data_type = 'VARCHAR' and not internal"
        ).fetchall()
        for table, column in columns:
            if column in _FREE + _NAMES:
                joined = "" if column in _NAMES else " "
                connection.execute(f'update {table} set "{column}" = "{column}" || ?', [joined + word])
            elif column in _ADDRESSED:
                for at, address in enumerate(ADDRESSES):
                    told = address if is_hostile else _twin_of(address)
                    connection.execute(
                        f'update {table} set "{column}" = ? where rowid % ? = ?', [told, len(ADDRESSES), at]
                    )
        for table in ("marts.dim_documents", "marts.dim_questions"):
            connection.execute(f"comment on table {table} is '{word.replace(chr(39), chr(39) * 2)}'")
    return path


def _twin_of(address: str) -> str:
    """An address that is as much or as little a web address."""
    return "https://elsewhere.invalid/h" if address.startswith("https://") else "h"


def _run(name: str) -> None:
    from importlib import import_module

    import_module(f"dashboards.pages.{name}").page()


def opened(name: str, parameters: dict[str, str]) -> AppTest:
    """A page of the dashboard with parameters of the address, drawn."""
    test = AppTest.from_function(_run, default_timeout=60, kwargs={"name": name})
    for parameter, value in parameters.items():
        test.query_params[parameter] = value
    return test.run()


class Page(HTMLParser):
    """What a browser would make of a page's HTML.

    Attributes:
        elements: each element with the names of its attributes, and how often it stands there.
        addresses: what the elements lead to or load.
        styles: what the elements say of their own looks.
        words: the text between them.
    """

    def __init__(self, html: str) -> None:
        """Parse the HTML."""
        super().__init__(convert_charrefs=True)
        self.elements: Counter[tuple[str, ...]] = Counter()
        self.addresses: list[str] = []
        self.styles: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count an element."""
        self.elements[(tag, *sorted(name for name, _ in attrs))] += 1
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "srcdoc")]
        self.styles += [value or "" for name, value in attrs if name == "style"]

    def handle_comment(self, data: str) -> None:
        """Count a comment, of which the dashboard writes none."""
        self.elements[("comment",)] += 1

    def unknown_decl(self, data: str) -> None:
        """Count a section, of which the dashboard writes none."""
        self.elements[("section",)] += 1

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.words += data


def html(test: AppTest) -> str:
    """All HTML of a page."""
    return "\n".join(element.proto.body for element in test.get("html"))


def elements(test: AppTest) -> Iterator[Any]:
    """Every element of a page but its HTML, whatever it is."""
    waiting = [test._tree]
    while waiting:
        node: Any = waiting.pop()
        waiting += list(getattr(node, "children", {}).values())
        if getattr(node, "proto", None) is not None and node.type != "html":
            yield node


def expressions(specification: Any) -> Iterator[str]:
    """What a chart would compute, of a Vega-Lite specification."""
    if isinstance(specification, dict):
        for key, value in specification.items():
            is_computed = key in ("expr", "signal", "test", "calculate", "labelExpr", "filter", "url", "update")
            if is_computed:
                yield json.dumps(value)
            yield from expressions(value)
    elif isinstance(specification, list):
        for value in specification:
            yield from expressions(value)
