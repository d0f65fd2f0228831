"""Measure Parley's daily way against what a user would pick instead, on one job: `python -m benchmarks.peers FILE …`.

Each FILE is a work file with int_claims__described and int_claim_readings__bounded (`dbt build --select
+int_claims__described +int_claim_readings__bounded`); without one, that of the last build. The claims that have a plain
interval are written to Parquet; each peer reads that file and writes the answers, in a process of its own, by turns:
time from its start to its end, and the most memory that it held. All answers must be the same, row for row.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from benchmarks.peers import by_parley, by_sqlmesh
from benchmarks.peers.job import COLUMNS
from benchmarks.record import Ratio, keep
from parley import paths

ROUNDS = 5
SQLMESH = paths.ROOT / ".venv-sqlmesh"

_CLAIMS = """
copy (
    select
        claims.question_id, claims.document_id, readings.compared_low as low,
        readings.compared_high as high, readings.compared_low_open as low_open, readings.compared_high_open as high_open
    from intermediate.int_claims__described as claims
    inner join intermediate.int_claim_readings__bounded as readings on claims.claim_id = readings.claim_id
    where
        readings.tolerance = 0.10 and readings.is_literal and readings.has_interval
        and not claims.is_denied and not claims.is_silent and claims.value_type != 'identity'
    order by claims.document_id, claims.claim_id
) to '{file}' (format parquet)
"""

# Questions whose every claim is compared by its interval alone: there Parley's own marts must say the same.
_OF_THE_MARTS = """
select answers.question_id, answers.low, answers.high, answers.n_agree, answers.n_compatible, answers.n_conflict
from marts.fct_answers as answers
where
    answers.value_type in ('count', 'duration', 'share') and answers.stage != 'stock' and answers.n_not_comparable = 0
    and answers.n_denied = 0 and answers.n_silent = 0 and answers.n_assuming = 0 and answers.basis is null
"""


class Contest:
    """The peers on one file of claims, in a folder of their own."""

    def __init__(self, work: Path, folder: Path) -> None:
        self.claims, self._folder = folder / "claims.parquet", folder
        with duckdb.connect(str(work), read_only=True) as connection:
            connection.execute(_CLAIMS.format(file=self.claims))
            counts = "select count(*), count(distinct question_id), count(distinct document_id) from {}"
            held = connection.execute(counts.format(f"'{self.claims}'")).fetchone()
        assert held is not None
        self.size = "{:,} claims, {:,} questions, {:,} documents".format(*held)
        by_parley.prepare(str(self.claims), folder / "kept.duckdb")
        self._python = by_sqlmesh.environment(SQLMESH)
        self.peers: Mapping[str, Callable[[], tuple[float, float]]] = {
            "Parley": self._parley,
            "pandas": lambda: self._module("by_pandas"),
            "SQL by hand": lambda: self._module("by_hand"),
            "SQLMesh": self._sqlmesh,
        }

    def answers(self, peer: str) -> list[tuple[object, ...]]:
        """What a peer has written, sorted."""
        if peer == "SQLMesh":
            with duckdb.connect(str(self._folder / "mesh" / "answers.duckdb"), read_only=True) as connection:
                return connection.execute(f"{by_sqlmesh.answers_query()} order by all").fetchall()
        query = f"select {', '.join(COLUMNS)} from '{self._file(peer)}' order by all"
        with duckdb.connect() as connection:
            rows = connection.execute(query).fetchall()
        return [tuple(None if value != value else value for value in row) for row in rows]

    def _file(self, peer: str) -> Path:
        names = {"Parley": "by_parley", "pandas": "by_pandas", "SQL by hand": "by_hand"}
        return self._folder / f"{names[peer]}.parquet"

    def _module(self, name: str, *arguments: str) -> tuple[float, float]:
        files = [str(self.claims), str(self._folder / f"{name}.parquet")]
        return run([sys.executable, "-m", f"benchmarks.peers.{name}", *files, *arguments])

    def _parley(self) -> tuple[float, float]:
        work = shutil.copy(self._folder / "kept.duckdb", self._folder / "work.duckdb")
        return self._module("by_parley", str(work))

    def _sqlmesh(self) -> tuple[float, float]:
        folder = self._folder / "mesh"
        shutil.rmtree(folder, ignore_errors=True)
        by_sqlmesh.project(self.claims, folder)
        command = [str(self._python.with_name("sqlmesh")), "--paths", str(folder), "plan"]
        return run([*command, "--auto-apply", "--no-prompts"])


def run(command: list[str]) -> tuple[float, float]:
    """Run a command to its end: seconds, and the most memory that it held, in MB."""
    started = time.perf_counter()
    held = 0.0
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            cwd=paths.ROOT,
            stdout=output,
            stderr=output,
            env={**os.environ, "DO_NOT_TRACK": "1", "MAX_FORK_WORKERS": "1"},
        )
        while process.poll() is None:
            held = _most_held(process.pid) or held
            time.sleep(0.01)
        seconds = time.perf_counter() - started
        if process.returncode:
            output.seek(0)
            raise RuntimeError(f"{command}: {output.read().decode(errors='replace')}")
    return seconds, held


def _most_held(pid: int) -> float:
    """The most memory that a process has held so far, in MB: what `getrusage` tells counts what its parent held too."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def contest(work: Path, rounds: int) -> list[Ratio]:
    """All rounds on one work file; the rows of the table."""
    with tempfile.TemporaryDirectory() as folder:
        held = Contest(work, Path(folder))
        seen: dict[str, list[tuple[float, float]]] = {peer: [] for peer in held.peers}
        for number in range(rounds):
            for peer, measure in held.peers.items():
                seen[peer].append(measure())
            print(held.size, number + 1, {peer: values[-1] for peer, values in seen.items()}, flush=True)
        ours = held.answers("Parley")
        for peer in held.peers:
            if held.answers(peer) != ours:
                raise RuntimeError(f"{peer} and Parley do not agree")
        n_same = _agreeing(work, ours)
    seconds = {peer: statistics.median(second for second, _ in values) for peer, values in seen.items()}
    memory = {peer: statistics.median(megabytes for _, megabytes in values) for peer, values in seen.items()}
    print({"agree with fct_answers": n_same, "seconds": seconds, "MB": memory})
    note = (
        f"all answers agree; on {n_same} plain questions with marts.fct_answers too" if n_same else "all answers agree"
    )
    return [
        row for peer in held.peers if peer != "Parley" for row in _rows(peer, held.size, seconds, memory, rounds, note)
    ]


def _rows(
    peer: str, size: str, seconds: Mapping[str, float], memory: Mapping[str, float], rounds: int, note: str
) -> list[Ratio]:
    """Time and memory against one peer."""
    target = None if peer == "SQL by hand" else 1.0
    job = "the job in Parley's daily way"
    return [
        Ratio(
            part="daily loop",
            what=f"{job}: time",
            peer=f"the job in {peer}",
            size=size,
            ratio=seconds["Parley"] / seconds[peer],
            target=target,
            seconds=seconds["Parley"],
            peer_seconds=seconds[peer],
            rounds=rounds,
            note=note,
        ),
        Ratio(
            part="daily loop",
            what=f"{job}: most memory",
            peer=f"the job in {peer}",
            size=size,
            ratio=memory["Parley"] / memory[peer],
            target=target,
            rounds=rounds,
            note=f"{memory['Parley']:,.0f} MB against {memory[peer]:,.0f} MB",
        ),
    ]


def _agreeing(work: Path, answers: list[tuple[object, ...]]) -> int:
    """On how many plain questions the marts of the work file say the same (else an error); 0 without marts."""
    told = {row[0]: row for row in answers}
    places = [COLUMNS.index(name) for name in ("low", "high", "n_agree", "n_compatible", "n_conflict")]
    with duckdb.connect(str(work), read_only=True) as connection:
        found = connection.execute("select 1 from duckdb_tables() where table_name = 'fct_answers'").fetchone()
        rows = connection.execute(_OF_THE_MARTS).fetchall() if found else []
    for question_id, *said in rows:
        if question_id in told and [told[question_id][place] for place in places] != said:
            raise RuntimeError(f"{question_id}: {told[question_id]} is not what the marts say: {said}")
    return sum(question_id in told for question_id, *_ in rows)


def main(works: list[str]) -> None:
    """One contest for each work file, and all rows kept."""
    files = [Path(work) for work in works] or [paths.work_database()]
    keep("peers", [row for file in files for row in contest(file, ROUNDS)])


if __name__ == "__main__":
    main(sys.argv[1:])
