"""A whole build of the shipped corpus, and what must stop one."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from parley.paths import CORPUS, ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the corpus and the file published from it."""
    folder = tmp_path_factory.mktemp("build")
    shutil.copytree(CORPUS, folder / "corpus", ignore=shutil.ignore_patterns("originals"))
    result = build(folder)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


def command(folder: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "parley", "build", "--corpus", str(folder / "corpus"), *options]


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PARLEY_WAREHOUSE": str(folder / "public" / "parley.duckdb"),
        "PARLEY_WORK_DATABASE": str(folder / "work" / "work.duckdb"),
        "COLUMNS": "120",
    }


def build(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, *options), cwd=ROOT, env=environment(folder), capture_output=True, text=True, timeout=240
    )


def answer(folder: Path, query: str) -> list[tuple[object, ...]]:
    connection = duckdb.connect(folder / "public" / "parley.duckdb", read_only=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_published_file_answers_the_headline_questions(place: Path) -> None:
    """What the five articles disagree on is found by the models."""
    verdicts = dict(answer(place, "select question_id, verdict from marts.fct_answers"))
    disputed = ("r3-duration", "r2-date", "ultimatum-end", "r3-bodies-offered", "r3-head-ukraine")
    assert {question: verdicts[question] for question in disputed} == dict.fromkeys(disputed, "conflict")


def test_every_numeral_of_every_digest_is_accounted_for(place: Path) -> None:
    query = "select numerals, coded + dismissed from raw.coverage where text_edition = 'digest'"
    counts = answer(place, query)
    assert len(counts) == 5
    assert [row for row in counts if row[0] != row[1]] == []


def test_no_text_of_an_original_is_published(place: Path) -> None:
    assert answer(place, "select distinct text_edition from raw.texts") == [("digest",)]


def test_published_file_stands_alone(place: Path) -> None:
    assert sorted(path.name for path in (place / "public").iterdir()) == [".lock", "builds", "parley.duckdb"]


def test_published_file_verifies_until_the_corpus_changes(place: Path) -> None:
    """The whole contract of the marts, ids and inputs on a real file; then one line of the corpus is edited."""

    def verified() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "parley", "verify", "--corpus", str(place / "corpus")]
        return subprocess.run(command, cwd=ROOT, env=environment(place), capture_output=True, text=True, timeout=120)

    whole = verified()
    assert (whole.returncode, whole.stdout.splitlines()[-1]) == (0, "whole and up to date"), whole.stdout + whole.stderr
    events = place / "corpus" / "events.csv"
    good = events.read_bytes()
    events.write_bytes(good + b"\n")
    changed = verified()
    events.write_bytes(good)
    assert changed.returncode == 4, changed.stdout + changed.stderr
    assert "corpus/events.csv: changed since" in changed.stdout
    assert "damaged" not in changed.stdout


def test_unchanged_corpus_is_not_built_again(place: Path) -> None:
    before = (place / "public" / "parley.duckdb").stat()
    result = build(place)
    assert result.returncode == 0, result.stderr
    assert "nothing changed since" in result.stdout
    assert "How long did the meeting of the third round last?" in result.stdout
    assert (place / "public" / "parley.duckdb").stat() == before


def test_broken_quote_is_refused_with_file_and_line_and_the_old_file_stays(place: Path) -> None:
    published = place / "public" / "parley.duckdb"
    before = published.read_bytes()
    claims = place / "corpus" / "claims" / "bloomberg-2025-07-23.csv"
    good = claims.read_text(encoding="utf-8")
    header, first, *rest = good.splitlines(keepends=True)
    document, question, *_ = first.split(",")
    claims.write_text(
        header + f"{document},{question},words that stand nowhere" + first[first.index(",,") :] + "".join(rest)
    )
    try:
        result = build(place)
    finally:
        claims.write_text(good, encoding="utf-8")
    assert result.returncode == 1
    assert f"claims/{claims.name}, line 2, column quote: 'words that stand nowhere'" in result.stderr
    assert "Nothing was published" in result.stderr
    assert "is as it was" in result.stderr
    assert published.read_bytes() == before


def test_edited_corpus_builds_only_what_depends_on_it(place: Path) -> None:
    """A note, a figure with its quote, and the words of a question; that it equals a full build is seen below."""
    edit(place / "corpus" / "claims" / "ilkha-2025-06-03.csv", "outlet,", "outlet,", "seen again")
    edit(place / "corpus" / "claims" / "euromaidan-press-2024-06-20.csv", "600", "601")
    edit(place / "corpus" / "questions.csv", "How long did the meeting", "For how long did the meeting")
    result = build(place, "--timings")
    assert result.returncode == 0, result.stdout + result.stderr
    built, total = map(int, re.findall(r"models: (\d+) of (\d+) nodes built again", result.stdout)[0])
    assert 0 < built < total
    assert "built again: what reads raw.claims, " in result.stdout
    assert re.search(r"^ *checks +evaluate +\d+\.\d\d ", result.stdout, re.MULTILINE)
    assert "For how long did the meeting of the third round last?" in result.stdout


def edit(path: Path, old: str, new: str, note: str = "") -> None:
    """Replace words in one line of a coded file, where they first stand, and add a note to it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(number for number, line in enumerate(lines) if number and old in line)
    lines[number] = lines[number].replace(old, new) + note
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes where Linux shows them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_ended_build_leaves_the_old_file_and_no_process(number: signal.Signals, place: Path) -> None:
    published = place / "public" / "parley.duckdb"
    before = published.read_bytes()
    process = subprocess.Popen(
        command(place, "--force"),
        cwd=ROOT,
        env=environment(place),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline().startswith("ingest: ")
    while len(children_of(process.pid)) < 2:
        time.sleep(0.02)
    time.sleep(3)  # dbt is at work by then
    assert process.poll() is None, "the build was over before it could be ended"
    children = children_of(process.pid)
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert published.read_bytes() == before
    if number != signal.SIGKILL:
        assert process.returncode == 130
        assert "is as it was" in errors
    until = time.monotonic() + 60
    while any(map(alive, children)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(map(alive, children))


def test_build_after_a_killed_one_needs_no_help(place: Path) -> None:
    """A dbt that was killed leaves a .wal beside the work file, which the next ingest must not stumble over."""
    stale = place / "work" / "work.duckdb.wal"
    stale.write_bytes(b"left by a killed dbt")
    drafts = [
        place / "work" / ".work.duckdb.77.tmp",
        place / "work" / ".work.duckdb.raw.tmp",
        place / "work" / "..work.duckdb.raw.tmp.77.tmp",
        place / "work" / "work.inputs.77.tmp",
        place / "public" / ".parley.duckdb.77.tmp",
        place / "public" / ".parley.duckdb.77.tmp.wal",
        place / "public" / "builds" / ".parley-000009-bld_000000000000.77.tmp",
        place / "corpus" / ".proofs.csv.77.tmp",
    ]
    for draft in drafts:
        draft.write_bytes(b"left by a killed build")
    before = content(place)
    result = build(place, "--force")
    assert result.returncode == 0, result.stderr
    assert [path for path in (stale, *drafts) if path.exists()] == []
    # The build before was that of an edited corpus: this one, in full, makes the same of it.
    assert content(place) == before


def content(folder: Path) -> list[list[tuple[object, ...]]]:
    """What is published: the rows of each table, types, comments and constraints; not when it was made."""
    tables = """
        select schema_name, table_name, n_rows, content from checks.tables
        where schema_name != 'checks' and table_name != 'loads'
    """
    columns = "select schema_name, table_name, column_name, data_type, is_nullable, comment from duckdb_columns()"
    constraints = "select schema_name, table_name, constraint_text from duckdb_constraints()"
    # Which twenty rows of a failed check are listed depends on the order in which DuckDB happens to store them.
    results = "select check_id, success, n_evaluated, n_unexpected, observed from checks.results"
    return [answer(folder, f"from ({query}) order by all") for query in (tables, columns, constraints, results)]


def children_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    parents = {int(path.parent.name): state(path)[1] for path in Path("/proc").glob("[0-9]*/stat")}
    return [child for child, parent in parents.items() if parent == pid]


def alive(pid: int) -> bool:
    """True if a process runs; one that has ended and waits to be collected does not."""
    return state(Path(f"/proc/{pid}/stat"))[0] not in ("Z", "")


def state(path: Path) -> tuple[str, int]:
    """State and parent of a process; empty where it is gone."""
    try:
        letter, parent, *_ = path.read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return "", 0
    return letter, int(parent)
