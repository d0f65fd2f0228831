"""`python -m expectations`: run the checks on the work file, write checks.results, print what failed.

Exit code 0: no critical check failed; 1: one did; 2: wrong use, or a file that cannot be judged, with the reason on
standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from expectations import documentation, report
from expectations.imports import hasten
from expectations.results import Unusable, evaluate, require_usable
from expectations.suites import SUITES
from parley import paths

READY = "ready"


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks.

    Args:
        arguments: without the program's name; None for the process's own.

    Returns:
        The exit code, as told above.
    """
    options = _parser().parse_args(arguments)
    if options.list:
        print("\n".join(report.listing(SUITES)))
        return 0
    if options.docs:
        documentation.write(SUITES)
        print(paths.shown(documentation.PAGE))
        return 0
    return _run(options.database, wait=options.wait)


def _parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m expectations",
        description="Check whether the figures of the work file look as real figures do (docs/checks.md).",
        epilog="Exit code: 0 no critical check failed, 1 one did, 2 the file cannot be judged.",
    )
    parser.add_argument(
        "--database",
        type=Path,
        metavar="FILE",
        default=paths.work_database(),
        help=f"the work file to check and to write checks.results into (default: {paths.shown(paths.work_database())})",
    )
    parser.add_argument(
        "--wait",
        action="store_true",
        help=f"import everything, print '{READY}', and start when standard input brings a line with the file's path",
    )
    parser.add_argument("--docs", action="store_true", help="write docs/checks.md from the checks, and end")
    parser.add_argument("--list", action="store_true", help="list the checks, and end")
    return parser


def _run(database: Path, *, wait: bool) -> int:
    """Evaluate, write, print; the exit code."""
    try:
        if not wait:
            require_usable(database, SUITES)  # before the slow import
        from expectations import run

        if wait:
            print(READY, flush=True)
            line = sys.stdin.readline()
            if not line:
                return _unusable("no file was named on standard input")
            database = Path(line.strip())
        results = evaluate(database, SUITES, run.verdicts)
    except Unusable as unusable:
        return _unusable(str(unusable))
    print("\n".join(report.summary(results)))
    return int(any(not result.success and result.severity == "critical" for result in results))


def _unusable(message: str) -> int:
    """Tell why nothing can be judged; exit code 2."""
    print(f"expectations: {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    hasten()
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # a normal exit with Great Expectations loaded takes a second, for which a build would wait
