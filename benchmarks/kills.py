"""Kill builds at random moments and look at what is left: `python benchmarks/kills.py build 100`.

`build` kills whole builds of the shipped corpus (SIGKILL, every second time together with all that they started);
`daily` kills builds of what depends on one changed figure, each after one that ran to its end; `publication` kills only
the last step, of a small file, which takes a second instead of half a minute. After each kill the published file must
be byte for byte the last good one, or a complete new one that verifies; the next build starts on what the killed one
left, and every so often one runs to its end, after which no leftover may be there. Prints a Markdown table; exits with
1 if anything was lost. Writes only to a temporary folder.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from parley.paths import CORPUS, ROOT, shown, work_database
from parley.signature import last_build
from parley.verify import damage

EVERY = 20
"""After so many kills one build runs to its end."""

STEPS = ("ingest:", "models:", "checks:", "publish:")
"""How the lines begin that a build prints at the end of each step."""

DAILY_FILE, DAILY_QUESTION = "claims/5-tv-ru-2025-10-02.csv", "exchange-2025-10-02-military-to-ukraine"
"""A claim whose figure `daily` changes."""

_PATIENCE_SECONDS = 600

_PUBLICATION = """
import sys
from pathlib import Path
from parley.inputs import digest_of
from parley.lock import only_build
from parley.publish import publish
listed = {"setting/what": "a work file by itself"}
work, target = Path(sys.argv[1]), Path(sys.argv[2])
print("ready", flush=True)
with only_build(work.parent, target.parent):
    publish(work, target, inputs=digest_of(listed), listed=listed, seconds=1.0, keep=3)
"""


@dataclass
class Place:
    """A folder with a published file, and how a build of it is started.

    Attributes:
        folder: holds corpus/, work/ and public/.
        command: what to run.
        begins: the line after which the moments are counted, where importing is not to be measured; or empty.
        is_daily: each build finds another figure in the corpus than the one before.
    """

    folder: Path
    command: list[str]
    begins: str = ""
    is_daily: bool = False
    _figures: Iterator[int] = field(default_factory=lambda: itertools.count(186))

    @property
    def target(self) -> Path:
        """The published file."""
        return self.folder / "public" / "parley.duckdb"

    def start(self) -> subprocess.Popen[str]:
        """Start a build; what it prints can be read line by line."""
        if self.is_daily:
            self._change()
        environment = {
            **os.environ,
            "PARLEY_WAREHOUSE": str(self.target),
            "PARLEY_WORK_DATABASE": str(self.folder / "work" / "work.duckdb"),
        }
        process = subprocess.Popen(
            self.command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if self.begins:
            while (line := process.stdout.readline() if process.stdout else "") and line.strip() != self.begins:
                pass
        return process

    def _change(self) -> None:
        """Code another figure in a claim that no text has to prove."""
        path = self.folder / "corpus" / DAILY_FILE
        before, after = path.read_text(encoding="utf-8"), f",{DAILY_QUESTION},,,,body,asserted,{next(self._figures)},"
        changed, times = re.subn(rf",{DAILY_QUESTION},,,,body,asserted,\d+,", after, before)
        assert times == 1, f"{DAILY_FILE} no longer holds the one figure that is changed"
        path.write_text(changed, encoding="utf-8")

    def leftovers(self) -> list[str]:
        """Files that no build that has ended leaves."""
        known = {".lock", "parley.duckdb", "work.duckdb"}
        known |= {f"work.{what}.json" for what in ("inputs", "statements", "left")}
        folders = [self.folder / name for name in ("public", "work", "public/builds")]
        files = [path for folder in folders if folder.is_dir() for path in folder.iterdir() if path.is_file()]
        made = [path for path in files if path.name not in known and path.parent.name != "builds"]
        made += [path for path in files if path.parent.name == "builds" and path.name.startswith(".")]
        made += list((self.folder / "corpus").glob(".*.tmp"))
        return sorted(path.relative_to(self.folder).as_posix() for path in made)


@dataclass
class Tally:
    """What came of the kills."""

    killed: int = 0
    too_late: int = 0
    as_it_was: int = 0
    new: int = 0
    ended: int = 0
    daily: int = 0
    lost: list[str] = field(default_factory=list)


def of_corpus(folder: Path, *, is_daily: bool = False) -> Place:
    """Builds of the shipped corpus: whole ones, or such as find one figure changed."""
    shutil.copytree(CORPUS, folder / "corpus", ignore=shutil.ignore_patterns("originals"))
    command = [sys.executable, "-m", "parley", "build", "--corpus", str(folder / "corpus")]
    return Place(folder, command if is_daily else [*command, "--force"], is_daily=is_daily)


def of_work_file(folder: Path, work: Path) -> Place:
    """Only the publication of a work file, as a build does it."""
    for name in ("corpus", "work", "public"):
        (folder / name).mkdir()
    shutil.copy(work, folder / "work" / "work.duckdb")
    command = [sys.executable, "-c", _PUBLICATION, str(folder / "work" / "work.duckdb")]
    return Place(folder, [*command, str(folder / "public" / "parley.duckdb")], "ready")


def kill(place: Place, number: int, seed: int, every: int = EVERY) -> Tally:
    """Kill so many builds, each at a random moment of the time that a whole one takes.

    Args:
        place: where to build, and what.
        number: how many kills.
        seed: of the moments.
        every: after so many kills one build runs to its end.
    """
    moments, tally = random.Random(seed), Tally()
    seconds = _ends(place, tally)
    for at in range(1, number + 1):
        if place.is_daily:
            # What follows a killed build is a whole one, and only what follows that is a daily one.
            seconds = _ends(place, tally)
        before, ordinal = _digest(place.target), _ordinal(place.target)
        process = place.start()
        with suppress(subprocess.TimeoutExpired):
            process.wait(moments.uniform(0, seconds))
        _kill(process, whole=at % 2 == 0, tally=tally)
        _look(place, before, ordinal, tally)
        if at % every == 0 or at == number:
            seconds = _ends(place, tally)
    return tally


def kill_at_boundaries(place: Place, lines: tuple[str, ...], tally: Tally) -> None:
    """Kill a build as soon as it prints a line that begins so; one build per line."""
    for beginning in lines:
        before, ordinal = _digest(place.target), _ordinal(place.target)
        process = place.start()
        for line in process.stdout or ():
            if line.startswith(beginning):
                break
        _kill(process, whole=False, tally=tally)
        _look(place, before, ordinal, tally)
    _ends(place, tally)


def _kill(process: subprocess.Popen[str], *, whole: bool, tally: Tally) -> None:
    """SIGKILL to a build, with all that it started or without; one that had ended is counted apart."""
    victims = [process.pid, *_children(process.pid)] if whole else [process.pid]
    for victim in victims:
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
    if process.stdout:
        process.stdout.close()
    code = process.wait(_PATIENCE_SECONDS)
    tally.killed += code == -signal.SIGKILL
    tally.too_late += code != -signal.SIGKILL


def _look(place: Place, before: str, ordinal: int, tally: Tally) -> None:
    """The published file is the last good one byte for byte, or the next one, whole."""
    if _digest(place.target) == before:
        tally.as_it_was += 1
        return
    wrong = damage(place.target)
    if wrong or _ordinal(place.target) != ordinal + 1:
        tally.lost.append(f"neither the old file nor a whole new one: {'; '.join(wrong) or 'another build'}")
    tally.new += 1


def _ends(place: Place, tally: Tally) -> float:
    """Let a build run to its end on whatever is there, without help; its seconds."""
    before, process = _ordinal(place.target), place.start()
    started = time.perf_counter()
    told, _ = process.communicate(timeout=_PATIENCE_SECONDS)
    seconds = time.perf_counter() - started
    if process.returncode != 0:
        tally.lost.append(f"a build after a killed one failed: {told.strip()}")
    elif _ordinal(place.target) != before + 1 or damage(place.target):
        tally.lost.append("a build after a killed one ended well and its file is not whole")
    tally.daily += "built again" in told
    tally.lost += [f"a leftover was not cleared: {name}" for name in place.leftovers()]
    tally.ended += 1
    return seconds


def _children(pid: int) -> Iterator[int]:
    """The processes that a process has started, on Linux."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            _, parent, *_ = path.read_text().rsplit(")", 1)[1].split()
            if int(parent) == pid:
                yield int(path.parent.name)


def _digest(path: Path) -> str:
    """The SHA-256 of a file; empty where it is not there."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _ordinal(path: Path) -> int:
    """The number of the published build; 0 where there is none."""
    build = last_build(path)
    return build.ordinal if build else 0


def main(kind: str, number: int, seed: int) -> int:
    """Run the kills, print what came of them, and return the exit code."""
    small = work_database()
    if kind == "publication" and not small.is_file():
        sys.exit(f"there is no work file at {shown(small)}: run `parley build --force` first")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        is_small = kind == "publication"
        place = of_work_file(folder, small) if is_small else of_corpus(folder, is_daily=kind == "daily")
        tally = kill(place, number, seed, every=1 if place.is_daily else EVERY)
        if kind == "build":
            kill_at_boundaries(place, STEPS, tally)
    print("| kind | seed | killed | ended before the kill | as it was | new and whole | run to the end | lost |")
    print("|" + " --- |" * 8)
    counts = (tally.killed, tally.too_late, tally.as_it_was, tally.new, tally.ended, len(tally.lost))
    print(f"| {kind} | {seed} | " + " | ".join(map(str, counts)) + " |")
    if kind == "daily":
        print(f"{tally.daily} of those that ran to the end built only what had changed")
    for line in tally.lost:
        print(f"lost: {line}")
    return 1 if tally.lost else 0


if __name__ == "__main__":
    words = [*sys.argv[1:], *("build", "100", "1")[len(sys.argv) - 1 :]]
    sys.exit(main(words[0], int(words[1]), int(words[2])))
