"""The command line and what it prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner
from making import ALPHA, Made

import ingest
from ingest import report
from ingest.__main__ import main

PROBLEMS = [
    ingest.Problem("claims/x.csv", 3, "value", "41", "cannot be read in the quote: [only] 40 minutes", "correct it"),
    ingest.Problem("events.csv", 0, "", "", "the file is missing", "write it"),
]


def run(made: Made, *more: str) -> tuple[int, str, str]:
    arguments = ["--corpus", str(made.corpus), "--originals", str(made.root / "originals")]
    result = CliRunner().invoke(main, [*arguments, "--database", str(made.database), *more], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_a_load_says_what_it_read(made: Made) -> None:
    made.write()
    code, out, err = run(made)
    assert (code, err) == (0, "")
    assert "2 documents, 2 digests, 1 original held; 8 questions, 10 claims" in out
    assert "4 new proofs" in out


def test_a_refusal_lists_everything_and_ends_with_one(made: Made) -> None:
    made.rows("claims")[1]["value"] = "41"
    made.rows("claims")[2]["value"] = "May 16"
    made.write()
    code, out, err = run(made)
    assert (code, out) == (1, "")
    assert f"claims/{ALPHA}.csv, line 3, column value: '41'" in err
    assert f"claims/{ALPHA}.csv, line 4, column value: 'May 16'" in err
    assert err.rstrip().endswith("2 problems in 1 file; nothing was written.")
    assert not made.database.exists()


def test_quarantine_says_how_many_rows_were_set_aside(made: Made) -> None:
    made.rows("claims")[1]["value"] = "41"
    made.write()
    code, out, _ = run(made, "--quarantine")
    assert code == 0
    assert "SET ASIDE: 2 rows in raw.rejects" in out


def test_a_narrow_page_gets_a_list_and_a_wide_one_a_table() -> None:
    narrow = report.problem_text(PROBLEMS, 80)
    assert narrow.splitlines()[:3] == [
        "claims/x.csv, line 3, column value: '41'",
        "  problem: cannot be read in the quote: [only] 40 minutes",
        "  remedy:  correct it",
    ]
    wide = report.problem_text(PROBLEMS, 160)
    assert "cannot be read in the quote: [only] 40 minutes" in wide
    assert max(map(len, wide.splitlines())) <= 160
    assert ingest.problem_table(PROBLEMS, 80) == narrow


def test_import_costs_nothing() -> None:
    code = "import sys, ingest; print(sorted({'polars', 'duckdb', 'rich', 'click'} & set(sys.modules)))"
    root = Path(ingest.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
