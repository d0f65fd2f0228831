"""`python -m expectations`: exit codes, what it prints, and how a build talks to it."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from expectations import documentation
from expectations.__main__ import main
from expectations.suites import CHECKS, exchanges, talks
from parley.paths import ROOT

from .conftest import Judged, insert

N_CHECKS = len(CHECKS)
HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.readline()"


def test_all_well_is_zero(warehouse: Path, judged: Judged, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--database", str(warehouse)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert len(printed.out.splitlines()) == 1
    assert printed.out.startswith(f"{N_CHECKS} checks: {N_CHECKS} passed, ")
    assert printed.out.endswith("had nothing to judge\n")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """Two suites instead of all, for speed: how many checks they hold."""
    suites = (exchanges.SUITE, talks.SUITE)
    monkeypatch.setattr("expectations.__main__.SUITES", suites)
    return sum(len(suite.checks) for suite in suites)


def test_a_critical_failure_is_one(
    warehouse: Path, judged: Judged, few: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is shown after the warnings, where it stays in sight above the prompt."""
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("delete from marts.bridge_claim_claimants where claimant_id = 'answerer'")
        for number in range(7):
            long = {"claim_id": f"c-{number}", "category": "duration", "question_unit": "minute", "minutes_low": 3_000}
            insert(connection, "marts.fct_talks", long)
    assert main(["--database", str(warehouse)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "warning: exchange-heard-from-both-sides: 1 row in marts.fct_exchanges"
    block = lines[lines.index("critical: meeting-length: 7 rows in marts.fct_talks") + 1 :]
    assert block[:3] == ["  allowed    1 to 600 minutes", "  seen       3,000", "  documents  one-2025"]
    assert block[3] == "  row        claim_id c-0, document_id one-2025, minutes_low 3,000"
    assert [line.split()[0] for line in block[3:11]] == ["row"] * 5 + ["more", "reason", "remedy"]
    assert block[12:] == [f"{few} checks: {few - 2} passed, 1 failed, 1 warning, 5 had nothing to judge"]


def test_a_warning_is_zero_and_shown(
    warehouse: Path, judged: Judged, few: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("delete from marts.bridge_claim_claimants where claimant_id = 'answerer'")
    assert main(["--database", str(warehouse)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "warning: exchange-heard-from-both-sides: 1 row in marts.fct_exchanges"
    assert lines[-1].startswith(f"{few} checks: {few - 1} passed, 1 warning, ")


def test_a_missing_file_is_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--database", str(tmp_path / "none.duckdb")]) == 2
    assert "run `python -m ingest`, then `dbt build`" in capsys.readouterr().err


def test_a_file_that_another_program_holds_is_two(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-c", HOLD, str(warehouse)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert main(["--database", str(warehouse)]) == 2
        holder.communicate("\n")
    assert "Close the program that holds it" in capsys.readouterr().err


def test_waiting_ends_when_nobody_names_a_file(
    monkeypatch: pytest.MonkeyPatch, judged: Judged, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["--wait"]) == 2
    assert capsys.readouterr().out == "ready\n"


def test_a_build_can_start_it_early(warehouse: Path) -> None:
    """As a process: it says ready, takes the path, and writes nothing to standard error."""
    with subprocess.Popen(
        [sys.executable, "-m", "expectations", "--wait"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        out, err = process.communicate(f"{warehouse}\n")
    assert (process.returncode, err) == (0, "")
    assert out.startswith(f"{N_CHECKS} checks: {N_CHECKS} passed")
    with duckdb.connect(str(warehouse)) as connection:
        assert connection.execute("select count(*) from checks.results").fetchone() == (N_CHECKS,)


def test_the_list_needs_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == N_CHECKS


def test_the_page_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = documentation.PAGE.read_text(encoding="utf-8")
    monkeypatch.setattr(documentation, "PAGE", tmp_path / "checks.md")
    assert main(["--docs"]) == 0
    assert (tmp_path / "checks.md").read_text(encoding="utf-8") == kept


def test_only_the_run_imports_great_expectations() -> None:
    """The page, the list and a refusal come at once."""
    code = "import expectations.__main__, sys; sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_hastened_import_leaves_out_what_no_check_uses_until_it_is_used() -> None:
    script = """if True:
        import sys
        from expectations.imports import hasten
        hasten()
        import expectations.run
        print("scipy.stats._stats_py" in sys.modules)
        from scipy import stats
        print(stats.norm.cdf(0.0))
    """
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert result.stdout.split() == ["False", "0.5"], result.stderr
