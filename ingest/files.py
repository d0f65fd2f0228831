"""Files as bytes: read once, hashed, and checked to be plain UTF-8 text."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from ingest.problems import Problem, printable

BOM = b"\xef\xbb\xbf"
_READ_SIZE = 1 << 20
# Tab and line feed are text; every other control character is litter that would break marks and ids (chr(31)).
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]")
# Embeddings, overrides and isolates (U+202A to U+202E, U+2066 to U+2069) show text in another order than it is read
# in: a quote could show another figure than the one that is coded. The plain marks U+200E and U+200F reorder nothing.
_REORDERING = re.compile(rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
# Deleting these leaves nothing of most files: a pass over the bytes that costs a tenth of a pattern's.
_PLAIN = bytes([9, 10, *range(0x20, 0x7F)])
_HIGH = bytes(range(0x80, 0x100))
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


@dataclass(frozen=True)
class SourceFile:
    """A file of the corpus: its name relative to the corpus, its bytes and their SHA-256."""

    name: str
    data: bytes
    sha256: str


def open_plain(path: Path) -> BufferedReader:
    """Open a file to read; OSError where it cannot be, or is a pipe or a device."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(None, "is no plain file")
    return os.fdopen(handle, "rb")


def stamp(handle: BufferedReader) -> tuple[int, int]:
    """What changes when somebody writes to an open file: its size, and when it was last written."""
    now = os.fstat(handle.fileno())
    return now.st_size, now.st_mtime_ns


def read(path: Path | str, name: str) -> SourceFile:
    """Read a file whole by os.read, the cheapest way for many small files (PERFORMANCE.md); name becomes its name.

    Raises OSError where the file cannot be read, also when it has become a pipe or a device since it was listed.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(None, "is no plain file")
        pieces = []
        while piece := os.read(handle, _READ_SIZE):
            pieces.append(piece)
    finally:
        os.close(handle)
    data = b"".join(pieces)
    return SourceFile(name, data, hashlib.sha256(data).hexdigest())


def unreadable(name: str, error: OSError) -> Problem:
    """The problem of a file or folder that the system does not let us read."""
    text = f"cannot be read: {error.strerror or error}"
    return Problem(printable(name), 0, "", "", text, "let the user who builds read it, or move it away")


def listing(folder: Path) -> list[str]:
    """Names of the files in a folder, sorted; hidden files (.gitkeep) do not count; [] if there is no such folder.

    Raises OSError where the folder cannot be listed.
    """
    return [name for name, is_file in _entries(folder) if is_file]


def others(folder: Path) -> list[str]:
    """Names of what else a folder holds, sorted: subfolders, pipes, links to nothing; hidden ones do not count."""
    return [name for name, is_file in _entries(folder) if not is_file]


def is_no_folder(path: Path) -> bool:
    """Whether something stands there that is neither a folder nor a link to one; False where listing it says why."""
    try:
        return not stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        return path.is_symlink()
    except OSError:
        return False


def links(folder: Path) -> set[str]:
    """Names of the symbolic links in a folder."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name for entry in entries if entry.is_symlink()}
    except (FileNotFoundError, NotADirectoryError):
        return set()


def _entries(folder: Path) -> list[tuple[str, bool]]:
    """What a folder holds, sorted by name, each with whether it is a file (or a link to one)."""
    try:
        with os.scandir(folder) as entries:
            return sorted((entry.name, _is_file(entry)) for entry in entries if not entry.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        # A link that leads back to itself.
        return False


def leads_out(folder: Path, path: Path) -> bool:
    """Whether a path is a symbolic link to something outside of the folder."""
    # Not Path.resolve: it raises where a link leads back to itself.
    return path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def surely_clean(data: bytes | memoryview) -> bool:
    """Whether bytes that are known to be UTF-8 hold nothing that refuse_unclean would name; False where in doubt."""
    rest = bytes(data).translate(None, _PLAIN)
    if not rest:
        return True
    return not (rest.translate(None, _HIGH) or BOM in rest or _CONTROL.search(rest) or _REORDERING.search(rest))


def refuse_unclean(source: SourceFile) -> list[Problem]:
    """Everything that keeps a corpus file from being plain UTF-8 text with line feeds; [] for a clean one."""
    if surely_clean(source.data) and _is_utf8(source.data):
        return []
    if problems := refuse_undecodable(source):
        # What else is wrong with the bytes of another encoding follows from that.
        return problems
    data = source.data
    if data.startswith(BOM):
        problems.append(_at(source, 0, "begins with a byte order mark", "save the file as UTF-8 without BOM"))
    if (position := data.find(b"\r")) >= 0:
        problems.append(_at(source, position, "has a carriage return", "save the file with LF line ends (Unix)"))
    if control := _CONTROL.search(data):
        problems.append(_at(source, control.start(), "has a control character", "delete the character"))
    if order := _REORDERING.search(data):
        text = "has a character that shows text in another order than it is read in"
        problems.append(_at(source, order.start(), text, f"delete {_code_point(order.group())}"))
    return problems


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def refuse_undecodable(source: SourceFile) -> list[Problem]:
    """What keeps a file from being decoded at all, one problem: bytes that are not UTF-8, or NUL.

    An original must pass only this, since its bytes are fixed by its hash.
    """
    if source.data.startswith(_OTHER_BOMS):
        return [_at(source, 0, "is UTF-16 or UTF-32, not UTF-8", "save the file as UTF-8 without BOM")]
    if (position := source.data.find(b"\0")) >= 0:
        return [_at(source, position, "has a NUL byte", "delete the NUL byte, or save the file as UTF-8 text")]
    try:
        source.data.decode("utf-8")
    except UnicodeDecodeError as error:
        remedy = "save the file as UTF-8, and check the character on this line"
        return [_at(source, error.start, "is not valid UTF-8", remedy)]
    return []


def _code_point(encoded: bytes) -> str:
    return f"U+{ord(encoded.decode('utf-8')):04X}"


def _at(source: SourceFile, position: int, problem: str, remedy: str) -> Problem:
    line = source.data.count(b"\n", 0, position) + 1
    byte = source.data[position : position + 1].hex()
    return Problem(source.name, line, "", f"byte 0x{byte}", f"the file {problem}", remedy)
