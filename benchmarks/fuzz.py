"""Load many mutants of the corpus: each is refused with a reason, or loaded as it stands, and no other row changes.

`python benchmarks/fuzz.py [mutants of files of a document] [mutants of shared tables] [seed]`. Prints a Markdown table;
exits with 1 if a mutant crashed ingest or changed a row silently. Writes only to a temporary folder.

Files of a document (claims/, dismissals/, texts/) are mutated many at a time, each document's by itself, since what is
wrong with one document must not touch another. Every round loads thrice: as it is, which must name mutated documents
alone; without those that it named, which must load; and all of them by quarantine. A file of all documents
(questions.csv, …) is mutated by itself.
"""

from __future__ import annotations

import collections
import random
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import ingest
from benchmarks import oracle
from benchmarks.mutants import mutate
from parley.paths import ROOT

PER_ROUND = 200
FOLDERS = ("claims", "dismissals", "texts")


@dataclass
class Tally:
    """What came of the mutants: refused, loaded; and what must not be."""

    refused: int = 0
    loaded: int = 0
    crashes: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    slowest: float = 0.0

    @property
    def tried(self) -> int:
        """All mutants."""
        return self.refused + self.loaded + len(self.crashes)

    @property
    def is_sound(self) -> bool:
        """No crash, no silent change."""
        return not self.crashes and not self.changes


class Bench:
    """A copy of the corpus to mutate, and what schema raw holds of it unmutated."""

    def __init__(self, folder: Path) -> None:
        self.corpus = folder / "corpus"
        self.database = folder / "work.duckdb"
        shutil.copytree(ROOT / "corpus", self.corpus, ignore=shutil.ignore_patterns("originals"))
        self.load()
        self.before = oracle.Loaded(self.database)
        self.contents = {
            path.relative_to(self.corpus).as_posix(): path.read_bytes()
            for path in sorted(self.corpus.rglob("*"))
            if path.suffix in (".csv", ".txt", ".yml")
        }

    def load(self, quarantine: bool = False) -> ingest.LoadSummary:
        """Load what is on disk."""
        return ingest.run(self.corpus, None, self.database, quarantine)

    def put(self, files: dict[str, bytes]) -> None:
        """The corpus as it was, but for these files."""
        for name, data in self.contents.items():
            path, wanted = self.corpus / name, files.get(name, data)
            if not path.exists() or path.read_bytes() != wanted:
                path.write_bytes(wanted)

    def of_documents(self) -> dict[str, list[str]]:
        """The files of each document."""
        names: dict[str, list[str]] = collections.defaultdict(list)
        for name in self.contents:
            if name.startswith(FOLDERS):
                names[Path(name).stem].append(name)
        return names

    def shared(self) -> list[str]:
        """The files of all documents."""
        return [name for name in self.contents if "/" not in name]


def of_documents(bench: Bench, count: int, seed: int, tally: Tally) -> None:
    """Mutate a file of many documents a round."""
    names = bench.of_documents()
    chance = random.Random(seed)
    left = count
    while left > 0:
        chosen = chance.sample(sorted(names), min(left, PER_ROUND, len(names)))
        left -= len(chosen)
        mutants = {}
        for document_id in chosen:
            name = chance.choice(names[document_id])
            mutants[document_id] = (name, mutate(name, bench.contents[name], chance))
        _round(bench, mutants, tally)


def _round(bench: Bench, mutants: dict[str, tuple[str, bytes]], tally: Tally) -> None:
    """Load the mutants together; where that crashes, half of them at a time, to find the one."""
    if not mutants:
        return
    try:
        sound = _sound(bench, mutants, tally)
        _load_by_quarantine(bench, mutants, tally)
    except Exception as error:
        if len(mutants) == 1:
            [(name, data)] = mutants.values()
            tally.crashes.append(f"{name}: {type(error).__name__}: {error} in {data[:2000]!r}")
            return
        half = len(mutants) // 2
        for some in (list(mutants)[:half], list(mutants)[half:]):
            _round(bench, {d: mutants[d] for d in some}, tally)
        return
    tally.refused += len(mutants) - len(sound)
    tally.loaded += len(sound)


def _sound(bench: Bench, mutants: dict[str, tuple[str, bytes]], tally: Tally) -> dict[str, tuple[str, bytes]]:
    """Those that load, as they stand, while nothing else has changed.

    Nearly all others are named in the first load; some rules (on ids that ended) wait until every row can be read.
    """
    sound = dict(mutants)
    while named := _refused(bench, sound, tally):
        if not named & sound.keys():
            return {}
        sound = {document_id: mutant for document_id, mutant in sound.items() if document_id not in named}
    after = oracle.Loaded(bench.database)
    tally.changes += bench.before.changes_beside(after, set(sound))
    tally.changes += after.differences(dict(sound.values()), bench.contents, rejected=set())
    return sound


def _refused(bench: Bench, mutants: dict[str, tuple[str, bytes]], tally: Tally) -> set[str]:
    """The documents that are named when these mutants are loaded; a problem of another document is a change."""
    bench.put(dict(mutants.values()))
    named = set()
    for problem in _timed(bench, tally):
        document_id = bench.before.document_of(problem.file, problem.line)
        named.add(str(document_id))
        if document_id not in mutants:
            tally.changes.append(f"a problem of another document: {problem}")
        if not problem.problem or not problem.remedy or (problem.line < 1 and problem.problem.startswith("the file ")):
            tally.changes.append(f"no clear message: {problem}")
    return named


def _load_by_quarantine(bench: Bench, mutants: dict[str, tuple[str, bytes]], tally: Tally) -> None:
    """What is loaded stands in the files; what is not is in raw.rejects; other documents are as they were."""
    files = dict(mutants.values())
    bench.put(files)
    started = time.perf_counter()
    bench.load(quarantine=True)
    tally.slowest = max(tally.slowest, time.perf_counter() - started)
    after = oracle.Loaded(bench.database)
    tally.changes += bench.before.changes_beside(after, set(mutants))
    tally.changes += after.differences(files, bench.contents, rejected=after.rejected())


def of_tables(bench: Bench, count: int, seed: int, tally: Tally) -> None:
    """Mutate one file of all documents at a time; by quarantine every fifth time."""
    chance = random.Random(seed)
    for number in range(count):
        name = chance.choice(bench.shared())
        data = mutate(name, bench.contents[name], chance)
        bench.put({name: data})
        try:
            by_quarantine = number % 5 == 4
            problems = _timed(bench, tally, by_quarantine)
        except Exception as error:
            tally.crashes.append(f"{name}: {type(error).__name__}: {error} in {data[:2000]!r}")
            continue
        if problems:
            tally.refused += 1
            continue
        tally.loaded += 1
        after = oracle.Loaded(bench.database)
        tally.changes += after.differences({name: data}, bench.contents, rejected=after.rejected())
        tally.changes += bench.before.changes_of_tables(after, name.removesuffix(".csv"))


def _timed(bench: Bench, tally: Tally, quarantine: bool = False) -> list[ingest.Problem]:
    """The problems of a load, [] if it went through."""
    started = time.perf_counter()
    try:
        bench.load(quarantine)
    except ingest.CorpusRefused as refused:
        return refused.problems
    finally:
        tally.slowest = max(tally.slowest, time.perf_counter() - started)
    return []


def main(of_document: int, of_table: int, seed: int) -> int:
    """Run both, and print what came of them."""
    print("| mutants of | tried | refused | loaded | crashed | other rows changed | slowest load |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    is_sound = True
    for what, run, count in (("a document's files", of_documents, of_document), ("shared tables", of_tables, of_table)):
        tally = Tally()
        with tempfile.TemporaryDirectory() as folder:
            run(Bench(Path(folder)), count, seed, tally)
        numbers = (tally.tried, tally.refused, tally.loaded, len(tally.crashes), len(tally.changes))
        print(f"| {what} | {' | '.join(f'{n:,}' for n in numbers)} | {tally.slowest:.1f} s |", flush=True)
        for said in [*tally.crashes, *tally.changes][:20]:
            print(said, file=sys.stderr)
        is_sound = is_sound and tally.is_sound
    return 0 if is_sound else 1


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [18_000, 2_000, 5][len(numbers) :])))
