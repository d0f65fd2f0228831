"""How the files themselves look."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from parley.paths import ROOT

MOST_LINES = 300
MOST_LINES_OF_TESTS = 500
LITTER = re.compile(r"(^|/)(\.DS_Store|Thumbs\.db|.*\.(swp|orig|rej|bak)|.*~)$")


def test_text_files_are_utf8_with_unix_ends_and_no_mark(files: list[Path], texts: dict[str, str]) -> None:
    """Offsets of quotes count characters: a byte-order mark or a CRLF would shift them."""
    assert [name for name, text in texts.items() if "\r" in text] == []
    assert [name for name, text in texts.items() if text.startswith("\ufeff")] == []
    assert [name for name, text in texts.items() if text and not text.endswith("\n")] == []


def test_no_litter(texts: dict[str, str]) -> None:
    assert [name for name in texts if LITTER.search(name)] == []


def test_every_module_begins_with_a_docstring(texts: dict[str, str]) -> None:
    bare = [name for name, text in texts.items() if name.endswith(".py") and not ast.get_docstring(ast.parse(text))]
    assert bare == []


def test_no_module_is_longer_than_a_reader_can_hold(texts: dict[str, str]) -> None:
    """A module of tests mirrors one module and lists many cases: it may be longer."""
    lengths = {name: len(text.splitlines()) for name, text in texts.items() if name.endswith((".py", ".sql"))}
    most = {name: MOST_LINES_OF_TESTS if name.startswith("tests/") else MOST_LINES for name in lengths}
    assert {name: length for name, length in lengths.items() if length >= most[name]} == {}


def test_no_unfinished_work_is_marked(texts: dict[str, str]) -> None:
    marks = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3)) + r")\b")
    assert [name for name, text in texts.items() if name.endswith((".py", ".sql", ".yml")) and marks.search(text)] == []


def test_links_between_pages_lead_somewhere(texts: dict[str, str]) -> None:
    broken = []
    for name, text in texts.items():
        if not name.endswith(".md"):
            continue
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if not re.match(r"[a-z]+:", target) and not ((ROOT / name).parent / target).exists():
                broken.append(f"{name} -> {target}")
    assert broken == []
