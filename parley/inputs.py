"""The fingerprint of everything that a published file is made from: an unchanged one needs no build.

It covers the corpus, the originals that are held, the seeds, models, macros, tests and doc blocks of dbt, the code
that builds, the lock, the versions that are installed, and the settings. Files are known by content; a file whose
size, times and inode are as remembered is not read again (the same test that git makes).

The inputs are listed by name, and the list is published with the file (checks.inputs): so `parley verify` can say
which of them have changed since.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from parley import paths

_RECIPE_FOLDERS = ("seeds", "models", "macros", "tests/warehouse", "docs", "ingest", "expectations", "parley")
_RECIPE_FILES = ("dbt_project.yml", "profiles.yml", "requirements.txt")
_RECIPE_ENDINGS = (".csv", ".sql", ".yml", ".yaml", ".md", ".py")
_LEDGERS = ("proofs.csv", "coverage.csv")
"""Corpus files that ingest itself keeps: they count as the build leaves them, not as it finds them."""

_ENGINES = ("dbt-core", "dbt-duckdb", "duckdb", "great-expectations", "polars", "text2num")
"""Packages whose version decides what a build makes: the lock says what should be installed, not what is."""

_HEX = 64

_RACY_NS = 2_000_000_000
"""A file changed this shortly before it was read may change again within one tick of its clock: not remembered."""


_NO_FILE = "not a regular file"
_UNREADABLE = "unreadable"

Listed = Mapping[str, str]
"""Inputs by name: `corpus/…`, `models/…` and the like to the SHA-256 in hex; `setting/…`, `installed/…` to a value."""


@dataclass(frozen=True)
class Inputs:
    """What a build reads, and the settings that change its result.

    Attributes:
        corpus: the folder of coded files.
        originals: the folder of articles, or None where none is held.
        quarantine: bad rows are set aside instead of stopping the build.
    """

    corpus: Path
    originals: Path | None
    quarantine: bool = False

    def content(self, cache: Path | None = None) -> Listed:
        """All inputs but the ledgers that ingest keeps: name to SHA-256 in hex, or to the value of a setting.

        Args:
            cache: the file of remembered hashes; read and written, and never needed.
        """
        hashes = _Hashes(cache)
        listed = {"setting/quarantine": str(self.quarantine).lower()}
        listed |= {f"installed/{name}": version for name, version in _installed().items()}
        listed |= {name: hashes.of(path) for name, path in self._named()}
        # Ingest knows an original by its content, so its name does not count.
        listed |= {f"original/{digest}": digest for digest in map(hashes.of, self._held_originals())}
        hashes.save()
        return listed

    def whole(self, content: Listed) -> Listed:
        """The list with the ledgers as they stand now.

        A build takes `content` before it reads anything and the whole list after ingest has written the ledgers:
        a file that is edited meanwhile leads to another build, what ingest wrote does not.
        """
        ledgers = {f"corpus/{name}": self.corpus / name for name in _LEDGERS}
        return {**content, **{name: _digest(path) for name, path in ledgers.items() if path.exists()}}

    def fingerprint(self, content: Listed) -> str:
        """The SHA-256, in hex, of all inputs, the ledgers as they stand now."""
        return digest_of(self.whole(content))

    def _named(self) -> Iterator[tuple[str, Path]]:
        """Every input but the originals, with the name that enters the fingerprint; in order of name."""
        corpus = ((_name(path, self.corpus), path) for path in _files(self.corpus))
        coded = ((name, path) for name, path in corpus if not name.startswith("originals/") and name not in _LEDGERS)
        yield from sorted((f"corpus/{name}", path) for name, path in coded)
        recipe = (path for folder in _RECIPE_FOLDERS for path in _files(paths.ROOT / folder))
        recipe_files = (paths.ROOT / name for name in _RECIPE_FILES)
        kept = [path for path in recipe if path.suffix in _RECIPE_ENDINGS]
        kept += [path for path in recipe_files if path.is_file()]
        yield from sorted((_name(path, paths.ROOT), path) for path in kept)

    def _held_originals(self) -> Iterable[Path]:
        """Every file in the folder of originals; ingest knows them by content, whatever their names."""
        return _files(self.originals) if self.originals else ()


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder that is not hidden and not bytecode."""
    # Ingest reads through links, so a linked folder counts too; one that leads back to where it stands counts once.
    seen: set[tuple[int, int]] = set()
    for parent, folders, names in os.walk(folder, followlinks=True):
        status = Path(parent).stat()
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__pycache__")))
        yield from (Path(parent, name) for name in names if not name.startswith("."))


def digest_of(listed: Listed) -> str:
    """The SHA-256, in hex, of a list of inputs, whatever its order."""
    return hashlib.sha256("".join(f"{name}\0{listed[name]}\n" for name in sorted(listed)).encode()).hexdigest()


def _name(path: Path, folder: Path) -> str:
    """The path below a folder; bytes that are no UTF-8 as escapes, so that it can be hashed and published."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "backslashreplace")


def _digest(path: Path) -> str:
    """The SHA-256 of a file; of what cannot be read, why: ingest refuses it and says so, this only counts."""
    try:
        # A pipe would be waited for, for ever.
        return hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(path.stat().st_mode) else _NO_FILE
    except OSError:
        return _UNREADABLE


def _installed() -> dict[str, str]:
    """The versions of Python and of the engines that are installed; an engine that is missing has none."""
    versions = {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    for engine in _ENGINES:
        try:
            versions[engine] = metadata.version(engine)
        except metadata.PackageNotFoundError:
            versions[engine] = ""
    return versions


class _Hashes:
    """SHA-256 by path, remembered in a file by what the system says of the file."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._known = self._load()
        self._seen: dict[str, list[int | str]] = {}

    def of(self, path: Path) -> str:
        """The file's hash, from memory where nothing about the file has changed."""
        try:
            status = path.stat()
        except OSError:
            return _UNREADABLE
        state: list[int | str] = [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
        known = self._known.get(str(path))
        if known and known[:-1] == state:
            self._seen[str(path)] = known
            return str(known[-1])
        digest = _digest(path)
        if len(digest) == _HEX and time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > _RACY_NS:
            self._seen[str(path)] = [*state, digest]
        return digest

    def save(self) -> None:
        """Write what was seen, if it differs from what was known; on a full or read-only disk it is not remembered."""
        if self._cache is None or self._seen == self._known:
            return
        temporary = self._cache.with_suffix(f".{os.getpid()}.tmp")
        try:
            self._cache.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(self._seen), encoding="utf-8")
            temporary.replace(self._cache)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _load(self) -> dict[str, list[int | str]]:
        """What was known; nothing where the file is missing or damaged."""
        try:
            known = json.loads(self._cache.read_text(encoding="utf-8")) if self._cache else {}
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}
