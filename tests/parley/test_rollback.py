"""Return to a kept build."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from parley.build import _same as same
from parley.failure import Failure
from parley.history import chronicle, kept
from parley.lock import only_build
from parley.rollback import rollback
from parley.signature import last_build

from .coded import BODIES, FORTY, LONGER, publish_coded

CLAIMS = [(FORTY, LONGER, BODIES), (FORTY, LONGER), (FORTY, BODIES), (FORTY,)]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a published file and two builds before it; all three are kept."""
    path = tmp_path_factory.mktemp("template") / "parley.duckdb"
    for claims in CLAIMS[:3]:
        publish_coded(path, claims)
    return path.parent


@pytest.fixture
def target(template: Path, tmp_path: Path) -> Path:
    """The published file of a copy of that folder."""
    return Path(shutil.copytree(template, tmp_path / "place")) / "parley.duckdb"


def copy_of(target: Path, ordinal: int) -> Path:
    return next(copy.path for copy in kept(target) if copy.ordinal == ordinal)


def test_it_returns_step_by_step_byte_for_byte(target: Path) -> None:
    assert rollback(target).ordinal == 2
    assert target.read_bytes() == copy_of(target, 2).read_bytes()
    assert rollback(target).ordinal == 1
    with pytest.raises(Failure, match="no build before"):
        rollback(target)
    assert rollback(target, "3").ordinal == 3
    assert sorted(path.name for path in target.parent.iterdir()) == [".lock", "builds", "parley.duckdb"]


def test_the_next_build_knows_where_it_came_from_and_the_one_returned_to_is_kept(target: Path) -> None:
    rollback(target, "1")
    publish_coded(target, CLAIMS[3], keep=2)
    build = last_build(target)
    assert build
    assert (build.ordinal, build.replaced_ordinal) == (4, 1)
    assert [copy.ordinal for copy in kept(target)] == [4, 1]
    assert [entry.build.ordinal for entry in chronicle(target)] == [1, 2, 3, 4]
    assert rollback(target).ordinal == 1


def test_history_after_a_roll_back_still_knows_the_later_builds(target: Path) -> None:
    rollback(target)
    states = [(entry.build.ordinal, entry.published) for entry in chronicle(target)]
    assert states == [(1, False), (2, True), (3, False)]


def test_a_roll_back_is_not_taken_for_a_build_of_the_inputs_as_they_are(target: Path) -> None:
    """`parley build` skips what is published already: after a roll-back that is the older build, not the newest."""
    newest = last_build(target)
    assert newest
    assert same(newest.inputs_sha256, newest) == newest
    now = rollback(target)
    assert same(newest.inputs_sha256, last_build(target)) is None
    assert same(now.inputs_sha256, last_build(target)) == now


@pytest.mark.parametrize("damage", ["missing", "corrupt", "a value changed by hand"])
def test_a_damaged_published_file_is_replaced_by_its_own_copy(damage: str, target: Path) -> None:
    before = target.read_bytes()
    if damage == "missing":
        target.unlink()
    elif damage == "corrupt":
        target.write_bytes(before[:3000])
    else:
        with duckdb.connect(target) as connection:
            connection.execute("update marts.fct_claims set value = value + 1")
    assert rollback(target).ordinal == 3
    assert target.read_bytes() == before


def test_a_damaged_copy_is_refused_and_the_published_file_stays(target: Path) -> None:
    before = target.read_bytes()
    with duckdb.connect(copy_of(target, 2)) as connection:
        connection.execute("update marts.fct_claims set value = value + 1")
    with pytest.raises(Failure, match=r"\(2\) is damaged") as refused:
        rollback(target)
    assert "marts.fct_claims: values have changed since publication" in refused.value.details
    assert target.read_bytes() == before


def test_a_running_build_is_waited_for_by_whoever_asked(target: Path) -> None:
    before = target.read_bytes()
    with only_build(target.parent), pytest.raises(Failure, match="another build is running") as refused:
        rollback(target)
    assert refused.value.exit_code == 3
    assert target.read_bytes() == before


def test_a_full_disk_leaves_the_published_file(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = target.read_bytes()
    monkeypatch.setattr("parley.rollback.shutil.copyfile", fail)
    with pytest.raises(Failure, match="it is as it was"):
        rollback(target)
    assert target.read_bytes() == before


def test_nothing_kept_says_so(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="no build is kept here"):
        rollback(tmp_path / "parley.duckdb")
