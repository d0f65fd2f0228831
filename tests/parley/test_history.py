"""What is kept of the builds before, in which order, and for how long."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from parley import history as shelf
from parley import signature
from parley.failure import Failure
from parley.history import chronicle, find, keep_number, kept
from parley.signature import last_build

from .coded import BODIES, FORTY, LONGER, publish_coded

CLAIMS = [(FORTY, LONGER, BODIES), (FORTY, LONGER), (FORTY, BODIES), (FORTY,)]


def publish_many(target: Path, number: int, keep: int = 3) -> None:
    for claims in CLAIMS[:number]:
        publish_coded(target, claims, keep=keep)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """The place of a published file."""
    return tmp_path / "parley.duckdb"


@pytest.mark.parametrize(("keep", "left"), [(3, [4, 3, 2]), (1, [4]), (0, [])])
def test_the_last_good_builds_are_kept(keep: int, left: list[int], target: Path) -> None:
    publish_many(target, 4, keep)
    assert [copy.ordinal for copy in kept(target)] == left


def test_a_kept_build_is_a_copy_of_its_own(target: Path) -> None:
    """Whoever writes over the published file in place does not reach the kept one."""
    publish_coded(target)
    before = target.read_bytes()
    target.write_bytes(b"overwritten in place")
    assert kept(target)[0].path.read_bytes() == before


def test_history_tells_every_build_though_few_are_kept(target: Path) -> None:
    publish_many(target, 3, keep=1)
    entries = chronicle(target)
    assert [entry.build.ordinal for entry in entries] == [1, 2, 3]
    assert [entry.build.n_claims for entry in entries] == [3, 2, 2]
    assert [entry.kept is not None for entry in entries] == [False, False, True]
    assert [entry.published for entry in entries] == [False, False, True]
    assert [entry.build.replaced_ordinal for entry in entries] == [None, 1, 2]


def test_a_clock_set_back_does_not_turn_the_order_around(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([datetime(2030, 1, 1), datetime(2020, 1, 1), datetime(2020, 1, 1)])
    monkeypatch.setattr(signature, "_now", lambda: next(times))
    publish_many(target, 3, keep=2)
    assert [(entry.build.ordinal, entry.build.built_at.year) for entry in chronicle(target)] == [
        (1, 2030),
        (2, 2020),
        (3, 2020),
    ]
    assert [copy.ordinal for copy in kept(target)] == [3, 2]


@pytest.mark.parametrize("damage", ["missing", "corrupt"])
def test_history_survives_the_published_file(damage: str, target: Path) -> None:
    publish_many(target, 3)
    if damage == "missing":
        target.unlink()
    else:
        target.write_bytes(b"\0" * 5000)
    assert [entry.build.ordinal for entry in chronicle(target)] == [1, 2, 3]
    publish_coded(target, CLAIMS[3])
    build = last_build(target)
    assert build
    assert (build.ordinal, build.replaced_ordinal) == (4, None)


def test_a_build_that_was_killed_before_its_copy_was_made_is_kept_by_the_next(target: Path) -> None:
    publish_many(target, 2)
    kept(target)[0].path.unlink()
    publish_coded(target, CLAIMS[2])
    assert [copy.ordinal for copy in kept(target)] == [3, 2, 1]


def test_a_copy_that_cannot_be_made_does_not_undo_the_publication(target: Path) -> None:
    shelf.paths.builds(target).write_text("a file where the folder should be")
    publish_coded(target)
    assert last_build(target)
    assert kept(target) == []


def test_two_published_files_in_one_folder_do_not_drop_each_other(target: Path) -> None:
    other = target.with_name("parley-2.duckdb")
    publish_many(target, 2)
    publish_many(other, 2, keep=1)
    assert [copy.ordinal for copy in kept(target)] == [2, 1]
    assert [copy.ordinal for copy in kept(other)] == [2]


def test_a_file_that_only_looks_kept_is_left_alone(target: Path) -> None:
    publish_coded(target)
    notes = shelf.paths.builds(target) / "parley-notes.duckdb"
    notes.write_bytes(b"")
    publish_many(target, 2, keep=1)
    assert notes.exists()


def test_a_reader_names_a_build_by_id_number_word_or_path(target: Path, tmp_path: Path) -> None:
    publish_many(target, 2)
    newest, oldest = kept(target)
    elsewhere = Path(shutil.copy(target, tmp_path / "elsewhere.duckdb"))
    assert find(target, "published") == target
    assert find(target, "1") == find(target, oldest.build_id) == find(target, oldest.build_id[:10]) == oldest.path
    assert find(target, "2") == newest.path
    assert find(target, str(elsewhere)) == elsewhere


@pytest.mark.parametrize("reference", ["7", "bld_", "bld_zzz", "", "../parley"])
def test_a_reference_to_nothing_is_refused_with_what_there_is(reference: str, target: Path) -> None:
    publish_coded(target)
    with pytest.raises(Failure) as refused:
        find(target, reference)
    assert kept(target)[0].build_id in refused.value.details
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(("value", "number"), [(None, 3), ("", 3), ("0", 0), (" 12 ", 12)])
def test_how_many_are_kept_is_a_setting(value: str | None, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_KEEP", raising=False)
    if value is not None:
        monkeypatch.setenv("PARLEY_KEEP", value)
    assert keep_number() == number


@pytest.mark.parametrize("value", ["-1", "three", "1.5", "²", "99999999"])
def test_a_setting_that_is_no_number_is_wrong_use(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_KEEP", value)
    with pytest.raises(Failure, match="PARLEY_KEEP") as refused:
        keep_number()
    assert refused.value.exit_code == 2
