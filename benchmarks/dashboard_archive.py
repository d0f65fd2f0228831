"""Measure what each page asks of an archive of 20 million claims: `python -m benchmarks.dashboard_archive FILE`.

FILE is made by `benchmarks.archive_marts` (8 GB of memory and some minutes). Each page is run whole by Streamlit's own
harness, on views that a reader opens: other questions, filters, documents and outlets each time. What is timed is the
statements that it sends, one by one, as the page's own connection answers them, nothing from a cache; and which tables
each page reads.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.record import Ratio, keep

MOST_MS = 50.0
_VIEWS = 12
_TABLES = re.compile(r"\b(?:from|join) ((?:marts|raw|checks)\.\w+)")
_SEED = 7
_SEARCHED = ("kyiv", "zaporizhzhia", "1,200", "kyiv prisoners", "zelensk", "the")
"""A common word, a rare one, a number, two words, part of a word, and the commonest of all."""

Timed = tuple[str, float, tuple[str, ...]]
"""A statement's first words, its milliseconds, the tables that it reads."""


def main(file: Path) -> None:
    """Open the views of each page, and put down the times."""
    with patch.dict("os.environ", {"PARLEY_WAREHOUSE": str(file)}):
        rows, read, size = [], {}, _size()
        for page, views in _views().items():
            timed = [entry for view in views for entry in _opened(page.partition(",")[0], view)]
            milliseconds = sorted(entry[1] for entry in timed)
            p95 = statistics.quantiles(milliseconds, n=20, method="inclusive")[-1]
            read[page] = sorted({table for entry in timed for table in entry[2]})
            slowest = max(timed, key=lambda entry: entry[1])
            print(f"{page:12} {len(timed):4} statements, median {statistics.median(milliseconds):6.1f} ms,", end=" ")
            print(f"p95 {p95:6.1f} ms, longest {slowest[1]:7.1f} ms ({', '.join(slowest[2])}: {slowest[0]})")
            rows.append(
                Ratio(
                    part="dashboard",
                    what=f"{page}: 95 of 100 statements answer within, in milliseconds",
                    peer="(no ratio)",
                    size=size,
                    ratio=p95,
                    target=MOST_MS,
                    rounds=len(views),
                    note=f"median {statistics.median(milliseconds):.1f}",
                )
            )
        keep("dashboard_archive", rows)
        for page, tables in read.items():
            print(f"| {page} | {', '.join(f'`{table}`' for table in tables)} |")


def _size() -> str:
    """How much the file holds, in words."""
    from dashboards.overview_statements import state

    held = state()
    return f"{held['n_claims'] / 1e6:.1f} M claims, {held['n_questions']:,} questions"


def _views() -> dict[str, list[dict[str, Any]]]:
    """The views of each page, as parameters of its address: the same ones in each run.

    What is named "compare, …" are views of Compare that are counted by themselves.
    """
    from dashboards.warehouse import rows

    draw = random.Random(_SEED)
    ids = {
        name: [row["id"] for row in rows(f"select {column} as id from marts.{table} order by hash({column}) limit 200")]
        for name, table, column in (
            ("question", "dim_questions", "question_id"),
            ("document", "dim_documents", "document_id"),
            ("event", "dim_events", "event_id"),
        )
    }
    claims = [row["id"] for row in rows("select claim_id as id from marts.fct_claims using sample 100 (system, 7)")]
    pairs = rows("select distinct outlet_id_a as a, outlet_id_b as b from marts.fct_outlet_agreement order by all")
    largest = rows("select question_id from marts.fct_answers order by n_claims desc, question_id limit 1")

    def some(values: list[Any]) -> list[Any]:
        return draw.sample(values, min(_VIEWS, len(values)))

    chosen = some(pairs)
    return {
        "overview": [{}] * 3,
        "compare": [
            {},
            {"question": largest[0]["question_id"]},
            {"topic": "casualties"},
            {"verdict": "conflict", "sort": "newest"},
            {"sort": "documents", "list": "1"},
            *({"question": question} for question in some(ids["question"])),
            *({"event": event} for event in some(ids["event"])),
        ],
        "compare, filtered by claims": _filtered(),
        "compare, a word searched": [{"search": words} for words in _SEARCHED],
        "outlets": [{}, *({"first": pair["a"], "second": pair["b"]} for pair in chosen)],
        "evidence": [
            {},
            *({"document": document} for document in some(ids["document"])),
            *({"claim": claim} for claim in some(claims)),
        ],
        "exchanges": [{}, {"part": "totals"}, {"part": "parts"}, {"part": "balances"}],
        "casualties": [{}, {"part": "totals"}, {"part": "parts"}, {"part": "balances"}],
        "talks": [{}],
        "checks": [{}],
    }


def _filtered() -> list[dict[str, Any]]:
    """Views of Compare with filters on claims: each quality by its most and its least frequent value, and several."""
    from dashboards.queries import claim_facets

    values = {
        quality: [row["code"] for row in sorted(found, key=lambda row: (-row["n"], row["code"]))]
        for quality, found in claim_facets().items()
    }
    alone = [{quality: codes[at]} for quality, codes in values.items() for at in (0, -1)]
    first = {quality: codes[0] for quality, codes in values.items()}
    return [*alone, first, {"claimant": values["claimant"][:9]}, {"side": first["side"], "known": "2025-07-24"}]


def _opened(page: str, view: dict[str, Any]) -> Iterator[Timed]:
    """The statements of one view of a page."""
    from streamlit.testing.v1 import AppTest

    from dashboards import warehouse

    timed: list[Timed] = []
    fetch = warehouse._fetched

    def measured(engine: Any, statement: str, parameters: Any) -> Any:
        started = time.perf_counter()
        found = fetch(engine, statement, parameters)
        milliseconds = (time.perf_counter() - started) * 1000
        told = " ".join(statement.split())[:60]
        timed.append((told, milliseconds, tuple(sorted(set(_TABLES.findall(statement))))))
        return found

    warehouse._rows.clear()
    with patch.object(warehouse, "_fetched", measured):
        test = AppTest.from_string(f"from dashboards.pages import {page}\n{page}.page()", default_timeout=300)
        for name, value in view.items():
            test.query_params[name] = value
        test.run()
    if test.exception:
        raise RuntimeError(f"{page} {view}: {test.exception[0].value}")
    return iter(timed)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
