"""Ingest: the corpus of files becomes schema raw of a DuckDB file, or is refused with every reason at once.

Nothing heavy is imported before `run` is called: `import ingest` costs a few milliseconds.
"""

from __future__ import annotations

from pathlib import Path

from ingest.problems import CorpusRefused, LoadSummary, Problem

__all__ = ["CorpusRefused", "LoadSummary", "Problem", "problem_table", "run"]


def run(
    corpus: Path, originals: Path | None, database: Path, quarantine: bool = False, seeds: Path | None = None
) -> LoadSummary:
    """Read the corpus, check every row, prove every quote, and write schema raw into database in one step.

    corpus is the folder of documents.csv; originals a folder of article files, known by their SHA-256 (None: hold
    none); database the DuckDB file to replace; seeds the folder of code lists (None: the project's own). With
    quarantine, bad rows go to raw.rejects and the rest is loaded. Raises CorpusRefused, and then writes nothing.
    """
    from ingest import pipeline

    return pipeline.run(corpus, originals, database, quarantine, seeds)


def problem_table(problems: list[Problem], width: int | None = None) -> str:
    """All problems as plain text, ready to print: a table where width (default: the terminal's) allows, else a list."""
    from ingest import report

    return report.problem_text(problems, width)
