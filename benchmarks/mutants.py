"""Mutants of corpus files: small damage, as editors, merges, exports and ill will do it. Seeded, to be had again.

A mutation takes the bytes of a file and a source of chance, and returns other bytes; one that would leave them as they
are is drawn again.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]

NASTY_BYTES = (
    *(b'"', b'""', b",", b";", b"\t", b"\n", b"\n\n", b"\r\n", b"\r", b"\0", b"\x1b[2J", b"\x7f", b"\xef\xbb\xbf"),
    *(b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\x80", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xe2\x80\xa8", b"\xc2\x85"),
    *("\u00a0", "\u0301", "\u200f", "o\u0301", "\u043e", "\U0001e4f1", "\u0663", "\u00bd", "\U0001f600"),
    *(b"- ", b": ", b"&a ", b"*a", b"{", b"[", b"#", b"!!python/object:os.system ", b"'", b"|", b"%", b"\\"),
)
NASTY_CELLS = (
    *("", " ", "NULL", "NaN", "inf", "-5", "1.5", "1e400", "0", "00", "1,200", "9" * 16, "9" * 400, "0x10", "٣", "½"),
    *("2025-02-31", "0205-06-01", "2025-6-1", "20250601", "2025-06-01T00:00", "9999-12-31", "31.02.2025"),
    *("at_least", "exactly", "between", "none_given", "indefinite", "about", "Exactly", "person", "minute", "date"),
    *("../../etc/passwd", "a/b", "-", "a--b", "A", "a+a", "a>b", "outlet", "outlet+outlet", "%s", "{0}", "$1", "\\1"),
    *("=cmd()", "+1", "@sum(a1)", "<script>alert(1)</script>", "'; drop table raw.claims; --", "javascript:alert(1)"),
    *("one million million", "two thirds of seven", "twenty twenty", "hundred and hundred", "x" * 300, "a\nb", 'a"b'),
    *("clm_0000000000000000", "clm_000000000000", "0" * 64, "en", "xx", "true", "asserted", "denied", "both"),
    "both_sides_together",
)


def mutate(name: str, data: bytes, chance: random.Random) -> bytes:
    """The file with one mutation; csv files are hit in their cells half of the time."""
    changed = data
    while changed == data:
        kinds = _CELLS if name.endswith(".csv") and chance.random() < 0.5 else [*_BYTES, *_LINES]
        changed = chance.choice(kinds)(data, chance)
    return changed


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    litter = chance.choice(NASTY_BYTES)
    return data[:at] + (litter if isinstance(litter, bytes) else litter.encode()) + data[at:]


def _flip(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(max(len(data), 1))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 1, 2, 7, 60)) :]


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(data) + 1), chance.choice((1, 3, 20, 200))
    return data[:at] + data[at : at + length] * 2 + data[at + length :]


def _swap_digits(data: bytes, chance: random.Random) -> bytes:
    places = [n for n, byte in enumerate(data) if chr(byte).isdigit()]
    if not places:
        return data
    at = chance.choice(places)
    return data[:at] + str(chance.randrange(10)).encode() + data[at + 1 :]


def _recode(data: bytes, chance: random.Random) -> bytes:
    encoding = chance.choice(("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1251", "utf-8-sig", "utf-7"))
    return data.decode("utf-8").encode(encoding, "replace")


def _line_ends(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"\n", b"\r\n", chance.choice((1, -1)))


def _delimiter(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b",", chance.choice((b";", b"\t", b"|")))


def _on_lines(change: Callable[[list[bytes], int, random.Random], None]) -> Mutation:
    def mutation(data: bytes, chance: random.Random) -> bytes:
        lines = data.splitlines(keepends=True)
        if lines:
            change(lines, chance.randrange(len(lines)), chance)
        return b"".join(lines)

    return mutation


def _drop_line(lines: list[bytes], at: int, _: random.Random) -> None:
    del lines[at]


def _double_line(lines: list[bytes], at: int, chance: random.Random) -> None:
    lines.insert(chance.randrange(len(lines) + 1), lines[at])


def _swap_lines(lines: list[bytes], at: int, chance: random.Random) -> None:
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _empty_line(lines: list[bytes], at: int, _: random.Random) -> None:
    lines[at] = b"\n"


def _on_cells(change: Callable[[list[list[str]], int, int, random.Random], None]) -> Mutation:
    def mutation(data: bytes, chance: random.Random) -> bytes:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
        if len(rows) < 2:
            return data
        row = chance.randrange(1, len(rows))
        change(rows, row, chance.randrange(len(rows[row])), chance)
        page = io.StringIO(newline="")
        csv.writer(page, lineterminator="\n").writerows(rows)
        return page.getvalue().encode("utf-8")

    return mutation


def _nasty_cell(rows: list[list[str]], row: int, column: int, chance: random.Random) -> None:
    rows[row][column] = chance.choice(NASTY_CELLS)


def _cell_of_another(rows: list[list[str]], row: int, column: int, chance: random.Random) -> None:
    rows[row][column] = chance.choice(rows[chance.randrange(1, len(rows))])


def _same_column(rows: list[list[str]], row: int, column: int, chance: random.Random) -> None:
    rows[row][column] = rows[chance.randrange(1, len(rows))][column]


def _longer_cell(rows: list[list[str]], row: int, column: int, chance: random.Random) -> None:
    rows[row][column] += chance.choice((" ", "\n", "x", "0", "\u200b", "\u0301", "a" * 11_000))


def _move_cells(rows: list[list[str]], row: int, column: int, _: random.Random) -> None:
    rows[row].insert(column, rows[row].pop())


def _swap_columns(rows: list[list[str]], _: int, column: int, chance: random.Random) -> None:
    other = chance.randrange(len(rows[0]))
    for cells in rows:
        if max(column, other) < len(cells):
            cells[column], cells[other] = cells[other], cells[column]


_BYTES: list[Mutation] = [
    *(_insert, _insert, _insert, _flip, _flip, _cut, _truncate, _repeat, _swap_digits, _swap_digits),
    *(_recode, _line_ends, _delimiter),
]
_LINES: list[Mutation] = [_on_lines(change) for change in (_drop_line, _double_line, _swap_lines, _empty_line)]
_CELLS: list[Mutation] = [
    _on_cells(change)
    for change in (_nasty_cell, _nasty_cell, _cell_of_another, _same_column, _longer_cell, _move_cells, _swap_columns)
]
