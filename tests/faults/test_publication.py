"""Publication on a bad day: killed at every boundary and at random, disks full, folders closed, two at once."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import kills
from parley import publish as publication
from parley.history import kept
from parley.inputs import digest_of
from parley.paths import ROOT
from parley.signature import last_build
from parley.verify import damage
from tests.parley.coded import BODIES, FORTY, LONGER, VERDICTS, make_coded, publish_coded

# Kills itself before or after a step of publication, or in the middle of a copy.
PUBLISH = """
import os, signal, sys
from pathlib import Path
from parley import history, publish
work, target, place = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
module, name, moment = place.split() if place else ("", "", "")
owner = {"": None, "publish": publish, "history": history, "shutil": publish.shutil, "os": os}[module]
die = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
if moment in ("first", "second"):
    true, calls = publish.shutil.copyfile, []
    def half(source, copy):
        calls.append(copy)
        if len(calls) == ("first", "second").index(moment) + 1:
            Path(copy).write_bytes(Path(source).read_bytes()[:5000])
            die()
        true(source, copy)
    setattr(owner, name, half)
elif owner is not None:
    true = getattr(owner, name)
    if moment == "before":
        setattr(owner, name, die)
    else:
        setattr(owner, name, lambda *a, **k: (true(*a, **k), die()))
if limit := os.environ.get("LIMIT"):
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
from parley.failure import told
from parley.inputs import digest_of
listed = {"setting/what": "the next build"}
with told():
    print(publish.publish(work, target, inputs=digest_of(listed), listed=listed, seconds=1.0, keep=3))
"""

STILL_OLD = [
    "publish clear_leftovers before",
    "publish _checkpoint before",
    "publish _checkpoint after",
    "shutil copyfile first",
    "publish _sign before",
    "publish _sign after",
    "publish _verify after",
    "publish replace before",
    "history keep after",
    "os fsync before",
]
NEW = ["publish replace after", "shutil copyfile second"]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a published file, its kept copy, and the work file of the next build."""
    folder = tmp_path_factory.mktemp("template")
    publish_coded(folder / "parley.duckdb", (FORTY, LONGER, BODIES))
    make_coded(folder / "next.duckdb", (FORTY, LONGER), VERDICTS)
    return folder


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Path:
    """A copy of that folder."""
    return Path(shutil.copytree(template, tmp_path / "place"))


def publish(place: Path, boundary: str = "", *, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PUBLISH, str(place / "next.duckdb"), str(place / "parley.duckdb"), boundary]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if limit is not None:
        environment["LIMIT"] = str(limit)
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120)


def publish_next(place: Path) -> None:
    """The build after a fault, without help: in this process, which is quicker than a new one."""
    listed = {"setting/what": "the build after"}
    told = publication.publish(
        place / "next.duckdb", place / "parley.duckdb", inputs=digest_of(listed), listed=listed, seconds=1, keep=3
    )
    assert told == ""


def claims_in(path: Path) -> int:
    build = last_build(path)
    assert build, "no whole file is published"
    return build.n_claims


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("boundary", [*STILL_OLD, *NEW])
def test_a_kill_at_a_boundary_leaves_the_old_file_or_the_new_one_whole(boundary: str, place: Path) -> None:
    target = place / "parley.duckdb"
    before = target.read_bytes()
    assert publish(place, boundary).returncode == -signal.SIGKILL
    if boundary in STILL_OLD:
        assert target.read_bytes() == before
    else:
        assert claims_in(target) == 2
        assert damage(target) == []
    publish_next(place)
    assert (claims_in(target), damage(target)) == (2, [])
    assert names(place) == ["builds", "next.duckdb", "parley.duckdb"]
    ordinals = [copy.ordinal for copy in kept(target)]
    assert ordinals == ([2, 1] if boundary in STILL_OLD else [3, 2, 1])
    assert len(names(place / "builds")) == len(ordinals)


def test_kills_at_random_moments_lose_nothing(template: Path, tmp_path: Path) -> None:
    """The same as `python benchmarks/kills.py publication`, a few times; 100 kills of whole builds run by hand."""
    tally = kills.kill(kills.of_work_file(tmp_path, template / "next.duckdb"), 6, seed=7, every=6)
    assert tally.lost == []
    assert tally.killed + tally.too_late == tally.as_it_was + tally.new == 6
    assert tally.ended == 2


def test_the_harness_sees_a_loss(template: Path, tmp_path: Path) -> None:
    """A test is tested: a publication that writes in place is found out."""
    careless = kills.of_work_file(tmp_path, template / "next.duckdb")
    script = "import sys; print('ready', flush=True); open(sys.argv[2], 'wb').write(b'half a file')"
    good = careless.command
    tally = kills.Tally()
    assert kills._ends(careless, tally) > 0
    careless.command = [good[0], "-c", script, *good[3:]]
    before, ordinal = kills._digest(careless.target), kills._ordinal(careless.target)
    careless.start().communicate()
    kills._look(careless, before, ordinal, tally)
    assert len(tally.lost) == 1


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99], ids=["at once", "in the middle", "at the end"])
def test_a_disk_that_is_full_leaves_the_old_file(share: float, place: Path) -> None:
    """A write error by a limit on the size of files, which every system has."""
    target = place / "parley.duckdb"
    before = target.read_bytes()
    result = publish(place, limit=int(len(before) * share))
    assert result.returncode == 1, result.stdout
    assert "could not be written" in result.stderr
    assert "Traceback" not in result.stderr
    assert target.read_bytes() == before
    assert names(place) == ["builds", "next.duckdb", "parley.duckdb"]
    publish_next(place)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 32 MB."""
    mounted = tmp_path / "disk"
    mounted.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", mounted], capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"no disk of a given size can be mounted here: {done.stderr.strip()}")
    yield mounted
    subprocess.run(["umount", "-l", mounted], check=True)


def fill(disk: Path, leave: int) -> None:
    """Fill a disk but for so many bytes."""
    free = shutil.disk_usage(disk).free
    (disk / "filling").write_bytes(bytes(max(0, free - leave)))


@pytest.mark.parametrize("left", ["nothing", "half a file", "one file"])
def test_a_small_disk_leaves_the_old_file_or_publishes_without_a_copy(
    left: str, small_disk: Path, template: Path
) -> None:
    folder = Path(shutil.copytree(template, small_disk / "place"))
    target = folder / "parley.duckdb"
    before = target.read_bytes()
    size = len(before)
    fill(small_disk, {"nothing": 0, "half a file": size // 2, "one file": size + 65536}[left])
    result = publish(folder)
    if left == "one file":
        # The old file's room is free once it is replaced: whether its copy fits is the disk's affair.
        assert (result.returncode, claims_in(target), damage(target)) == (0, 2, [])
    else:
        assert result.returncode == 1
        assert "could not be written" in result.stderr
        assert target.read_bytes() == before
    (small_disk / "filling").unlink()
    publish_next(folder)
    assert names(folder) == ["builds", "next.duckdb", "parley.duckdb"]


def without_rights(command: list[str]) -> list[str]:
    """The command as somebody whom the mode of a folder binds: root is not bound until it gives that right away."""
    if os.geteuid() != 0:
        return command
    lesser = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
    if not shutil.which("setpriv") or subprocess.run([*lesser, "true"], capture_output=True).returncode != 0:
        pytest.skip("root cannot give away its rights here: setpriv is missing or not allowed")
    return [*lesser, *command]


def parley(target: Path, work: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = without_rights([sys.executable, "-m", "parley", *words])
    environment = {**os.environ, "PARLEY_WAREHOUSE": str(target), "PARLEY_WORK_DATABASE": str(work)}
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=240)


@pytest.mark.parametrize("words", [("build", "--force"), ("rollback",)], ids=["build", "rollback"])
@pytest.mark.parametrize("held", [False, True], ids=["never locked", "locked before"])
def test_a_folder_that_is_read_only_is_told_and_nothing_changes(
    words: tuple[str, ...], held: bool, place: Path, tmp_path: Path
) -> None:
    target = place / "parley.duckdb"
    before = target.read_bytes()
    if held:
        (place / ".lock").touch()
    for folder in (place, place / "builds"):
        folder.chmod(0o555)
    result = parley(target, place / "work.duckdb", *words)
    for folder in (place, place / "builds"):
        folder.chmod(0o755)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "What to do: " in result.stderr
    assert "fault of Parley" not in result.stderr
    assert target.read_bytes() == before
    assert names(place) == [*([".lock"] if held else []), "builds", "next.duckdb", "parley.duckdb"]


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "occupied").write_text("a file")
    target = tmp_path / "occupied" / "parley.duckdb"
    result = parley(target, tmp_path / "work.duckdb", "build")
    assert result.returncode == 1
    assert f"nothing can be written in the folder {target.parent}" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_work_folder_without_room_is_told_by_the_step_that_needed_it(small_disk: Path, place: Path) -> None:
    target = place / "parley.duckdb"
    before = target.read_bytes()
    fill(small_disk, 65536)
    result = parley(target, small_disk / "work.duckdb", "build")
    assert result.returncode == 1
    assert "ingest: the corpus cannot be read, or" in result.stderr
    assert "Traceback" not in result.stderr
    assert "is as it was" in result.stderr
    assert target.read_bytes() == before
    assert [name for name in names(small_disk) if name.endswith((".tmp", ".wal"))] == []


@pytest.mark.parametrize("state", ["missing", "empty", "cut short", "another file", "a folder"])
def test_whatever_lies_in_its_place_the_next_build_publishes_or_says_why(state: str, place: Path) -> None:
    target = place / "parley.duckdb"
    content = target.read_bytes()
    target.unlink()
    if state == "a folder":
        target.mkdir()
    elif state != "missing":
        target.write_bytes({"empty": b"", "cut short": content[:9000], "another file": b"notes\n" * 500}[state])
    result = publish(place)
    if state == "a folder":
        assert result.returncode == 1
        assert "could not be written" in result.stderr
        assert names(place) == ["builds", "next.duckdb", "parley.duckdb"]
    else:
        assert result.returncode == 0, result.stderr
        build = last_build(target)
        assert build
        assert (build.ordinal, build.replaced_ordinal, damage(target)) == (2, None, [])


def test_of_two_builds_at_once_the_second_says_who_holds_the_first(place: Path) -> None:
    hold = "import sys; from pathlib import Path; from parley.lock import only_build\n"
    hold += "with only_build(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", hold, str(place)]
    first = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert first.stdout
    assert first.stdout.readline() == "held\n"
    before = (place / "parley.duckdb").read_bytes()
    second = parley(place / "parley.duckdb", place / "work.duckdb", "build")
    first.kill()
    first.communicate()
    assert second.returncode == 3
    assert f"another build is running here (process {first.pid})" in second.stderr
    assert (place / "parley.duckdb").read_bytes() == before
