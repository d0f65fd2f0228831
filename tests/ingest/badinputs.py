"""The table of bad inputs: what is done to a sound corpus, and every place that is named for it.

A case with no place is accepted, and its `said` tells why. Places are what a person who reads the damaged file would
point at; none was copied from the program.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from making import ALPHA, BETA, Made

from ingest.tables import TABLES as COLUMNS

Place = tuple[str, int, str]
A_CLAIMS, B_CLAIMS, A_DISMISSALS, A_TEXT = (
    f"claims/{ALPHA}.csv", f"claims/{BETA}.csv", f"dismissals/{ALPHA}.csv", f"texts/{ALPHA}.txt",
)  # fmt: skip
TABLES = (
    *("documents.csv", "questions.csv", "events.csv", "actors.csv", "places.csv", "links.csv", "retired_claims.csv"),
    *(A_CLAIMS, A_DISMISSALS),
)
LINK = {
    "document_id": ALPHA, "kind": "part_of", "part": "carts", "whole": "sheep", "polarity": "asserted",
    "quote": "several dozen carts", "claimant": "outlet",
}  # fmt: skip
RETIRED = {"claim_id": "clm_000000000000000a", "retired_on": "2030-05-01", "reason": "Coded twice."}
CORRECTION = f"""- id: sheep-recounted
  action: flag
  document: {ALPHA}
  column: title
  expect: {{publisher: alpha}}
  reason: The page names another mill.
  source: the page itself
  status: open
  reported_on: 2030-04-02
  reported_by: tester
"""


@dataclass(frozen=True)
class Case:
    """What is done before (change) and after (disk) the files are written; the places named; what the message says.

    whole: only a whole load shows it, with its texts; form: the reading of the files shows it,
    before any row is judged.
    """

    name: str
    places: list[Place]
    said: str
    change: Callable[[Made], None] = lambda _: None
    disk: Callable[[Path], None] = lambda _: None
    whole: bool = False
    form: bool = False


def prepare(made: Made) -> None:
    """One row for each file that a sound corpus may lack, so that every kind of file is there to be damaged."""
    made.tables["links.csv"] = [dict(LINK)]
    made.tables["retired_claims.csv"] = [dict(RETIRED)]
    made.raw_files["corrections.yml"] = CORRECTION.encode()


def content(made: Made, name: str) -> bytes:
    """The bytes of a file before the damage."""
    if name in made.raw_files:
        return made.raw_files[name]
    return made.texts[ALPHA].encode() if name == A_TEXT else made._csv(name, made.tables[name])


def damaged(name: str, damage: Callable[[bytes], bytes]) -> Callable[[Made], None]:
    def change(made: Made) -> None:
        made.raw_files[name] = damage(content(made, name))

    return change


def put(name: str, data: bytes | str) -> Callable[[Made], None]:
    def change(made: Made) -> None:
        made.raw_files[name] = data if isinstance(data, bytes) else data.encode()

    return change


def cell(file: str, row: int, **cells: str) -> Callable[[Made], None]:
    def change(made: Made) -> None:
        made.tables[file][row].update(cells)

    return change


def more(name: str, *rows: dict[str, str]) -> Callable[[Made], None]:
    def change(made: Made) -> None:
        made.tables.setdefault(name, []).extend(dict(row) for row in rows)

    return change


def at_line(number: int, litter: bytes) -> Callable[[bytes], bytes]:
    """Put bytes at the end of a line."""

    def damage(data: bytes) -> bytes:
        lines = data.split(b"\n")
        lines[number - 1] += litter
        return b"\n".join(lines)

    return damage


def line(number: int, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """Change one line."""

    def damage(data: bytes) -> bytes:
        lines = data.split(b"\n")
        lines[number - 1] = change(lines[number - 1])
        return b"\n".join(lines)

    return damage


def encodings() -> list[Case]:
    """Every kind of file in every wrong encoding, at the line where it is wrong."""
    damages: list[tuple[str, int, str, Callable[[bytes], bytes]]] = [
        ("utf-16", 1, "is UTF-16", lambda data: data.decode().encode("utf-16")),
        ("nul", 2, "NUL byte", at_line(2, b"\0")),
        ("latin-1", 2, "is not valid UTF-8", at_line(2, "é".encode("latin-1"))),
        ("mixed-line-ends", 2, "carriage return", at_line(2, b"\r")),
        ("bom", 1, "byte order mark", lambda data: b"\xef\xbb\xbf" + data),
        ("escape", 2, "control character", at_line(2, b"\x1b[2J")),
        ("override", 2, "another order", at_line(2, "\u202e".encode())),
    ]
    return [
        Case(f"{name}-{file}", [(file, at, "")], said, damaged(file, damage), whole=file == A_TEXT, form=True)
        for file in (*TABLES, A_TEXT, "corrections.yml")
        for name, at, said, damage in damages
    ] + [
        Case("utf-32", [("events.csv", 1, "")], "UTF-16 or UTF-32", damaged("events.csv", _recoded("utf-32"))),
        Case("utf-16-without-bom", [("events.csv", 1, "")], "NUL", damaged("events.csv", _recoded("utf-16-le"))),
        Case("overlong", [("events.csv", 2, "")], "not valid UTF-8", damaged("events.csv", at_line(2, b"\xc0\xaf"))),
        Case("surrogate", [("events.csv", 2, "")], "not valid UTF-8", damaged("events.csv", at_line(2,
             b"\xed\xa0\x80"))),
        Case("c1-control", [("events.csv", 2, "")], "control", damaged("events.csv", at_line(2, b"\xc2\x9b"))),
        Case("isolate", [("events.csv", 2, "")], "U+2066", damaged("events.csv", at_line(2, b"\xe2\x81\xa6"))),
    ]  # fmt: skip


def _recoded(encoding: str) -> Callable[[bytes], bytes]:
    return lambda data: data.decode().encode(encoding)


def forms() -> list[Case]:
    """Every CSV file malformed in every way, at its line."""
    cases = []
    for file in TABLES:
        first = COLUMNS[file.split("/")[0].removesuffix(".csv")].column_names[0]
        broken: list[tuple[str, list[Place], str, Callable[[bytes], bytes]]] = [
            ("short-row", [(file, 2, "")], "where the header has", line(2, lambda _: b"x,y")),
            ("long-row", [(file, 2, "")], "where the header has", at_line(2, b",x,y")),
            ("stray-quote", [(file, 2, "")], "quotation mark", line(2, lambda row: b'x"' + row)),
            ("unclosed-quote", [(file, 2, "")], "quotation mark", line(2, lambda row: b'"' + row.replace(b'"', b""))),
            ("blank-line", [(file, 2, "")], "blank", line(1, lambda row: row + b"\n")),
            (
                "doubled-column",
                [(file, 1, first)],
                "more than once",
                line(1, lambda row: row + b"," + row.split(b",")[0]),
            ),
            ("semicolons", [(file, 1, "")], "parted by ';'", lambda data: data.replace(b",", b";")),
            ("tabs", [(file, 1, "")], "parted by '\\t'", lambda data: data.replace(b",", b"\t")),
            ("no-header", [(file, 1, "")], "is not the header", lambda data: data.partition(b"\n")[2]),
            ("empty", [(file, 1, "")], "the file is empty", lambda _: b""),
            ("blank-header", [(file, 1, "")], "blank", line(1, lambda _: b"")),
            ("many-columns", [(file, 1, "")], "unknown columns", line(1, lambda row: row + _columns(21))),
        ]
        cases += [
            Case(f"{name}-{file}", places, said, damaged(file, change), form=True)
            for name, places, said, change in broken
        ]
    return [
        *cases,
        Case("renamed-column", [("events.csv", 1, "kind"), ("events.csv", 1, "sort")], "the column is missing",
             damaged("events.csv", lambda data: data.replace(b"kind", b"sort", 1))),
        Case("missing-column", [("events.csv", 1, "note")], "the column is missing",
             damaged("events.csv", lambda data: data.replace(b",note", b"", 1))),
        Case("200000-columns", [("events.csv", 1, "")], "200,000 unknown columns",
             put("events.csv", _columns(200_000)[1:] + b"\n"), form=True),
        Case("cell-of-50-mb", [("events.csv", 2, "name")], "50,000,014 characters",
             cell("events.csv", 0, name="Second meeting" + "x" * 50_000_000), form=True),
        Case("cell-of-10001", [(A_CLAIMS, 2, "note")], "10,001 characters", cell(A_CLAIMS, 0, note="x" * 10_001)),
        Case("cell-of-10000", [], "a note may be long, as far as a person can write it",
             cell(A_CLAIMS, 0, note="x" * 10_000)),
        Case("order-of-columns", [], "columns are known by their names",
             put("places.csv", "name,located_in,kind,place_id\nThe old mill,,building,old-mill\n")),
        Case("no-line-end", [], "the last line may lack its line feed",
             damaged("events.csv", lambda data: data.rstrip(b"\n"))),
        Case("line-break-in-a-cell", [("events.csv", 2, "name")], "line breaks",
             cell("events.csv", 0, name="Second meeting\n")),
        Case("line-break-inside", [], "a quoted cell may hold one", cell(A_CLAIMS, 0, note="First.\nSecond.")),
    ]  # fmt: skip


def _columns(number: int) -> bytes:
    return b"".join(b",c%d" % n for n in range(number))
