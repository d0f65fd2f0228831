"""Downloads: the same rows in both files, and a page that says on which terms."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq

from dashboards import downloads

ROWS = [
    {"claim_id": "clm_1", "value": 1200.0, "day": date(2025, 6, 2), "odd": 1, "empty": None, "list": ["a", "ä"]},
    {"claim_id": 'clm_"2", x', "value": None, "day": None, "odd": "two", "empty": None, "list": []},
]


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_both_files_hold_the_rows(warehouse: Path) -> None:
    files = opened(downloads.packed(ROWS, "claims", "http://here/compare", statement="select 1"))
    assert set(files) == {"README.txt", "claims.csv", "claims.parquet", "claims.sql"}
    told = list(csv.DictReader(io.StringIO(files["claims.csv"].decode())))
    assert [row["claim_id"] for row in told] == [row["claim_id"] for row in ROWS]
    assert told[0]["list"] == '["a", "ä"]'
    assert told[1]["value"] == ""
    kept = pq.read_table(io.BytesIO(files["claims.parquet"])).to_pylist()
    assert kept[0]["day"] == date(2025, 6, 2)
    assert [row["odd"] for row in kept] == ["1", "two"]
    assert kept[1]["list"] == []


def test_the_same_rows_make_the_same_bytes(warehouse: Path) -> None:
    assert downloads.packed(ROWS, "a", "v") == downloads.packed(ROWS, "a", "v")


def test_the_page_names_view_terms_build_and_columns(warehouse: Path) -> None:
    page = downloads.readme(["claim_id", "made"], 2, "claims", "http://here/compare?topic=talks")
    assert "2 rows from Parley" in page
    assert "http://here/compare?topic=talks" in page
    assert "CC BY 4.0" in page
    assert "bld_0123456789ab of 2025-08-01 12:30 UTC, Parley 0.1.0" in page
    assert "made: made by the view or the statement" in page


def test_spans_of_time_are_kept(warehouse: Path) -> None:
    files = opened(downloads.packed([{"span": timedelta(days=3)}], "spans", "v"))
    assert pq.read_table(io.BytesIO(files["spans.parquet"])).num_rows == 1
