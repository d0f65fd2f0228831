"""`python -m tests.spark.many_claims BUILT FOLDER N`, in .venv-spark: the models that count pairs, built once more.

Takes what they read from the Spark target in BUILT, and builds them in FOLDER with max_claims_with_pairs at N.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from parley import raw_parquet
from parley.spark_worker import _session

COUNTING = (
    "int_claim_classes__grouped",
    "int_claim_pairs__sampled",
    "int_claim_pairs__compared",
    "int_pair_days__swept",
    "int_pair_days__weighed",
    "int_pair_days__counted",
    "int_version_verdicts__by_tolerance",
    "fct_claim_pairs",
    "fct_answer_versions",
    "fct_document_agreement",
    "fct_origin_agreement",
)
"""What reads or makes the pairs of claims, in the order in which dbt would build it."""


def main(built: Path, folder: Path, n_claims: int) -> int:
    """Build the models; 0 if all went well."""
    session: Any = _session()
    from dbt.cli.main import dbtRunner

    for schema in ("seeds", "intermediate", "marts"):
        session.sql(f"create schema {schema}")
        for table in sorted((built / "built" / f"{schema}.db").iterdir()):
            if table.name not in COUNTING:
                session.sql(f"create table {schema}.{table.name} using parquet location '{table}'")
    target = ["--target", "spark", "--target-path", str(folder / "target_spark"), "--log-path", str(folder / "logs")]
    arguments = json.dumps({"folder": str(built / "raw"), "partitioned": list(raw_parquet.PARTITIONED)})
    dbt = dbtRunner()
    made = dbt.invoke(["--quiet", "run-operation", "raw_from_parquet", "--args", arguments, *target])
    chosen = ["--select", "path:models/staging", *COUNTING, "--vars", json.dumps({"max_claims_with_pairs": n_claims})]
    return int(not (made.success and dbt.invoke(["--quiet", "run", *chosen, *target]).success))


if __name__ == "__main__":
    code = main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.flush()
    os._exit(code)  # a normal exit waits for Java
