"""Read the corpus folder: tables from its CSV files and the ledger of corrections, and the list of its digests.

The digests themselves are read in batches later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from ingest import csvs, files, ymls
from ingest.problems import Problem
from ingest.tables import TABLES, Table

SUFFIXES = {"claims": ".csv", "dismissals": ".csv", "texts": ".txt"}
# Read by no table, but at home at the root of a corpus.
OTHER_FOLDERS = ("originals",)
OTHER_BEGINNINGS = ("README", "LICENSE")


@dataclass
class Corpus:
    """What was read.

    tables by name (strings, source_file, source_line); digests, the document ids that have one; size and hash of every
    file read so far; what is wrong with the files themselves; fatal, whether that leaves nothing to load.
    """

    folder: Path
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    digests: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    fatal: bool = False

    @property
    def incomplete(self) -> frozenset[str]:
        """The tables of which some rows could not be read."""
        return frozenset(p.file.split("/")[0].rsplit(".", 1)[0] for p in self.problems if p.line > 0)

    @property
    def unread(self) -> list[str]:
        """The documents of which some claims or dismissals could not be read."""
        broken = (p.file for p in self.problems if p.line > 0 and p.file.startswith(("claims/", "dismissals/")))
        return sorted({Path(name).stem for name in broken})

    def read(self, name: str) -> files.SourceFile:
        """Read one file by its name relative to the corpus, and remember its size and hash."""
        source = files.read(self.folder / name, name)
        self.sizes[name] = len(source.data)
        self.hashes[name] = source.sha256
        return source


def read(folder: Path) -> Corpus:
    """Read all tables.

    A needed file that is missing or has no usable header makes the corpus fatal: nothing can be loaded without it, not
    even by quarantine.
    """
    corpus = Corpus(folder)
    for table in TABLES.values():
        names = _names(corpus, table)
        sources = _clean(corpus, names)
        if table.is_yaml:
            rows, problems = ymls.read_table(table, next(iter(sources), None))
        else:
            rows, problems = csvs.read_table(table, sources)
        corpus.tables[table.name] = rows
        corpus.problems += problems
        broken = any(problem.file == table.file and problem.line <= 1 for problem in corpus.problems)
        if table.needed and (broken or not names):
            corpus.fatal = True
    corpus.digests = [Path(name).stem for name in _files_of(corpus, "texts")]
    _refuse_strangers(corpus)
    _refuse_orphans(corpus)
    return corpus


def _names(corpus: Corpus, table: Table) -> list[str]:
    """The files of a table; a needed one that is missing is a problem."""
    if table.per_document:
        return [f"{table.name}/{name}" for name in _files_of(corpus, table.name)]
    name = table.file
    if (corpus.folder / name).is_file():
        return [name]
    if table.needed:
        remedy = f"write it, with the header: {','.join(table.column_names)}"
        corpus.problems.append(Problem(name, 0, "", "", "the file is missing", remedy))
    return []


def _files_of(corpus: Corpus, folder: str) -> list[str]:
    """The files of a folder that have its suffix; any other file there is a problem."""
    suffix = SUFFIXES[folder]
    found = files.listing(corpus.folder / folder)
    for name in found:
        if not name.endswith(suffix):
            text = f"is not a {suffix} file, and nothing reads it"
            remedy = f"name it <document_id>{suffix}, or move it away"
            problem = Problem(f"{folder}/{name}", 0, "", name, text, remedy)
            if problem not in corpus.problems:
                corpus.problems.append(problem)
    return [name for name in found if name.endswith(suffix)]


def _clean(corpus: Corpus, names: Iterable[str]) -> Iterable[files.SourceFile]:
    """Those files that are plain UTF-8 text; the others become problems."""
    for name in names:
        source = corpus.read(name)
        if wrong := files.refuse_unclean(source):
            corpus.problems += wrong
        else:
            yield source


def _refuse_strangers(corpus: Corpus) -> None:
    """What no table reads: a misspelt file or folder would be left out without a word.

    Files of the wrong suffix in the folders of documents are refused where those are listed (_files_of).
    """
    tables = [table.file for table in TABLES.values() if not table.per_document]
    for name in files.listing(corpus.folder):
        if name not in tables and not name.startswith(OTHER_BEGINNINGS):
            remedy = f"name it as one of {', '.join(tables)}, or move it away"
            corpus.problems.append(Problem(name, 0, "", name, "no table reads this file", remedy))
    for name in files.others(corpus.folder):
        if name not in (*SUFFIXES, *OTHER_FOLDERS):
            remedy = f"name it as one of {', '.join((*SUFFIXES, *OTHER_FOLDERS))}, or move it away"
            corpus.problems.append(Problem(name, 0, "", name, "is no file or folder that is read", remedy))
    for folder in SUFFIXES:
        for name in files.others(corpus.folder / folder):
            remedy = f"put its files into {folder}/ itself, or move it away"
            corpus.problems.append(Problem(f"{folder}/{name}", 0, "", name, "is no file, and nothing reads it", remedy))


def _refuse_orphans(corpus: Corpus) -> None:
    """A file named after a document that has no row in documents.csv."""
    known = set(corpus.tables["documents"]["document_id"].drop_nulls().to_list())
    for folder, suffix in SUFFIXES.items():
        for name in _files_of(corpus, folder):
            stem = name.removesuffix(suffix)
            if stem not in known:
                remedy = "add the document to documents.csv, or rename the file after one that is there"
                text = "the file is named after no document of documents.csv"
                corpus.problems.append(Problem(f"{folder}/{name}", 0, "", stem, text, remedy))
