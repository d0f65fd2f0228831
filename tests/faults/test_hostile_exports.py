"""Hostile words in what leaves the warehouse: archives of the dashboard, tables, CSV and JSON of the command line.

What is decided, and why, stands in SECURITY.md: programs get the data as they are, a spreadsheet gets no formula.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards import downloads
from parley import paths
from parley.spreadsheets import guarded, is_formula, unguarded, warning
from parley.visible import for_page, for_terminal
from tests.faults import hostile

FORMULAS = [
    *("=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("https://elsewhere.invalid/?x="&A1)', "@SUM(1)", "+1+1", "-1+1"),
    *(
        "-2+3+cmd|' /C calc'!A0",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "\0=1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "=",
        "+",
        "-",
        "@",
    ),
]
PLAIN = ["", "a", "-5", "+5", "-5.5", "-1,200", "1e3", "-1e-3", "5-3", "a=b", "−5", "'quoted'", " =1", "clm_1", "’=1"]

TEXTS = st.text(st.sampled_from("=+-@\t\r\n\0'\"＝＠,;a1 é\u202e"), max_size=12)


@pytest.mark.parametrize("value", FORMULAS)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(value: str) -> None:
    assert is_formula(value)
    assert guarded(value) == f"'{value}"


@pytest.mark.parametrize("value", [*PLAIN, -5, -5.5, None, True, ["=1"]])
def test_all_else_stays_as_it_is(value: object) -> None:
    assert not is_formula(value)
    assert guarded(value) is value


@given(TEXTS)
def test_the_apostrophe_can_be_taken_away_again(value: str) -> None:
    assert not is_formula(guarded(value))
    assert unguarded(guarded(value)) == value


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_no_control_sign_is_left(value: str) -> None:
    assert all(sign in "\n\t" or sign.isprintable() for sign in for_terminal(value))
    assert not any(sign in for_page(value) for sign in "\0\x07\x1b\x9b\u202e\u2066")


def test_letters_of_all_scripts_stay() -> None:
    words = "почалися о 14:43 · می‌خواهم · שלום · 会谈 · é e\u0301"
    assert for_page(words) == words


def told(rows: list[dict[str, object]], name: str = "claims") -> dict[str, bytes]:
    """The files of an archive, by name."""
    with zipfile.ZipFile(io.BytesIO(downloads.packed(rows, name, "view"))) as archive:
        assert archive.testzip() is None
        return {entry: archive.read(entry) for entry in archive.namelist()}


@pytest.mark.usefixtures("warehouse")
def test_an_archive_holds_all_words_and_no_formula() -> None:
    words = [*FORMULAS, *PLAIN, *hostile.WORDS, hostile.PAYLOAD, *hostile.ADDRESSES, "'=1", "''+1"]
    files = told([{"n": at, "word": word, "=name()": None} for at, word in enumerate(words)])
    table = list(csv.reader(io.StringIO(files["claims.csv"].decode(), newline="")))
    assert [cell for row in table for cell in row if is_formula(cell)] == []
    assert [unguarded(row[1]) for row in table[1:]] == words
    assert [unguarded(cell) for cell in table[0]] == ["n", "word", "=name()"]
    assert pq.read_table(io.BytesIO(files["claims.parquet"])).column("word").to_pylist() == words
    n_guarded = sum(guarded(word) is not word for word in words) + 1
    assert f"not part of the data: {n_guarded} cells" in files["README.txt"].decode()


@pytest.mark.usefixtures("warehouse")
def test_an_archive_without_formulas_says_nothing_of_them() -> None:
    files = told([{"word": "plain", "value": -5.5}])
    assert files["claims.csv"].decode() == "word,value\nplain,-5.5\n"
    assert "apostrophe" not in files["README.txt"].decode()


@pytest.mark.usefixtures("warehouse")
def test_the_page_of_an_archive_steers_no_terminal() -> None:
    """It is read by `cat`; a name of a column may come from the sender of a link."""
    page = told([{hostile.PAYLOAD: 1, "a\nTerms\n-----\nAll is yours": 2}])["README.txt"].decode()
    assert all(sign == "\n" or sign.isprintable() for sign in page)
    assert page.count("\nTerms\n") == 1


@pytest.mark.usefixtures("warehouse")
@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "a\\..\\b", "..", "C:evil", hostile.PAYLOAD])
def test_an_archive_unpacks_into_its_folder(name: str, tmp_path: Path) -> None:
    for entry in told([{"a": 1}], name):
        assert not set(entry) & set("/\\:\0\x1b")
        assert not entry.startswith(".")
        assert (tmp_path / entry).resolve().parent == tmp_path.resolve()


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse whose every word is hostile."""
    return hostile.build(tmp_path_factory.mktemp("exports") / "hostile.duckdb", is_hostile=True)


WORDS = "select document_id, title, url, note from marts.dim_documents order by document_id"


def asked(database: Path, form: str, statement: str = WORDS) -> subprocess.CompletedProcess[bytes]:
    """What `parley sql` prints of the words."""
    command = [sys.executable, "-m", "parley", "sql", statement, "--format", form, "--database", str(database)]
    environment = {**os.environ, "COLUMNS": "4000", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=paths.ROOT, env=environment, capture_output=True, check=True, timeout=120)


def held(database: Path) -> list[tuple[object, ...]]:
    """The words themselves."""
    with duckdb.connect(database, read_only=True) as connection:
        return connection.execute(WORDS).fetchall()


def test_csv_and_json_are_the_data(evil: Path) -> None:
    """Programs read them: nothing is put before a cell, nothing is written out."""
    rows = held(evil)
    assert any(hostile.PAYLOAD in str(cell) for row in rows for cell in row)
    table = list(csv.reader(io.StringIO(asked(evil, "csv").stdout.decode(), newline="")))
    assert table[1:] == [["" if cell is None else cell for cell in row] for row in rows]
    found = json.loads(asked(evil, "json").stdout.decode())
    assert [tuple(row.values()) for row in found] == rows


def test_a_carriage_return_stays_in_its_cell(evil: Path) -> None:
    """Python writes such a cell without quotes where lines end in LF, and a reader would see two rows."""
    statement = "select 'a' || chr(13) || 'b' as x, 'c' as y"
    assert list(csv.reader(io.StringIO(asked(evil, "csv", statement).stdout.decode(), newline=""))) == [
        ["x", "y"],
        ["a\rb", "c"],
    ]


def test_csv_with_a_formula_warns_beside_the_data(evil: Path) -> None:
    statement = "select '=1+1' as a, '-5' as b, -5 as c, '@x' as \"+d\""
    answer = asked(evil, "csv", statement)
    assert answer.stdout.decode() == "a,b,c,+d\n=1+1,-5,-5,@x\n"
    assert warning(3) in answer.stderr.decode()
    assert asked(evil, "csv", "select 'plain' as a").stderr == b""


def test_a_table_steers_no_terminal(evil: Path) -> None:
    answer = asked(evil, "table")
    assert all(sign == "\n" or sign.isprintable() for sign in answer.stdout.decode())
    assert f"\\x1b[31m{hostile.MARK}" in answer.stdout.decode()
    assert f"<script>{hostile.MARK}()</script>" in answer.stdout.decode()
