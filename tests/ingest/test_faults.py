"""What the system refuses: files without permission, full disks, locked folders; and what a terminal would obey."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from making import ALPHA, Made, sound

import ingest
from ingest import files, ledgers, report, shards
from ingest.__main__ import main
from ingest.originals import hold
from ingest.problems import printable

NOBODY = 65534
CLAIMS = f"claims/{ALPHA}.csv"


@pytest.fixture
def open_made() -> Iterator[Made]:
    """A corpus that also another user may enter: pytest's own folders are closed to all but root."""
    root = Path(tempfile.mkdtemp(prefix="parley-faults-"))
    root.chmod(0o755)
    yield sound(root)
    shutil.rmtree(root)


class Unprivileged:
    """Within it, root is nobody: modes of files count. Others stay who they are."""

    def __enter__(self) -> None:
        if os.geteuid() == 0:
            os.seteuid(NOBODY)

    def __exit__(self, *_: object) -> None:
        if os.getuid() == 0:
            os.seteuid(0)


@pytest.mark.parametrize(
    ("name", "places"),
    [
        (CLAIMS, [(CLAIMS, 0)]),
        ("claims", [("claims", 0)]),
        ("events.csv", [("events.csv", 0)]),
        (f"texts/{ALPHA}.txt", [(f"texts/{ALPHA}.txt", 0)]),
        ("", [("corpus", 0)]),
    ],
)
def test_without_permission_a_file_or_folder_is_named_once(
    open_made: Made, name: str, places: list[tuple[str, int]]
) -> None:
    open_made.write()
    path = open_made.corpus / name
    path.chmod(0o000)
    try:
        with Unprivileged():
            source = shards.whole(open_made.corpus)
            found = list(source.problems)
            if name.startswith("texts/"):
                text = source.read(name)
                found += [text] if isinstance(text, ingest.Problem) else []
    finally:
        path.chmod(stat.S_IRWXU)
    assert [(problem.file, problem.line) for problem in found] == places
    assert "Permission denied" in found[0].problem
    assert source.fatal == (name in ("events.csv", ""))


def test_a_parquet_file_without_permission_is_named_once(open_made: Made) -> None:
    open_made.write()
    path = open_made.corpus / "claims.parquet"
    path.write_bytes(b"PAR1")
    path.chmod(0o000)
    with Unprivileged():
        source = shards.whole(open_made.corpus)
    assert [(problem.file, problem.problem) for problem in source.problems] == [
        ("claims.parquet", "cannot be read: Permission denied")
    ]
    assert "claims" in source.incomplete
    assert source.unread is None, "its rows may be any document's"


def test_an_original_without_permission_is_a_problem_and_what_is_no_file_is_ignored(open_made: Made) -> None:
    open_made.write()
    folder = open_made.root / "originals"
    (folder / "anything.bin").chmod(0o000)
    os.mkfifo(folder / "pipe")
    documents = shards.whole(open_made.corpus).tables["documents"]
    with Unprivileged():
        held = hold(folder, documents)
    assert [(p.file, p.line) for p in held.problems] == [("originals/anything.bin", 0)]
    assert (held.ignored, held.texts) == (["pipe"], {})


def test_a_digest_that_vanishes_while_it_is_loaded_is_the_only_complaint(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = files.read

    def gone(path: Path, name: str) -> files.SourceFile:
        if name == f"texts/{ALPHA}.txt":
            raise FileNotFoundError(errno.ENOENT, "No such file or directory")
        return read(path, name)

    monkeypatch.setattr(files, "read", gone)
    assert [(p.file, p.line) for p in made.refused()] == [(f"texts/{ALPHA}.txt", 0)]


def test_a_file_that_has_become_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="is no plain file"):
        files.read(tmp_path / "pipe", "pipe")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_ledgers_that_cannot_be_written_stop_the_load_and_leave_nothing(
    made: Made, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    made.run()
    before = made.database.read_bytes()
    (made.corpus / "proofs.csv").unlink()
    (made.corpus / "coverage.csv").unlink()
    left = sorted(path.name for path in made.corpus.iterdir())

    def full(path: Path, content: bytes) -> Path | None:
        if path.name == "coverage.csv":
            raise OSError(code, os.strerror(code))
        return stage(path, content)

    stage = ledgers.stage
    monkeypatch.setattr(ledgers, "stage", full)
    result = CliRunner().invoke(main, arguments(made))
    assert (result.exit_code, result.exception.__class__) == (1, SystemExit)
    assert os.strerror(code) in result.stderr
    assert "What to do" in result.stderr
    assert made.database.read_bytes() == before
    assert sorted(path.name for path in made.corpus.iterdir()) == left
    assert sorted(path.name for path in made.root.iterdir()) == [".lock", "corpus", "originals", "work.duckdb"]


def test_a_work_file_that_cannot_be_written_is_said_without_a_traceback(made: Made) -> None:
    made.write()
    (made.root / "file").touch()
    result = CliRunner().invoke(main, [*arguments(made)[:-1], str(made.root / "file" / "work.duckdb")])
    assert (result.exit_code, result.exception.__class__) == (1, SystemExit)
    assert "Traceback" not in result.stderr
    assert not (made.corpus / "proofs.csv").exists()


def arguments(made: Made) -> list[str]:
    places = {"--corpus": made.corpus, "--originals": made.root / "originals", "--database": made.database}
    return [str(part) for pair in places.items() for part in pair]


def test_nothing_that_a_terminal_obeys_is_printed() -> None:
    hostile = "a\x1b[2Jb\u202ec\x9bd\re\nf\udcffg"
    problem = ingest.Problem(hostile, 2, hostile, hostile, hostile, hostile)
    for width in (0, 200):
        shown = report.problem_text([problem], width)
        assert not set(shown) & set("\x1b\u202e\x9b\r\udcff")
        assert shown.encode("utf-8")
    assert printable(hostile) == "a\\x1b[2Jb\\u202ec\\x9bd\\re\\nf\\xffg"


def test_a_long_value_is_cut_where_it_is_shown() -> None:
    shown = report.problem_text([ingest.Problem("x.csv", 2, "title", "x" * 9_000, "is long", "shorten it")], 0)
    assert "x" * 200 + "…" in shown
    assert "x" * 201 not in shown


def test_a_circle_of_links_is_not_hidden_by_a_row_that_cannot_be_read(made: Made) -> None:
    # A fault in one document must not hide the links of another: all problems are told in one run.
    link = {"document_id": ALPHA, "kind": "part_of", "part": "hay", "whole": "sheep", "polarity": "asserted",
            "quote": "several dozen carts", "claimant": "outlet"}  # fmt: skip
    made.tables["links.csv"] = [link]
    other = next(name for name in made.tables if name.startswith("claims/") and name != CLAIMS)
    made.raw_files[other] = made._csv(other, made.tables[other]) + b"x\n"
    assert [(p.file, p.column) for p in made.refused()] == [(other, ""), ("links.csv", "part")]
