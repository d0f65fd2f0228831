"""The fingerprint of a build's inputs: equal for equal content, different for anything that a build would see."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from parley import paths
from parley.inputs import Inputs, digest_of


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with one file of each kind."""
    files = {
        "corpus/documents.csv": "document_id\n",
        "corpus/claims/one.csv": "value\n40\n",
        "corpus/originals/article.txt": "an article",
        "seeds/hedges.csv": "code\n",
        "models/marts/fct_claims.sql": "select 1",
        "macros/bound.sql": "{}",
        "tests/warehouse/key.sql": "select 1",
        "docs/naming.md": "names",
        "ingest/reader.py": "pass",
        "expectations/suite.py": "pass",
        "parley/build.py": "pass",
        "dbt_project.yml": "name: parley",
        "profiles.yml": "parley:",
        "requirements.txt": "duckdb==2.0.0",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    return tmp_path


def content(project: Path, *, quarantine: bool = False, originals: bool = True, cache: Path | None = None) -> str:
    folder = project / "corpus" / "originals" if originals else None
    return digest_of(Inputs(project / "corpus", folder, quarantine).content(cache))


@pytest.mark.parametrize(
    "name",
    [
        "corpus/documents.csv",
        "corpus/claims/one.csv",
        "corpus/originals/article.txt",
        "seeds/hedges.csv",
        "models/marts/fct_claims.sql",
        "macros/bound.sql",
        "tests/warehouse/key.sql",
        "docs/naming.md",
        "ingest/reader.py",
        "expectations/suite.py",
        "parley/build.py",
        "dbt_project.yml",
        "profiles.yml",
        "requirements.txt",
    ],
)
def test_every_input_counts(name: str, project: Path) -> None:
    before = content(project)
    (project / name).write_text("something else", encoding="utf-8")
    assert content(project) != before


def test_new_moved_and_removed_files_count(project: Path) -> None:
    before = content(project)
    added = project / "corpus" / "claims" / "two.csv"
    added.write_text("value\n41\n", encoding="utf-8")
    with_two = content(project)
    added.rename(added.with_name("three.csv"))
    assert len({before, with_two, content(project)}) == 3
    added.with_name("three.csv").unlink()
    assert content(project) == before


def test_settings_count(project: Path) -> None:
    assert len({content(project), content(project, quarantine=True), content(project, originals=False)}) == 3


def test_name_of_an_original_does_not_count(project: Path) -> None:
    before = content(project)
    article = project / "corpus" / "originals" / "article.txt"
    article.rename(article.with_name("another name.txt"))
    assert content(project) == before


@pytest.mark.parametrize("name", ["parley/__pycache__/build.pyc", "corpus/.swp", "README.md", "warehouse/x.duckdb"])
def test_what_no_build_reads_does_not_count(name: str, project: Path) -> None:
    before = content(project)
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text("x", encoding="utf-8")
    assert content(project) == before


def test_ledgers_count_as_the_build_leaves_them(project: Path) -> None:
    inputs = Inputs(project / "corpus", None)
    before = inputs.content()
    (project / "corpus" / "proofs.csv").write_text("claim_id\nclm_1\n", encoding="utf-8")
    assert inputs.content() == before
    with_one = inputs.fingerprint(before)
    (project / "corpus" / "proofs.csv").write_text("claim_id\nclm_2\n", encoding="utf-8")
    assert inputs.fingerprint(before) != with_one


def test_cache_changes_no_result(project: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.json"
    claims = project / "corpus" / "claims" / "one.csv"
    for path in project.rglob("*"):
        os.utime(path, ns=(0, 0))
    first = content(project, cache=cache)
    assert content(project, cache=cache) == first == content(project)
    # As long as before, and with its old time put back: only the time of the change of the inode tells.
    claims.write_text("value\n41\n", encoding="utf-8")
    os.utime(claims, ns=(0, 0))
    assert content(project, cache=cache) == content(project) != first


def test_file_changed_just_now_is_not_remembered(project: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.json"
    content(project, cache=cache)
    assert not cache.exists()


def test_remembered_hash_is_used(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache.json"
    later = time.time_ns() + 60_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: later)
    first = content(project, cache=cache)

    def unread(_: Path) -> bytes:
        raise AssertionError("an unchanged file was read")

    monkeypatch.setattr(Path, "read_bytes", unread)
    assert content(project, cache=cache) == first


@pytest.mark.parametrize("damaged", ["", "{", "[1]", '{"x": 3}'])
def test_damaged_cache_is_ignored(damaged: str, project: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.json"
    cache.write_text(damaged, encoding="utf-8")
    assert content(project, cache=cache) == content(project)


def test_a_linked_folder_counts(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (project / "corpus" / "claims").rename(elsewhere)
    (project / "corpus" / "claims").symlink_to(elsewhere)
    before = content(project)

    (elsewhere / "one.csv").write_text("value\n41\n", encoding="utf-8")

    assert content(project) != before


def test_the_installed_version_counts_not_only_the_lock(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(project)
    monkeypatch.setattr("parley.inputs.metadata.version", lambda name: "0.0.1")

    assert content(project) != before


def test_a_linked_folder_that_leads_back_is_read_once(project: Path) -> None:
    before = content(project)
    (project / "corpus" / "claims" / "again").symlink_to(project / "corpus")
    (project / "corpus" / "claims" / "and again").symlink_to(project / "corpus")
    assert content(project) == before


def test_a_pipe_is_not_waited_for_and_what_cannot_be_read_is_left_to_ingest(project: Path) -> None:
    before = content(project)
    os.mkfifo(project / "corpus" / "claims" / "pipe.csv")
    with_pipe = content(project)
    (project / "corpus" / "claims" / "nowhere.csv").symlink_to(project / "missing")
    assert len({before, with_pipe, content(project)}) == 3


def test_a_name_that_is_no_text_counts(project: Path) -> None:
    before = content(project)
    Path(os.fsdecode(os.fsencode(project / "corpus" / "claims") + b"/\xff.csv")).write_text("x", encoding="utf-8")
    assert content(project) != before


def test_a_cache_that_cannot_be_written_is_not_needed(project: Path, tmp_path: Path) -> None:
    for path in project.rglob("*"):
        os.utime(path, ns=(0, 0))
    (tmp_path / "occupied").write_text("a file", encoding="utf-8")
    assert content(project, cache=tmp_path / "occupied" / "cache.json") == content(project)
