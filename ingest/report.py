"""What a person reads: the problems as one table (or a list where it is narrow), and the summary of a load."""

from __future__ import annotations

import io
import shutil
import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ingest.problems import LoadSummary, Problem, count_line, counted, printable

# Six columns of words need this much; below it, and into a file, one block of lines per problem reads better.
TABLE_WIDTH = 140
# A value is shown to be found again, not to be read whole.
VALUE_CHARS = 200


def print_problems(problems: list[Problem]) -> None:
    """All problems on stderr, sorted by file and line, with their count at the bottom."""
    console = Console(stderr=True, highlight=False)
    width = console.width if console.is_terminal else 0
    console.print(problem_text(problems, width), soft_wrap=True, markup=False)
    console.print(f"\n{count_line(problems)}; nothing was written.", soft_wrap=True, markup=False)


def problem_text(problems: list[Problem], width: int | None = None) -> str:
    """All problems as plain text, without the count: a table in width columns, or a list where that is too narrow.

    Without a width it is the terminal's; 0 where there is none.
    """
    if width is None:
        width = shutil.get_terminal_size((0, 0)).columns if sys.stderr.isatty() else 0
    if width < TABLE_WIDTH:
        return "\n\n".join(_lines(problem) for problem in problems)
    page = Console(file=io.StringIO(), width=width, highlight=False, color_system=None)
    with page.capture() as captured:
        page.print(_table(problems))
    return captured.get().rstrip("\n")


def place(problem: Problem) -> str:
    """`claims/x.csv, line 3, column value`."""
    parts = [printable(problem.file)]
    if problem.line:
        parts.append(f"line {problem.line}")
    if problem.column:
        parts.append(f"column {printable(problem.column)}")
    return ", ".join(parts)


def _table(problems: list[Problem]) -> Table:
    table = Table(show_lines=True)
    for heading in ("file", "line", "column", "value", "problem", "remedy"):
        table.add_column(heading, overflow="fold", justify="right" if heading == "line" else "left")
    for problem in problems:
        line, value = str(problem.line or ""), _cut(problem.value)
        cells = (problem.file, line, problem.column, value, problem.problem, problem.remedy)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table


def _lines(problem: Problem) -> str:
    shown = f": {printable(repr(_cut(problem.value)))}" if problem.value else ""
    said, remedy = printable(problem.problem), printable(problem.remedy)
    return f"{place(problem)}{shown}\n  problem: {said}\n  remedy:  {remedy}"


def _cut(value: str) -> str:
    return value if len(value) <= VALUE_CHARS else f"{value[:VALUE_CHARS]}…"


def print_summary(summary: LoadSummary, console: Console | None = None) -> None:
    """What was loaded, in a few lines on stdout."""
    console = console or Console(highlight=False)
    lines = [
        f"{counted(summary.n_documents, 'document')}, {counted(summary.n_texts, 'digest')}, "
        f"{counted(summary.n_originals, 'original')} held; {counted(summary.n_questions, 'question')}, "
        f"{counted(summary.n_claims, 'claim')}, {counted(summary.n_numerals, 'numeral')} accounted for",
    ]
    if summary.n_new_proofs:
        lines.append(f"{counted(summary.n_new_proofs, 'new proof')} written to proofs.csv")
    if summary.ignored_originals:
        lines.append(f"ignored, no document's original: {printable(', '.join(summary.ignored_originals))}")
    if summary.n_rejects:
        lines.append(f"SET ASIDE: {counted(summary.n_rejects, 'row')} in raw.rejects; mend them and load again")
    lines.append(f"load {summary.load_id} written to {summary.database} in {summary.seconds:.1f} s")
    for line in lines:
        console.print(line, soft_wrap=True, markup=False)
