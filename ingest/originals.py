"""Originals: the articles themselves, known by their SHA-256 whatever their name; read, never stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from ingest import files
from ingest.problems import Problem, printable


@dataclass
class Held:
    """The originals held in this build.

    texts and names (of the file) by document_id; ignored, what is no document's original; problems, what
    keeps a known original from being read.
    """

    texts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def hold(folder: Path | None, documents: pl.DataFrame) -> Held:
    """Read every file of the folder once, and keep those whose hash is a document's original_sha256.

    The texts stay in memory until their batch comes: reading them again would read them unhashed.
    """
    held = Held()
    if folder is None:
        return held
    wanted = {
        sha256: document_id
        for document_id, sha256 in documents.select("document_id", "original_sha256").iter_rows()
        if sha256 is not None
    }
    try:
        names, others = files.listing(folder), files.others(folder)
    except OSError as error:
        held.problems.append(files.unreadable("originals", error))
        return held
    held.ignored += others
    for name in names:
        try:
            source = files.read(folder / name, f"originals/{printable(name)}")
        except OSError as error:
            # Nobody can say whether it is the original of a document.
            held.problems.append(files.unreadable(f"originals/{name}", error))
            continue
        document_id = wanted.get(source.sha256)
        if document_id is None or document_id in held.texts:
            held.ignored.append(name)
        elif wrong := files.refuse_undecodable(source):
            held.problems += wrong
        else:
            held.texts[document_id] = source.data.decode("utf-8")
            held.names[document_id] = source.name
    return held
