"""Files are plain UTF-8 text with line feeds, or are refused with the line of the fault."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ingest import files


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"\xef\xbb\xbfa,b\n", 1, "byte order mark"),
        (b"a\nb\x00c\n", 2, "NUL"),
        (b"a\nb\nc\xff\n", 3, "not valid UTF-8"),
        ("a\ncafé\n".encode("latin-1"), 2, "not valid UTF-8"),
        (b"a\r\nb\n", 1, "carriage return"),
        (b"a\nb\x1fc\n", 2, "control character"),
    ],
)
def test_an_unclean_file_is_refused_with_its_line(data: bytes, line: int, said: str) -> None:
    [problem] = files.refuse_unclean(files.SourceFile("texts/x.txt", data, ""))
    assert (problem.file, problem.line) == ("texts/x.txt", line)
    assert said in problem.problem
    assert problem.remedy


def test_plain_text_with_tabs_and_any_script_is_clean() -> None:
    assert files.refuse_unclean(files.SourceFile("x", "a\tb\nmärsh 人 \u202f\n".encode(), "")) == []


def test_an_original_may_have_carriage_returns_since_its_hash_fixes_its_bytes() -> None:
    assert files.refuse_undecodable(files.SourceFile("x", b"a\r\nb", "")) == []


def test_a_file_is_read_whole_with_its_hash(tmp_path: Path) -> None:
    data = b"x" * (3 << 20)
    (tmp_path / "big").write_bytes(data)
    source = files.read(tmp_path / "big", "name")
    assert (source.name, source.data, source.sha256) == ("name", data, hashlib.sha256(data).hexdigest())


def test_hidden_files_and_folders_are_not_listed(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "b.csv").touch()
    (tmp_path / "a.csv").touch()
    assert files.listing(tmp_path) == ["a.csv", "b.csv"]
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / ".hidden").mkdir()
    assert files.others(tmp_path) == ["dangling", "folder"]
    assert files.listing(tmp_path / "none") == files.others(tmp_path / "none") == []
