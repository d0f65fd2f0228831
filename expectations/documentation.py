"""docs/checks.md, made from the checks, so that page and checks cannot tell different things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from expectations.check import Check, Suite
from expectations.results import COLUMNS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "checks.md"

_INTRODUCTION = """\
# Checks

Every build asks whether its figures look as real figures do: a meeting of 3,000 minutes or a swap of a million
prisoners is a slip of the pen before it is news. `python -m expectations` runs these checks on the work file, with
Great Expectations, inside DuckDB. Shape (keys, references, codes) is tested by dbt, and a raw row by ingest.

A failed **critical** check stops publication; a failed **warning** is shown and published. What was found is in the
warehouse:

```
parley sql "select check_id, severity, observed, documents from checks.results where not success"
```

**When a check is wrong and the text is right.** A text may really print what a check rejects. Then code it as printed,
with a note, and widen the limit in `expectations/suites`, with the new reason beside it. A limit is never widened
without one.

This page is made from the checks: after a change run `python -m expectations --docs`.
"""


def page(suites: Iterable[Suite]) -> str:
    """The whole page as Markdown: an introduction, the results table, then the checks, suite by suite."""
    suites = list(suites)
    lines = [_INTRODUCTION, *_overview(suites), *_results_table()]
    for suite in suites:
        lines += [f"## Suite {suite.name}", "", suite.about, ""]
        for check in suite.checks:
            lines += _section(check)
    return "\n".join(lines).rstrip("\n") + "\n"


def write(suites: Iterable[Suite]) -> None:
    """Write the page where the repository keeps it."""
    PAGE.write_text(page(suites), encoding="utf-8", newline="\n")


def _overview(suites: list[Suite]) -> Iterator[str]:
    """How many checks of which severity there are in each suite."""
    yield "| suite | critical | warning |"
    yield "| --- | --- | --- |"
    for suite in suites:
        severities = [check.severity for check in suite.checks]
        numbers = f"{severities.count('critical')} | {severities.count('warning')}"
        yield f"| [{suite.name}](#suite-{suite.name}) | {numbers} |"
    yield ""


def _results_table() -> Iterator[str]:
    """The columns of checks.results."""
    yield "## Table checks.results"
    yield ""
    yield "One row per check."
    yield ""
    yield "| column | type | meaning |"
    yield "| --- | --- | --- |"
    for name, (data_type, description) in COLUMNS.items():
        yield f"| {name} | {data_type} | {description} |"
    yield ""


def _section(check: Check) -> Iterator[str]:
    """One check: lists, reason to flag, how to remediate."""
    subject = check.table if check.column is None else f"{check.table}.{check.column}"
    yield f"### {check.check_id}"
    yield ""
    yield f"{check.severity.capitalize()} · `{subject}` · {check.expectation_name()}"
    yield ""
    yield f"- **Allowed:** {check.threshold_text()}."
    yield f"- **Lists** {_marked(check.lists)}."
    yield f"- **Reason to flag:** {_marked(check.reason)}"
    yield f"- **How to remediate:** {_marked(check.remedy)}"
    yield ""


def _marked(text: str) -> str:
    """The text with its file names as code: Markdown would take <document> for a tag and hide it."""
    return re.sub(r"corpus/[\w./<>-]*\w", r"`\g<0>`", text)
