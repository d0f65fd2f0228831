"""Originals: found by hash whatever their name, read when looked at, never taken for another text."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from dashboards import originals

TEXT = "An article, café.\r\nSecond line.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PARLEY_ORIGINALS", str(tmp_path))
    return tmp_path


def put(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def test_an_original_is_known_by_its_hash(folder: Path) -> None:
    put(folder, "another.txt", b"another")
    sha256 = put(folder, "whatever name.bin", TEXT.encode())
    assert originals.held(sha256) == TEXT


def test_line_ends_are_kept_because_places_count_characters(folder: Path) -> None:
    assert "\r\n" in (originals.held(put(folder, "a", TEXT.encode())) or "")


def test_a_text_is_not_remembered(folder: Path) -> None:
    sha256 = put(folder, "a", TEXT.encode())
    assert originals.held(sha256) == TEXT
    (folder / "a").unlink()
    assert originals.held(sha256) is None


@pytest.mark.parametrize("sha256", [None, "", "0" * 64])
def test_what_is_not_held(folder: Path, sha256: str | None) -> None:
    put(folder, "a", b"text")
    assert originals.held(sha256) is None


def test_a_changed_file_is_another_text(folder: Path) -> None:
    sha256 = put(folder, "a", TEXT.encode())
    assert originals.held(sha256) == TEXT
    put(folder, "a", b"changed and longer than before, too")
    assert originals.held(sha256) is None


def test_what_is_no_text_is_not_shown(folder: Path) -> None:
    assert originals.held(put(folder, "a", b"\xff\xfe")) is None


def test_no_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_ORIGINALS", str(folder / "gone"))
    assert originals.held("0" * 64) is None
