"""A page's tables are found, compared and written beneath the statements that they belong to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from parley.failure import Failure
from parley.findings import asker, main, renewed, stale, table

PAGE = """# Page

A sentence.

```sql
select 1 as n
```

| n |
| --- |
| 1 |

More words.

```sh
ls
```

```sql
select null as a, 'x|y' as b
```

The end.
"""


def answer(statement: str) -> tuple[list[str], list[list[Any]]]:
    return (["n"], [[1]]) if "1 as n" in statement else (["a", "b"], [[None, "x|y"]])


def test_a_table_escapes_bars_and_leaves_null_empty() -> None:
    assert table(["a", "b"], [[None, "x|y"], [1200.0, True]]) == (
        "| a | b |\n| --- | --- |\n|  | x\\|y |\n| 1200 | true |\n"
    )


def test_only_the_table_that_does_not_hold_is_named_by_its_line(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    assert [(block.line, block.now) for block in stale(page, answer)] == [
        (19, "| a | b |\n| --- | --- |\n|  | x\\|y |\n")
    ]


def test_a_renewed_page_holds_and_keeps_all_other_words(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(renewed(PAGE, answer), encoding="utf-8")
    assert stale(page, answer) == []
    assert [line for line in page.read_text(encoding="utf-8").splitlines() if not line.startswith("|") and line] == [
        line for line in PAGE.splitlines() if not line.startswith("|") and line
    ]
    assert "|  | x\\|y |\n\nThe end." in page.read_text(encoding="utf-8")


def test_a_refused_statement_names_page_and_line(work: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Page\n\n```sql\nselect nothing_here\n```\n", encoding="utf-8")
    with pytest.raises(Failure, match=r"page\.md:3: the statement failed"):
        stale(page, asker(work))


def test_check_says_what_no_longer_holds_and_writes_nothing(work: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    text = "```sql\nselect 2 as n\n```\n\n| n |\n| --- |\n| 1 |\n"
    page.write_text(text, encoding="utf-8")
    checked = CliRunner().invoke(main, ["--check", "--database", str(work), str(page)])
    assert (checked.exit_code, page.read_text(encoding="utf-8")) == (1, text)
    assert "page.md:1: the table beneath this statement no longer holds" in checked.output
    written = CliRunner().invoke(main, ["--database", str(work), str(page)])
    assert written.exit_code == 0
    assert page.read_text(encoding="utf-8") == text.replace("| 1 |", "| 2 |")
