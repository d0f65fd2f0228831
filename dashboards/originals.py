"""Articles held on this machine, known by their SHA-256 whatever their name, and read when they are looked at.

The text is handed to the page and kept nowhere: not in a cache, not in the warehouse. What is remembered is which file
has which hash, by size and time of change.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import streamlit as st

from parley import paths


def folder() -> Path:
    """Where originals are looked for: PARLEY_ORIGINALS, or originals/ in the corpus."""
    named = os.environ.get("PARLEY_ORIGINALS", "")
    return Path(named).expanduser() if named else paths.CORPUS / "originals"


def held(sha256: str | None) -> str | None:
    """The text of the original with this hash, its line ends untouched; None where it is not held or is no UTF-8."""
    if not sha256:
        return None
    for path in _files():
        status = path.stat()
        if _hash(str(path), status.st_size, status.st_mtime_ns) == sha256:
            data = path.read_bytes()
            # The file may have changed since its hash was taken.
            return _decoded(data) if hashlib.sha256(data).hexdigest() == sha256 else None
    return None


def _files() -> list[Path]:
    """The files in the folder, by name; hidden ones do not count."""
    place = folder()
    if not place.is_dir():
        return []
    return sorted(path for path in place.iterdir() if path.is_file() and not path.name.startswith("."))


@st.cache_data(max_entries=4096, show_spinner=False)
def _hash(path: str, size: int, changed: int) -> str:
    """The hash of a file, taken once per size and time of change."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None
