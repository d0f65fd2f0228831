"""One build: ingest, models, checks, publish; or nothing at all where nothing has changed.

dbt and the expectations run in a process each, started early: dbt imports while ingest works, Great Expectations
while dbt does. Where only the corpus has changed, dbt is not asked: what depends on the change is built by the
statements that it ran last time (`parley.rebuild`), and Great Expectations imports while ingest works.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Never

from rich.console import Console

from ingest import report
from ingest.problems import count_line, counted
from parley import dbt_told, paths, remains, timings
from parley.failure import Failure
from parley.history import keep_number
from parley.inputs import Inputs, Listed, digest_of
from parley.lock import only_build
from parley.progress import Step, Steps
from parley.publish import clear_leftovers, publish
from parley.rebuild import Doubt, Rebuilt, rebuild
from parley.signature import Build, last_build
from parley.workers import Worker


@dataclass(frozen=True)
class Outcome:
    """How a build ended.

    Attributes:
        unchanged: the build that the published file came from, where nothing had changed since; else None.
        seconds: how long it took.
    """

    unchanged: Build | None
    seconds: float


def build(inputs: Inputs, console: Console, *, force: bool = False) -> Outcome:
    """Build and publish, unless the published file was built from the same inputs.

    Args:
        inputs: what to build from.
        console: where to show the steps.
        force: build even if nothing has changed.

    Returns:
        How it ended.

    Raises:
        Failure: a step failed, or another build is running; the published file is as it was.
    """
    started = time.perf_counter()
    work, target = paths.work_database(), paths.published()
    keep = keep_number()
    with ended_by_signals(), only_build(work.parent, target.parent):
        clear(inputs, work, target)
        with timings.span("compare inputs"):
            content = inputs.content(paths.hash_cache())
            last = last_build(target)
            unchanged = None if force else _same(inputs.fingerprint(content), last)
        if unchanged is None:
            left = "--force was given" if force else remains.usable(work, last, inputs.whole(content))
            _run(inputs, content, console, started, keep, left)
    return Outcome(unchanged, time.perf_counter() - started)


def _same(fingerprint: str, last: Build | None) -> Build | None:
    """The build of the published file, if it came from these inputs."""
    return last if last and last.inputs_sha256 == fingerprint else None


def clear(inputs: Inputs, work: Path, target: Path | None = None) -> None:
    """Remove what killed builds left: drafts of the files that a build writes whole and then renames.

    target: the published file; None where the build publishes none.
    """
    try:
        if target:
            clear_leftovers(target)
        for folder, pattern in (
            (work.parent, f".*{work.name}.*.tmp*"),
            (work.parent, f"{paths.hash_cache().stem}.*.tmp"),
            (inputs.corpus, ".*.csv.*.tmp"),
        ):
            for leftover in folder.glob(pattern):
                leftover.unlink(missing_ok=True)
    except OSError as error:
        raise Failure(
            "build",
            "what a killed build left cannot be removed",
            details=f"{paths.shown(Path(error.filename or work))}: {error.strerror or error}",
            remedy="make the folder writable, or remove the file",
        ) from error


def _run(
    inputs: Inputs, content: Listed, console: Console, started: float, keep: int, left: list[remains.Node] | str
) -> None:
    """All steps in order.

    Args:
        inputs: what to build from.
        content: the inputs as they stood at the beginning.
        console: where to show the steps.
        started: when the build began.
        keep: how many good builds are kept.
        left: the statements of the last build, to be run anew where the corpus has changed; or why all is to be built.
    """
    work, target = paths.work_database(), paths.published()
    fresh = work.with_name(f".{work.name}.raw.tmp")
    with ExitStack() as workers, Steps(console, "ingest", "models", "checks", "publish") as steps:
        workers.callback(fresh.unlink, missing_ok=True)
        dbt = checks = None
        if isinstance(left, str):
            dbt = workers.enter_context(Worker("parley.dbt_worker"))
        else:
            checks = workers.enter_context(Worker("expectations", "--wait"))
        with steps.run("ingest") as step:
            if dbt:
                remains.forget(work)
            load_id = ingested(inputs, work if dbt else fresh, step)
            listed = inputs.whole(content)
        # Has time to spare until the models are done; while ingest runs beside dbt, two cores are busy already.
        checks = checks or workers.enter_context(Worker("expectations", "--wait"))
        with steps.run("models") as step:
            rebuilt = None if isinstance(left, str) else _again(left, work, fresh, step)
            if isinstance(rebuilt, str):
                left = rebuilt
                fresh.replace(work)
                paths.wal(work).unlink(missing_ok=True)
            if isinstance(left, str):
                timings.remark(f"built in full: {left}")
                _models(dbt or workers.enter_context(Worker("parley.dbt_worker")), step)
        with steps.run("checks") as step:
            if isinstance(rebuilt, Rebuilt) and not rebuilt.is_of_figures:
                step.note = "nothing that they read has changed: as found before"
            else:
                _checks(checks, work, step)
        with steps.run("publish") as step:
            warning = publish(
                work,
                target,
                inputs=digest_of(listed),
                seconds=time.perf_counter() - started,
                load_id=load_id,
                listed=listed,
                keep=keep,
            )
            step.note = paths.shown(target) + (f"; {warning}" if warning else "")
        remains.recorded(work, listed)


def _again(nodes: list[remains.Node], work: Path, fresh: Path, step: Step) -> Rebuilt | str:
    """Build anew what depends on a change; or, in words, why all must be built."""

    def told(done: int, total: int) -> None:
        step.done, step.total = done, total

    remains.forget(work)
    try:
        rebuilt = rebuild(work, fresh, nodes, told)
    except Doubt as doubt:
        return str(doubt)
    sources = ", ".join(f"raw.{name}" for name in rebuilt.sources)
    step.note = f"{len(rebuilt.nodes):,} of {counted(len(nodes), 'node')} built again"
    timings.remark(f"built again: what reads {sources}" if sources else "no raw table has changed")
    return rebuilt


def ingested(inputs: Inputs, work: Path, step: Step) -> str:
    """Read the corpus into schema raw of a file.

    Args:
        inputs: what to read.
        work: the file.
        step: shows how much was read.

    Returns:
        The id of the load.

    Raises:
        Failure: the corpus is refused, or the file cannot be written.
    """
    import duckdb

    import ingest

    step.note = "reading the corpus"
    try:
        loaded = ingest.run(inputs.corpus, inputs.originals, work, inputs.quarantine)
    except ingest.CorpusRefused as refused:
        raise Failure(
            "ingest",
            f"the corpus cannot be loaded: {count_line(refused.problems)}",
            details=report.problem_text(refused.problems),
            remedy="mend these lines and build again, or set them aside with --quarantine",
        ) from refused
    except (duckdb.Error, OSError) as error:
        raise Failure(
            "ingest",
            f"the corpus cannot be read, or {paths.shown(work)} cannot be written",
            details=str(error),
            remedy="close the program that has the work file open (a dbt run, a DuckDB client), then build again",
        ) from error
    step.note = f"{counted(loaded.n_documents, 'document')}, {counted(loaded.n_claims, 'claim')}"
    if loaded.n_rejects:
        step.note += f", {counted(loaded.n_rejects, 'row')} set aside (raw.rejects)"
    if loaded.ignored_originals:
        step.note += f"; no document has the hash of {', '.join(loaded.ignored_originals)}"
    return loaded.load_id


def _models(worker: Worker, step: Step) -> None:
    """Run the models and their data tests on the work file."""
    asked = time.perf_counter()
    last = dbt_told.followed(worker, step)
    _keep_times("dbt", worker, asked, "parse, seeds, models, tests")
    kinds = last.get("seconds", {}).items()
    timings.remark("dbt: " + ", ".join(f"{kind} {seconds:.2f} s" for kind, seconds in kinds))
    if worker.returncode != 0:
        raise dbt_told.failure(last, worker, "`dbt build` runs the same on the work file and tells more")
    step.note = f"{counted(step.total, 'node')} of dbt, all passed"


def _checks(worker: Worker, work: Path, step: Step) -> None:
    """Evaluate the expectations on the work file."""
    step.note = "evaluating the expectations"
    asked = time.perf_counter()
    printed = list(worker.work(str(work)))
    _keep_times("checks", worker, asked, "evaluate")
    if worker.returncode != 0:
        found = worker.returncode == 1 and printed
        raise Failure(
            "checks",
            "the figures do not look as they should" if found else "the expectations did not finish",
            details="\n".join(printed) or dbt_told.reason(worker.errors()),
            remedy="docs/checks.md tells for each check what it means and how to mend it"
            if found
            else "check that the disk has room and that no other program holds the work file, then build again",
        )
    step.note = printed[-1].strip() if printed else "all passed"


def _keep_times(process: str, worker: Worker, asked: float, work: str) -> None:
    """Keep when a worker imported and when it worked."""
    now = time.perf_counter()
    ready = worker.ready or now
    timings.add("import", process, worker.started, ready)
    timings.add(work, process, max(asked, ready), now)
    waited = max(ready - asked, 0.0)
    timings.remark(f"{process}: {ready - worker.started - waited:.2f} s of the import lay beside other work")


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let a polite kill end the build as Ctrl-C does, so that it ends its workers too."""

    def end(number: int, frame: FrameType | None) -> Never:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
