"""What ingest says when it refuses: one problem per finding, and the exception that carries them.

Imports neither Polars nor DuckDB, so that `import ingest` stays cheap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in one place, and what to do about it.

    file is relative to the corpus (or `originals/<name>`), line is the 1-based physical line on which the row begins
    (0: the file as a whole), column is the CSV column (empty: the row, or the file), value is what stands there.
    """

    file: str
    line: int
    column: str
    value: str
    problem: str
    remedy: str


class CorpusRefused(Exception):
    """The corpus cannot be loaded; `problems` holds every reason, sorted by file and line. Nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: list[Problem] = sorted(set(problems))
        super().__init__(f"{count_line(self.problems)}; nothing was written")


@dataclass(frozen=True)
class LoadSummary:
    """What one load read and wrote; the counts are those of raw.loads."""

    load_id: str
    database: Path
    n_documents: int
    n_questions: int
    n_texts: int
    n_originals: int
    n_claims: int
    n_numerals: int
    n_rejects: int
    n_new_proofs: int
    seconds: float
    ignored_originals: list[str] = field(default_factory=list)
    rejects: list[Problem] = field(default_factory=list)


def count_line(problems: list[Problem]) -> str:
    """`3 problems in 2 files`."""
    n_files = len({problem.file for problem in problems})
    return f"{counted(len(problems), 'problem')} in {counted(n_files, 'file')}"


# What a terminal would obey, or show in another order, instead of showing it. Bytes of a file name that are not UTF-8
# come from the system as U+DC80 to U+DCFF.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """Text with what a terminal would not show as it is written as escapes, a line break included."""
    return _UNPRINTABLE.sub(lambda match: _escape(match.group()), text)


def _escape(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


def counted(number: int, noun: str) -> str:
    """`1 claim`, `2 claims`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
