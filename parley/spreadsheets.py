"""CSV as others read it: text that a spreadsheet would run is told apart, guarded against, and freed of the guard.

Excel, LibreOffice and their like take a cell of a CSV file for a formula if it begins with one of a few signs; quotes
around the cell do not help. An apostrophe before it does (OWASP, "CSV Injection"). That changes the data, so it is done
only in files that people open by a double click, in a way that can be undone without loss. Why, and where: SECURITY.md.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from typing import Any, TextIO

_SIGNS = "=+\\-@\t\r\n\0＝＋－＠"
"""What begins a formula; the wide forms do so in East Asian versions."""

_FORMULA = re.compile(f"[{_SIGNS}]")
_GUARDED = re.compile(f"'+[{_SIGNS}]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?")


def is_formula(value: Any) -> bool:
    """True for a text that a spreadsheet would run or drop a sign of; a number is none, signed or not."""
    return isinstance(value, str) and bool(_FORMULA.match(value)) and not _NUMBER.fullmatch(value)


def guarded(value: Any) -> Any:
    """The value as a spreadsheet shows it: text that it would run has an apostrophe before it, all else is as it was.

    Text that begins with apostrophes and such a sign gets one more, so that `unguarded` always finds the way back.
    """
    return f"'{value}" if is_formula(value) or (isinstance(value, str) and _GUARDED.match(value)) else value


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text


def warning(count: int) -> str:
    """What to tell somebody whose CSV holds that many such cells as they are."""
    cells = "1 cell begins" if count == 1 else f"{count:,} cells begin"
    return (
        f"{cells} like a formula: in a spreadsheet, import the columns as text, do not open the file by a double click"
    )


def lines(out: TextIO) -> Callable[[Sequence[Any]], None]:
    """What writes rows of CSV with LF ends; a carriage return within a cell stays within it.

    Python before 3.13 leaves such a cell without quotes where the ends are LF, and readers take it for two rows.
    """
    plain = csv.writer(out, lineterminator="\n")
    quoted = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)

    def write(row: Sequence[Any]) -> None:
        has_return = any(isinstance(cell, str) and "\r" in cell for cell in row)
        (quoted if has_return else plain).writerow(row)

    return write
