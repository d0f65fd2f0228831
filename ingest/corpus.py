"""Open the corpus folder: its small tables, and the lists of the files that hold claims, dismissals and digests.

These are read later, in shards (shards.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from ingest import csvs, files, parquets, ymls
from ingest.checks import SLUG
from ingest.problems import Problem, printable
from ingest.tables import CODED, TABLES, Table

SUFFIXES = {"claims": ".csv", "dismissals": ".csv", "texts": ".txt"}
# Read by no table, but at home at the root of a corpus.
OTHER_FOLDERS = ("originals",)
OTHER_BEGINNINGS = ("README", "LICENSE")


@dataclass
class Corpus:
    """What was read.

    tables by name (strings, source_file, source_line), after open_corpus the small ones only; names of the files in the
    folders of documents; streams, what of them comes as Parquet; digests, the document ids with a file in texts/; size
    and hash of every file read so far; what is wrong with the files themselves; fatal, whether that leaves nothing to
    load; the files and folders (`claims/`, `/`) that the system does not let us read.
    """

    folder: Path
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    streams: dict[str, parquets.Stream] = field(default_factory=dict)
    digests: set[str] = field(default_factory=set)
    sizes: dict[str, int] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    fatal: bool = False
    unread_files: set[str] = field(default_factory=set)

    @property
    def incomplete(self) -> frozenset[str]:
        """The tables of which some rows could not be read."""
        broken = {p.file for p in self.problems if p.line > 0} | self.unread_files
        tables = {name.split("/")[0].rsplit(".", 1)[0] for name in broken}
        return frozenset(tables | {name for name, stream in self.streams.items() if not stream.is_whole})

    @property
    def unread(self) -> frozenset[str] | None:
        """The documents of which some claims or dismissals could not be read; None where it may be any."""
        broken = {p.file for p in self.problems if p.line > 0} | self.unread_files
        coded = [self.streams[name] for name in CODED if name in self.streams]
        folders = {"/", *(f"{name}/" for name in CODED)}
        columnar = {
            name for name in self.unread_files if name.startswith(tuple(f"{n}{parquets.SUFFIX}" for n in CODED))
        }
        if broken & folders or columnar or not all(stream.is_whole for stream in coded):
            return None
        stems = {Path(name).stem for name in broken if name.startswith(tuple(folders))}
        return frozenset(stems.union(*(stream.lost for stream in coded)))

    def read(self, name: str) -> files.SourceFile | Problem:
        """Read one file by its name relative to the corpus, and remember its size and hash.

        The problem, where the system does not let us read it.
        """
        try:
            source = files.read(f"{self.folder}/{name}", name)
        except OSError as error:
            self.unread_files.add(name)
            return files.unreadable(name, error)
        self.sizes[name] = len(source.data)
        self.hashes[name] = source.sha256
        return source

    def is_unread(self, name: str) -> bool:
        """Whether a file is there, or may be there, and could not be read."""
        return bool(self.unread_files & {name, f"{name.rpartition('/')[0]}/"})

    def lost_digests(self, documents: Iterable[str]) -> set[str]:
        """Those of some documents whose digest could not be read; all of them where it may be any's."""
        stream = self.streams.get("texts")
        is_any = any(name == "texts/" or name.startswith(f"texts{parquets.SUFFIX}") for name in self.unread_files)
        if is_any or (stream and not stream.is_whole):
            return set(documents)
        lost = stream.lost if stream else set()
        if not lost and not self.unread_files:
            return set()
        return {
            document_id
            for document_id in documents
            if document_id in lost or self.is_unread(f"texts/{document_id}.txt")
        }

    def listing(self, folder: str) -> tuple[list[str], list[str]]:
        """The files of a folder of the corpus ("" for itself), and what else is in it.

        Links that lead out of the corpus are in neither: they are problems, since what they name is not the corpus's.
        """
        path = self.folder / folder
        if folder and self.is_unread(folder):
            return [], []
        if folder and self._leads_out(folder):
            self.unread_files.add(f"{folder}/")
            return [], []
        if folder and files.is_no_folder(path):
            # A pipe, a file, a link to nothing: what should be in the folder would be left out without a word.
            self.note(Problem(folder, 0, "", "", "is no folder", "put the folder there, or move it away"))
            self.unread_files.add(f"{folder}/")
            return [], []
        try:
            names, others = files.listing(path), files.others(path)
        except OSError as error:
            self.note(files.unreadable(folder or self.folder.name, error))
            self.unread_files.add(f"{folder}/")
            return [], []
        links = files.links(path)
        return [n for n in names if n not in links or not self._leads_out(f"{folder}/{n}" if folder else n)], others

    def _leads_out(self, name: str) -> bool:
        leads_out = files.leads_out(self.folder, self.folder / name)
        if leads_out:
            text = "is a link that leads out of the corpus, and is not followed"
            self.note(Problem(printable(name), 0, "", "", text, "put the file itself there"))
            self.unread_files.add(name)
        return leads_out

    def note(self, problem: Problem) -> None:
        """Keep a problem; a folder is listed more than once."""
        if problem not in self.problems:
            self.problems.append(problem)


def open_corpus(folder: Path) -> Corpus:
    """Read the small tables, and list the files of the others.

    A needed file that is missing or has no usable header makes the corpus fatal: nothing can be loaded without it, not
    even by quarantine.
    """
    corpus = Corpus(folder)
    at_root, folders = corpus.listing("")
    for table in TABLES.values():
        if table.per_document:
            continue
        names = _names(corpus, table, at_root)
        sources = clean(corpus, names)
        if table.is_yaml:
            rows, problems = ymls.read_table(table, next(iter(sources), None))
        else:
            rows, problems = csvs.read_table(table, sources)
        corpus.tables[table.name] = rows
        corpus.problems += problems
        broken = any(problem.file == table.file and problem.line <= 1 for problem in corpus.problems)
        if table.needed and (broken or not names):
            corpus.fatal = True
    for name in SUFFIXES:
        corpus.names[name] = _files_of(corpus, name)
        columns = TABLES[name].column_names if name in TABLES else ["document_id", "text"]
        if parts := _parts(corpus, name, at_root, folders):
            limit = csvs.MAX_CELL_CHARS if name in TABLES else None
            corpus.streams[name] = parquets.Stream(columns, parts, limit, corpus.note)
    corpus.digests = {Path(name).stem for name in corpus.names["texts"]}
    _refuse_strangers(corpus, at_root)
    _refuse_orphans(corpus)
    return corpus


def _parts(corpus: Corpus, table: str, at_root: list[str], folders: list[str]) -> list[tuple[str, Path]]:
    """The Parquet files of a table, by name: `<table>.parquet`, or the parts in a folder of that name."""
    name = f"{table}{parquets.SUFFIX}"
    if name in at_root:
        return [(name, corpus.folder / name)]
    if name not in folders:
        return []
    found, others = corpus.listing(name)
    parts = [part for part in found if part.endswith(parquets.SUFFIX)]
    for part in sorted({*found, *others} - set(parts) - {"_SUCCESS"}):
        shown = printable(part)
        text = "is no Parquet file, and nothing reads it"
        corpus.note(Problem(f"{name}/{shown}", 0, "", shown, text, f"name it <part>{parquets.SUFFIX}, or move it away"))
    if not parts:
        corpus.unread_files.add(f"{name}/")
        if not any(problem.file.startswith(name) for problem in corpus.problems):
            text = "is a folder without a Parquet file"
            corpus.note(Problem(name, 0, "", "", text, "put its parts there, or delete the folder"))
    return [(f"{name}/{part}", corpus.folder / name / part) for part in parts]


def _names(corpus: Corpus, table: Table, at_root: list[str]) -> list[str]:
    """The file of a table; a needed one that is missing is a problem."""
    name = table.file
    if name in at_root:
        return [name]
    if table.needed and not corpus.is_unread(name):
        remedy = f"write it, with the header: {','.join(table.column_names)}"
        corpus.problems.append(Problem(name, 0, "", "", "the file is missing", remedy))
    return []


def _files_of(corpus: Corpus, folder: str) -> list[str]:
    """The files of a folder that are named as its files are; any other file there is a problem, and is not read."""
    suffix = SUFFIXES[folder]
    found, _ = corpus.listing(folder)
    ours = [name for name in found if name.endswith(suffix) and re.fullmatch(SLUG, name.removesuffix(suffix))]
    for name in sorted(set(found) - set(ours)):
        is_suffixed = name.endswith(suffix)
        text = "is not named after a document" if is_suffixed else f"is not a {suffix} file, and nothing reads it"
        remedy = f"name it <document_id>{suffix}, or move it away"
        corpus.note(Problem(printable(f"{folder}/{name}"), 0, "", printable(name), text, remedy))
    return ours


def clean(corpus: Corpus, names: Iterable[str]) -> Iterable[files.SourceFile]:
    """Those files that can be read and are plain UTF-8 text; the others become problems."""
    for name in names:
        source = corpus.read(name)
        if isinstance(source, Problem):
            corpus.problems.append(source)
        elif wrong := files.refuse_unclean(source):
            corpus.problems += wrong
        else:
            yield source


def _refuse_strangers(corpus: Corpus, at_root: list[str]) -> None:
    """What no table reads: a misspelt file or folder would be left out without a word.

    Files of another name in the folders of documents are refused where those are listed (_files_of).
    """
    tables = [table.file for table in TABLES.values() if not table.per_document]
    columnar = [f"{name}{parquets.SUFFIX}" for name in SUFFIXES]
    for name in at_root:
        if name not in (*tables, *columnar, *SUFFIXES) and not name.startswith(OTHER_BEGINNINGS):
            remedy = f"name it as one of {', '.join(tables)}, or move it away"
            shown = printable(name)
            corpus.problems.append(Problem(shown, 0, "", shown, "no table reads this file", remedy))
    for name in corpus.listing("")[1]:
        if name not in (*SUFFIXES, *OTHER_FOLDERS, *columnar):
            remedy = f"name it as one of {', '.join((*SUFFIXES, *OTHER_FOLDERS))}, or move it away"
            shown = printable(name)
            corpus.note(Problem(shown, 0, "", shown, "is no file or folder that is read", remedy))
    for folder in SUFFIXES:
        for name in corpus.listing(folder)[1]:
            remedy = f"put its files into {folder}/ itself, or move it away"
            shown = printable(name)
            problem = Problem(f"{folder}/{shown}", 0, "", shown, "is no file, and nothing reads it", remedy)
            corpus.note(problem)


def _refuse_orphans(corpus: Corpus) -> None:
    """A file named after a document that has no row in documents.csv."""
    if "documents" in corpus.incomplete:
        # Its row may be the one that cannot be read.
        return
    documents = corpus.tables["documents"]["document_id"]
    for folder, suffix in SUFFIXES.items():
        named = pl.Series("stem", [name.removesuffix(suffix) for name in corpus.names[folder]], dtype=pl.String)
        for stem in named.filter(~named.is_in(documents.implode())) if len(named) else ():
            remedy = "add the document to documents.csv, or rename the file after one that is there"
            text = "the file is named after no document of documents.csv"
            corpus.problems.append(Problem(f"{folder}/{stem}{suffix}", 0, "", stem, text, remedy))
