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
from typing import Any

from parley import paths
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
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _drop_unread_events()
    result = dbtRunner(callbacks=[_Progress(say)]).invoke(_arguments())
    # dbt keeps DuckDB's exclusive lock on the file after it is done, unless the environment itself is closed.
    connections: Any = DuckDBConnectionManager
    if connections._ENV:
        connections._ENV.close()
    connections.close_all_connections()
    results = list(getattr(result.result, "results", None) or [])
    failures = [_told(entry) for entry in results if str(entry.status) in _FAILED]
    error = None if result.exception is None else str(result.exception)
    say(json.dumps({"nodes": len(results), "failures": failures, "error": error}))
    return 0 if result.success else 1


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
        """Passes on what `_Progress` reads."""

        def fire_event(self, e: Any, *arguments: Any, **options: Any) -> None:
            if type(e).__name__ in _READ:
                super().fire_event(e, *arguments, **options)

    ctx_set_event_manager(ReadEvents())


class _Progress:
    """Tells how many nodes have ended, from dbt's own events."""

    def __init__(self, say: Any) -> None:
        self._say = say
        self._total = 0
        self._ended = 0

    def __call__(self, event: Any) -> None:
        if event.info.name == "LogStartLine":
            self._total = event.data.total
        elif event.info.name == "NodeFinished":
            self._ended += 1
            self._say(json.dumps({"node": self._ended, "nodes": self._total}))


def _told(entry: Any) -> dict[str, str]:
    """One failed node, as a reader needs it."""
    return {
        "node": entry.node.name,
        "file": entry.node.original_file_path,
        "status": str(entry.status),
        "message": (entry.message or "").strip(),
        "sql": getattr(entry.node, "compiled_path", None) or "",
    }


def _end_with_parent() -> None:
    """Exit when the build dies: its end of the pipe closes, and nobody waits for the result."""
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # DuckDB's bindings complain at a normal exit about references that dbt keeps
