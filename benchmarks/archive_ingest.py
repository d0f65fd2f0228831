"""Ingest on an archive: each stage against its floor, the whole against its stages, memory, disk and growth.

    python -m benchmarks.archive_ingest 100000                                 # stages; needs cc and rg on the PATH
    python -m benchmarks.archive_ingest --sizes 1000,10000,100000,1000000  # growth

The corpora are made where there are none (warehouse/benchmarks/<n>). Growth is told in processor seconds, so that what
else the machine does at the time does not count.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import click
import duckdb
import numpy as np
import polars as pl

from benchmarks import record
from benchmarks.archive_stages import Sample
from benchmarks.corpus import Plan, write
from ingest import numerals, pipeline
from ingest.load import Loader
from parley import paths

NAME = "archive_ingest"
DATA = paths.ROOT / "warehouse" / "benchmarks"
_GROWING = ("texts", "claims", "numerals", "claim_numerals", "dismissals")


def made(documents: int) -> Path:
    """The folder of the generated corpus of that size, written if it is not there."""
    folder = DATA / str(documents)
    if not (folder / "documents.csv").exists():
        write(Plan(documents=documents), folder)
    return folder


class Floors:
    """The peers of the text stages: memmem in C, and ripgrep."""

    def __init__(self, sample: Sample, folder: Path) -> None:
        self._searches = _searches(sample, folder)
        self._text, self._pattern = folder / "texts.txt", folder / "pattern"
        self._text.write_text("".join("".join(rows["text"]) for rows in sample.editions), encoding="utf-8")
        self._pattern.write_text(numerals.RUNS + "\n", encoding="utf-8")

    def memmem(self) -> int:
        """The first place of every phrase in its text."""
        return sum(search() for search in self._searches)

    def ripgrep(self) -> int:
        """The number of matches of the pattern of numerals."""
        command = ["rg", "--no-config", "--multiline", "--count-matches", "-f", str(self._pattern), str(self._text)]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _searches(sample: Sample, folder: Path) -> list[Callable[[], int]]:
    """One call of C per shard, its arrays prepared."""
    library, source = folder / "memmem.so", Path(__file__).with_name("memmem.c")
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", str(library), str(source)], check=True)
    search = ctypes.CDLL(str(library)).search
    search.restype = ctypes.c_int64
    calls = []
    for texts, phrases in zip(sample.editions, sample.phrases, strict=True):
        wide, length = (rows.str.len_bytes().to_numpy().astype(np.int64) for rows in (texts["text"], phrases["phrase"]))
        number, begin = phrases["edition_no"].to_numpy(), np.cumsum(wide) - wide
        arrays = [np.ascontiguousarray(a) for a in (begin[number], wide[number], np.cumsum(length) - length, length)]
        calls.append(_bound(search, "".join(texts["text"]).encode(), "".join(phrases["phrase"]).encode(), arrays))
    return calls


def _bound(search: Callable[..., int], texts: bytes, quotes: bytes, arrays: list[np.ndarray]) -> Callable[[], int]:
    def call() -> int:
        pointers = [array.ctypes.data_as(ctypes.c_void_p) for array in arrays]
        return int(search(texts, quotes, ctypes.c_int64(len(arrays[0])), *pointers))

    return call


def _frames(database: Path) -> dict[str, pl.DataFrame]:
    """The tables of a work file that grow with the corpus, as frames."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return {name: connection.sql(f"select * from raw.{name}").pl() for name in _GROWING}


def _created(frames: dict[str, pl.DataFrame], target: Path) -> None:
    """One `create table as` for each frame, in one file: the floor of loading."""
    target.unlink(missing_ok=True)
    with duckdb.connect(str(target), config={"storage_compatibility_version": "v1.5.0"}) as connection:
        connection.execute("begin")
        for name, rows in frames.items():
            connection.register("incoming", rows)
            connection.execute(f"create table {name} as select * from incoming")
        connection.execute("commit")
        connection.execute("checkpoint")


def _loaded(frames: dict[str, pl.DataFrame], target: Path, n_shards: int) -> None:
    """The same rows by the loader of ingest, in as many pieces as there are shards."""
    loader = Loader(target)
    for number in range(n_shards):
        for name, rows in frames.items():
            size = -(-rows.height // n_shards)
            loader.append(name, rows.slice(number * size, size))
    loader.publish()


def ratios(documents: int, rounds: int) -> Iterator[record.Ratio]:
    """Stages against floors, and the whole against its stages, at one size."""
    folder = made(documents)
    sample = Sample(folder)

    def ratio(what: str, peer: str, mine: float, other: float, target: float, note: str = "") -> record.Ratio:
        size = f"{documents:,} documents, {sum(t['claims'].height for t in sample.tables):,} claims"
        return record.Ratio(
            part="archive", what=what, peer=peer, size=size, ratio=mine / other, target=target,
            seconds=mine, peer_seconds=other, rounds=rounds, note=note,
        )  # fmt: skip

    with tempfile.TemporaryDirectory(dir=DATA) as scratch:
        floors = Floors(sample, Path(scratch))
        seen = record.alternated({"mine": sample.anchored, "other": floors.memmem}, rounds)
        what = "anchoring: all places of all quotes, text folded, in code points, with what they cut"
        peer, note = "memmem in C for the first place, text as it is", "two threads against one"
        yield ratio(what, peer, seen["mine"], seen["other"], 4, note)
        seen = record.alternated({"mine": sample.counted, "other": floors.ripgrep}, rounds)
        yield ratio("finding numerals, with their places", "rg --count-matches", seen["mine"], seen["other"], 2.5)

        work, floor = Path(scratch) / "work.duckdb", Path(scratch) / "floor.duckdb"
        done = sample.texts()
        sample.write(done, work)
        frames, n_shards = _frames(work), len(sample.shards)
        loads = {
            "mine": partial(_loaded, frames, work, n_shards),
            "other": partial(_created, frames, floor),
        }
        seen = record.alternated(loads, rounds)
        yield ratio("loading, shard by shard", "one create table as for each frame", seen["mine"], seen["other"], 1.3)
        del frames, loads
        stages: dict[str, Callable[[], object]] = {
            "read": sample.read,
            "ids": sample.ids,
            "rows": sample.rows,
            "texts": sample.texts,
            "load": lambda: sample.write(done, work),
        }
        seen = record.alternated({**stages, "whole": lambda: pipeline.run(folder, None, work, False)}, rounds)
        note = ", ".join(f"{name} {seen[name]:.3g} s" for name in stages)
        bare = sum(seen[name] for name in stages)
        yield ratio("the whole ingest", "its stages run bare", seen["whole"], bare, 1.5, note)


def _point(documents: int) -> dict[str, float]:
    """What one ingest of so many documents took; one of the same code that was kept is not made anew.

    The largest takes an hour, so each is kept beside the corpora as soon as it is done.
    """
    code = b"".join(path.read_bytes() for path in sorted((paths.ROOT / "ingest").glob("*.py")))
    kept = DATA / f"growth_{documents}_{hashlib.sha256(code).hexdigest()[:12]}.json"
    if not kept.exists():
        command = [sys.executable, "-m", "benchmarks.archive_ingest", "--one", str(made(documents))]
        kept.write_bytes(subprocess.check_output(command))
    seen: dict[str, float] = json.loads(kept.read_text(encoding="utf-8"))
    return seen


def growth(sizes: list[int]) -> Iterator[record.Ratio]:
    """The whole at several sizes, each in a process of its own: memory, disk, and the exponent of time."""
    seen = [_point(documents) for documents in sizes]
    exponent = float(np.polyfit(np.log(sizes), np.log([run["seconds"] for run in seen]), 1)[0])
    told = [f"{n:,}: {run['seconds']:.3g} s, {run['gigabytes']:.2f} GB" for n, run in zip(sizes, seen, strict=True)]
    for what, peer, value, target, note in (
        ("growth of ingest's processor time, exponent of n", f"{sizes[0]:,} documents", exponent, 1.05, told),
        ("memory of ingest at most, gigabytes resident", "", seen[-1]["gigabytes"], 1.5, []),
        ("size of the work file", "the bytes of the texts", seen[-1]["disk"], 1.5, []),
    ):
        yield record.Ratio(
            part="archive", what=what, peer=peer, size=f"{sizes[-1]:,} documents", ratio=value, target=target,
            rounds=1, note="; ".join(note),
        )  # fmt: skip


def _one(folder: Path) -> None:
    """One ingest in this process: prints its processor seconds, peak memory and the size of its file by its text."""
    with tempfile.TemporaryDirectory(dir=DATA) as scratch:
        database = Path(scratch) / "work.duckdb"
        pipeline.run(folder, None, database, False)
        used = resource.getrusage(resource.RUSAGE_SELF)
        with duckdb.connect(str(database), read_only=True) as connection:
            n_bytes = connection.execute("select sum(strlen(text)) from raw.texts").fetchall()[0][0]
        seconds, size = used.ru_utime + used.ru_stime, database.stat().st_size
        print(json.dumps({"seconds": seconds, "gigabytes": used.ru_maxrss / 1e6, "disk": size / n_bytes}))


@click.command()
@click.argument("documents", type=int, default=100_000)
@click.option("--sizes", help="Sizes for growth, with commas, in place of stages against floors: 1000,10000,100000")
@click.option("--rounds", default=5, show_default=True)
@click.option("--one", type=click.Path(path_type=Path), help="One whole ingest of this corpus, for growth.")
def main(documents: int, sizes: str | None, rounds: int, one: Path | None) -> None:
    """Measure the stages of ingest on a generated corpus of so many DOCUMENTS, or its growth, and keep the rows."""
    DATA.mkdir(parents=True, exist_ok=True)
    if one:
        _one(one)
    elif sizes:
        record.keep(f"{NAME}_growth", growth([int(size) for size in sizes.split(",")]))
    else:
        record.keep(NAME, ratios(documents, rounds))


if __name__ == "__main__":
    main()
