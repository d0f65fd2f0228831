"""What a worker of dbt tells while it runs, and what a person is told when it fails; the same for every target."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ingest.problems import counted
from parley import paths
from parley.failure import Failure
from parley.progress import Step
from parley.workers import Worker


def followed(worker: Worker, step: Step) -> dict[str, Any]:
    """Let a worker build, and show its progress.

    Args:
        worker: of `parley.dbt_worker` or `parley.spark_worker`.
        step: counts the nodes that have ended.

    Returns:
        What the worker told last; empty where it died before it told anything.
    """
    last: dict[str, Any] = {}
    for line in worker.work("build"):
        last = json.loads(line)
        step.done, step.total = last.get("node", 0), last["nodes"]
    return last


def failure(last: dict[str, Any], worker: Worker, remedy: str) -> Failure:
    """Why the models were not built.

    Args:
        last: what the worker told last.
        worker: the worker; its errors count where it told nothing.
        remedy: what to do about it.
    """
    failures = last.get("failures", [])
    return Failure(
        "models",
        f"{counted(len(failures), 'node')} of dbt failed" if failures else "dbt did not finish",
        details="\n\n".join(map(_failed_node, failures)) or last.get("error") or reason(worker.errors()),
        remedy=remedy,
    )


def _failed_node(failure: dict[str, str]) -> str:
    """One failed node as a reader needs it: which, where, what dbt says of it."""
    told = [f"{failure['node']} ({failure['status']})", f"  in {failure['file']}"]
    told += [f"  {line}" for line in failure["message"].splitlines()]
    if failure["sql"]:
        told.append(f"  the statement: {paths.shown(Path(failure['sql']))}")
    return "\n".join(told)


def reason(errors: str) -> str:
    """What a worker wrote before it died, without the lines of a traceback that are about its code."""
    mark = "Traceback (most recent call last):"
    if mark not in errors:
        return errors
    head, tail = errors.partition(mark)[0].strip(), errors.rpartition(mark)[2]
    return "\n".join(filter(None, [head, *(line for line in tail.splitlines() if line[:1] not in (" ", ""))]))
