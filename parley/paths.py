"""Where everything is: the one place that knows the folders and files of the project.

Three environment variables move what a build writes: PARLEY_WAREHOUSE (the published file), PARLEY_WORK_DATABASE (the
work file, which dbt's profile reads too) and PARLEY_SPARK (the folder of the Spark target). All else is fixed to the
project's folder, so that `parley` works from any current folder.
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
SEEDS = ROOT / "seeds"
DASHBOARD = ROOT / "dashboards" / "app.py"

_DEFAULT_PUBLISHED = ROOT / "warehouse" / "parley.duckdb"
_DEFAULT_WORK = ROOT / "warehouse" / "work.duckdb"
_DEFAULT_SPARK = ROOT / "warehouse" / "spark"


def published() -> Path:
    """The published file, which readers open; only `parley.publish` writes it."""
    return _from_environment("PARLEY_WAREHOUSE", _DEFAULT_PUBLISHED)


def builds(target: Path) -> Path:
    """The folder of the kept builds of a published file: beside it."""
    return target.parent / "builds"


def work_database() -> Path:
    """The work file, which ingest, dbt and the expectations share during a build."""
    return _from_environment("PARLEY_WORK_DATABASE", _DEFAULT_WORK)


def wal(database: Path) -> Path:
    """The write-ahead log that DuckDB keeps beside a database file."""
    return database.with_name(database.name + ".wal")


def dbt_target() -> Path:
    """Where dbt keeps its parsed project: beside the work file if that was moved, so that each keeps its own.

    The path must stay the same from build to build: dbt parses the whole project anew when it changes.
    """
    work = work_database()
    return ROOT / "target" if work == _DEFAULT_WORK else work.parent / "target"


def spark() -> Path:
    """The folder of the Spark target: its work file, the raw layer as Parquet, what Spark builds from it."""
    return _from_environment("PARLEY_SPARK", _DEFAULT_SPARK)


def spark_python() -> Path:
    """The Python that has dbt-spark and PySpark: of an environment of its own, which `make test-spark` makes too."""
    return _from_environment("PARLEY_SPARK_PYTHON", ROOT / ".venv-spark" / "bin" / "python")


def hash_cache() -> Path:
    """The file that remembers the hashes of inputs by size and time of change."""
    return work_database().with_suffix(".inputs.json")


def environment() -> dict[str, str]:
    """Variables that a child process needs to find the same files, whatever its current folder."""
    moved = {"PARLEY_WAREHOUSE": published(), "PARLEY_WORK_DATABASE": work_database()}
    return {name: str(path) for name, path in moved.items() if os.environ.get(name)}


def shown(path: Path) -> str:
    """The path as a reader would type it: relative to the current folder where it is below it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _from_environment(name: str, default: Path) -> Path:
    """The absolute path in an environment variable, or the default where it is unset or empty."""
    value = os.environ.get(name, "")
    return Path(value).expanduser().absolute() if value else default
