"""The child process that runs dbt for a build: `python -m parley.dbt_worker`.

Imports dbt, prints `ready`, waits for a line on standard input, and runs `dbt build` without unit tests (they are
logic on invented rows and run in `make test`). Prints one JSON object per line: `{"node": 3, "nodes": 80}` as nodes
end, then `{"nodes": 80, "failures": [{"node", "file", "status", "message", "sql"}], "error": null}`.
Exit code 0 if every node passed, else 1.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from parley import paths, remains
from parley.workers import READY

_READ = ("LogStartLine", "NodeFinished")
_FAILED = ("error", "fail", "runtime error", "partial success")


def main() -> int:
    """Run dbt once, as told above."""
    # Half a million objects of dbt live as long as the process: looking through them again and again costs a tenth.
    gc.disable()
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever dbt prints goes to standard error, so that the lines above stay whole

    def say(line: str) -> None:
        out.write(line + "\n")
        out.flush()

    say(READY)
    if not sys.stdin.readline():
        return 1
    threading.Thread(target=end_with_parent, daemon=True).start()
    _drop_unread_events()
    progress = Progress(say)
    result = dbtRunner(callbacks=[progress]).invoke(_arguments())
    # dbt keeps DuckDB's exclusive lock on the file after it is done, unless the environment itself is closed.
    connections: Any = DuckDBConnectionManager
    if connections._ENV:
        connections._ENV.close()
    connections.close_all_connections()
    results = results_of(result)
    if result.success:
        _keep_statements(results)
    say(json.dumps(told(result) | {"seconds": progress.seconds | _seconds(results)}))
    return 0 if result.success else 1


def results_of(result: Any) -> list[Any]:
    """What dbt says of each node; empty where it did not come so far."""
    return list(getattr(result.result, "results", None) or [])


def told(result: Any) -> dict[str, Any]:
    """How a run of dbt ended: nodes, failures, error."""
    results = results_of(result)
    failures = [_failed(entry) for entry in results if str(entry.status) in _FAILED]
    error = None if result.exception is None else str(result.exception)
    return {"nodes": len(results), "failures": failures, "error": error}


def _seconds(results: Iterable[Any]) -> dict[str, float]:
    """How long the nodes of each kind took together."""
    seconds: dict[str, float] = {}
    for entry in results:
        kind = f"{entry.node.resource_type}s"
        seconds[kind] = seconds.get(kind, 0.0) + entry.execution_time
    return {kind: round(value, 3) for kind, value in seconds.items()}


def _keep_statements(results: Iterable[Any]) -> None:
    """Keep what was sent to the database for each model and test; if it cannot be, the next build is made in full."""
    path = remains.statements_of(paths.work_database())
    path.unlink(missing_ok=True)
    nodes = [entry.node for entry in results if entry.node.resource_type in ("model", "test")]
    with suppress(OSError):
        remains.write_statements(path, map(_node, nodes))


def _node(node: Any) -> remains.Node:
    """A model or test of dbt, with the statement that dbt has written beside its other artifacts."""
    is_test = node.resource_type == "test"
    return remains.Node(
        node_id=node.unique_id,
        name=node.name,
        kind="test" if is_test else str(node.config.materialized),
        relation="" if is_test else f'"{node.schema}"."{node.alias}"',
        needs=tuple(node.depends_on.nodes),
        stops=is_test and node.config.severity.upper() == "ERROR",
        statement=Path(paths.ROOT, node.build_path).read_text(encoding="utf-8"),
    )


def _arguments() -> list[str]:
    """The command line of dbt: everything but unit tests, at a fixed target so that parsing is partial.

    No log, which costs a seventh of the time: what failed is told by the results, and `dbt build` tells the rest.
    """
    return [
        "--log-level",
        "none",
        "--log-level-file",
        "none",
        "--no-write-json",
        "build",
        "--target-path",
        str(paths.dbt_target()),
        "--exclude-resource-type",
        "unit_test",
    ]


def _drop_unread_events() -> None:
    """Let dbt drop the thousands of events that nobody reads before it renders them: a twelfth of its CPU time.

    What failed is told by the results, or by the exception where there are none.
    """
    from dbt_common.events.event_manager import EventManager
    from dbt_common.events.event_manager_client import ctx_set_event_manager

    class ReadEvents(EventManager):
        """Passes on what `Progress` reads."""

        def fire_event(self, e: Any, *arguments: Any, **options: Any) -> None:
            if type(e).__name__ in _READ:
                super().fire_event(e, *arguments, **options)

    ctx_set_event_manager(ReadEvents())


class Progress:
    """Tells how many nodes have ended, from dbt's own events; `seconds` has how long it took until the first began."""

    def __init__(self, say: Any) -> None:
        self._say = say
        self._total = 0
        self._ended = 0
        self._began = time.perf_counter()
        self.seconds = {"parse": 0.0}

    def __call__(self, event: Any) -> None:
        """Take one event of dbt's."""
        if event.info.name == "LogStartLine":
            if not self._total:
                self.seconds["parse"] = round(time.perf_counter() - self._began, 3)
            self._total = event.data.total
        elif event.info.name == "NodeFinished":
            self._ended += 1
            self._say(json.dumps({"node": self._ended, "nodes": self._total}))


def _failed(entry: Any) -> dict[str, str]:
    """One failed node, as a reader needs it."""
    return {
        "node": entry.node.name,
        "file": entry.node.original_file_path,
        "status": str(entry.status),
        "message": (entry.message or "").strip(),
        "sql": getattr(entry.node, "compiled_path", None) or "",
    }


def end_with_parent() -> None:
    """Exit when the build dies: its end of the pipe closes, and nobody waits for the result."""
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # DuckDB's bindings complain at a normal exit about references that dbt keeps
