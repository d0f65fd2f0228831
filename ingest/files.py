"""Files as bytes: read once, hashed, and checked to be plain UTF-8 text."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from ingest.problems import Problem

BOM = b"\xef\xbb\xbf"
_READ_SIZE = 1 << 20
# Tab and line feed are text; every other control character is litter that would break marks and ids (chr(31)).
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class SourceFile:
    """A file of the corpus: its name relative to the corpus, its bytes and their SHA-256."""

    name: str
    data: bytes
    sha256: str


def read(path: Path, name: str) -> SourceFile:
    """Read a file whole by os.read, the cheapest way for many small files (PERFORMANCE.md); name becomes its name."""
    handle = os.open(path, os.O_RDONLY)
    try:
        pieces = []
        while piece := os.read(handle, _READ_SIZE):
            pieces.append(piece)
    finally:
        os.close(handle)
    data = b"".join(pieces)
    return SourceFile(name, data, hashlib.sha256(data).hexdigest())


def listing(folder: Path) -> list[str]:
    """Names of the files in a folder, sorted; hidden files (.gitkeep) do not count; [] if there is no such folder."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if entry.is_file() and not entry.name.startswith("."))


def others(folder: Path) -> list[str]:
    """Names of what else a folder holds, sorted: subfolders and dangling links; hidden ones do not count."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if not entry.is_file() and not entry.name.startswith("."))


def refuse_unclean(source: SourceFile) -> list[Problem]:
    """Everything that keeps a corpus file from being plain UTF-8 text with line feeds; [] for a clean one."""
    problems = refuse_undecodable(source)
    data = source.data
    if data.startswith(BOM):
        problems.append(_at(source, 0, "begins with a byte order mark", "save the file as UTF-8 without BOM"))
    if (position := data.find(b"\r")) >= 0:
        problems.append(_at(source, position, "has a carriage return", "save the file with LF line ends (Unix)"))
    if control := _CONTROL.search(data):
        problems.append(_at(source, control.start(), "has a control character", "delete the character"))
    return problems


def refuse_undecodable(source: SourceFile) -> list[Problem]:
    """What keeps a file from being decoded at all: bytes that are not UTF-8, and NUL.

    An original must pass only this, since its bytes are fixed by its hash.
    """
    problems = []
    if (position := source.data.find(b"\0")) >= 0:
        problems.append(_at(source, position, "has a NUL byte", "delete the NUL byte, or save the file as UTF-8 text"))
    try:
        source.data.decode("utf-8")
    except UnicodeDecodeError as error:
        remedy = "save the file as UTF-8, and check the character on this line"
        problems.append(_at(source, error.start, "is not valid UTF-8", remedy))
    return problems


def _at(source: SourceFile, position: int, problem: str, remedy: str) -> Problem:
    line = source.data.count(b"\n", 0, position) + 1
    byte = source.data[position : position + 1].hex()
    return Problem(source.name, line, "", f"byte 0x{byte}", f"the file {problem}", remedy)
