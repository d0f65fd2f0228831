"""The job as a SQLMesh project: the folder that `sqlmesh plan --auto-apply` builds from; only this module writes it.

SQLMesh lives in a virtual environment of its own, which the benchmark makes: what it needs has no place in the lock.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.peers.job import COLUMNS, TABLES, in_schema

VERSION = "sqlmesh==0.236.4"

_CONFIG = """
gateways:
  local:
    connection: {{type: duckdb, database: '{folder}/answers.duckdb'}}
    state_connection: {{type: duckdb, database: '{folder}/state.duckdb'}}
default_gateway: local
disable_anonymized_analytics: true
model_defaults: {{dialect: duckdb, start: 2025-01-01}}
"""


def environment(folder: Path) -> Path:
    """The Python of the environment with SQLMesh, made where it is missing."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "-qq", "install", VERSION], check=True)
        subprocess.run([str(python), "-m", "compileall", "-q", str(folder / "lib")], check=False)
    return python


def project(claims: Path, folder: Path) -> None:
    """Write the project: a full table per statement, an audit of each key, the claims as a view of their file."""
    (folder / "models").mkdir(parents=True)
    (folder / "config.yaml").write_text(_CONFIG.format(folder=folder), encoding="utf-8")
    source = f"select * from read_parquet('{claims}')"
    (folder / "models" / "claims.sql").write_text(_model("claims", "view", source), encoding="utf-8")
    for name, statement in TABLES.items():
        (folder / "models" / f"{name}.sql").write_text(
            _model(name, "full", in_schema(statement, "job")), encoding="utf-8"
        )


def _model(name: str, kind: str, statement: str) -> str:
    """One model file."""
    audits = ", audits (unique_values(columns := (question_id)))" if name not in ("claims", "intervals", "ends") else ""
    return f"model (name job.{name}, kind {kind}{audits});\n{statement}\n"


def answers_query() -> str:
    """What to ask of answers.duckdb for the result."""
    return f"select {', '.join(COLUMNS)} from job.answers"
