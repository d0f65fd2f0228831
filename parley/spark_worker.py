"""The child process that builds on Spark: `python -m parley.spark_worker FOLDER`, run by the Python of .venv-spark.

Starts a Spark session and imports dbt, prints `ready`, waits for a line on standard input, runs `dbt build` on the raw
layer in FOLDER/raw and then the expectations, in the same session. Prints one JSON object per line, as
`parley.dbt_worker` does; the last one also has `checks`: one object per check that does not hold, and `n_checks`.
Exit code 0 if every node passed and no critical check failed, else 1.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from parley import paths, raw_parquet
from parley.dbt_worker import Progress, end_with_parent, results_of, told
from parley.workers import READY


def main() -> int:
    """Build once, as told above."""
    folder = Path(sys.argv[1]).absolute()
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever Spark and dbt print goes to standard error, so that the lines above stay whole

    def say(line: str) -> None:
        out.write(line + "\n")
        out.flush()

    session = _session()
    from dbt.cli.main import dbtRunner

    say(READY)
    if not sys.stdin.readline():
        return 1
    threading.Thread(target=end_with_parent, daemon=True).start()
    target = ["--target", "spark", "--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]
    last = _models(dbtRunner, folder, target, say)
    if not last["failures"] and not last["error"]:
        last |= _checks(session)
    say(json.dumps(last))
    failed = last["failures"] or last["error"] or any(one["severity"] == "critical" for one in last["checks"])
    return int(bool(failed))


def _session() -> Any:
    """The session that dbt will use: whoever asks first makes it, with the settings of profiles.yml."""
    import yaml  # type: ignore[import-untyped]
    from jinja2 import Environment
    from pyspark.sql import SparkSession

    profile = yaml.safe_load((paths.ROOT / "profiles.yml").read_text(encoding="utf-8"))
    settings = profile["parley"]["outputs"]["spark"]["server_side_parameters"]
    builder: Any = SparkSession.builder
    for name, value in settings.items():
        builder = builder.config(name, Environment().from_string(value).render(env_var=os.environ.get))
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _models(runner: Any, folder: Path, target: list[str], say: Callable[[str], None]) -> dict[str, Any]:
    """Make schema raw from the Parquet folders, then run seeds, models and data tests."""
    arguments = {"folder": str(folder / "raw"), "partitioned": list(raw_parquet.PARTITIONED)}
    quiet = ["--log-level", "none", "--log-level-file", "none"]
    made = runner().invoke([*quiet, "run-operation", "raw_from_parquet", "--args", json.dumps(arguments), *target])
    if not made.success:
        messages = [str(entry.message) for entry in results_of(made) if entry.message]
        return {"nodes": 0, "failures": [], "error": str(made.exception or "\n".join(messages) or "no raw layer")}
    result = runner(callbacks=[Progress(say)]).invoke(
        [*quiet, "build", "--exclude-resource-type", "unit_test", *target]
    )
    return told(result)


def _checks(session: Any) -> dict[str, Any]:
    """Judge the expectations; those that do not hold."""
    from expectations.suites import SUITES
    from parley.spark_checks import judged

    found = judged(session, [check for suite in SUITES for check in suite.checks])
    return {"checks": [asdict(one) for one in found if not one.success], "n_checks": len(found)}


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # a normal exit waits for Java, which ends with its parent anyway
