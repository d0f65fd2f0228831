"""Lists each locked package with its licence, and refuses what is not allowed: `make licences`.

A licence is read from the package's own metadata; what that leaves open stands in licences_told.csv, with the place
where it was looked up. Which licences are allowed, and why, stands in licences_allowed.csv.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from parley.paths import ROOT

LOCKS = {"requirements.txt": "run", "requirements-dev.txt": "test"}
"""The locks, and what their packages are for."""

_ENTRY = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([\w.+!-]+)", re.MULTILINE)
_CLASSIFIER = "License :: "


@dataclass(frozen=True)
class Package:
    """One locked package.

    Attributes:
        name: as the lock spells it.
        versions: that are locked; more than one where they differ by version of Python.
        use: `run` or `test`.
        licence: as an SPDX expression; None where neither the package nor we know.
    """

    name: str
    versions: tuple[str, ...]
    use: str
    licence: str | None


def packages(folder: Path = ROOT) -> list[Package]:
    """Every package of the locks, by name, with its licence."""
    found: dict[str, tuple[str, list[str]]] = {}
    for lock, use in LOCKS.items():
        for name, version in _ENTRY.findall((folder / lock).read_text(encoding="utf-8")):
            found.setdefault(name.lower(), (use, []))[1].append(version)
    return [Package(name, tuple(versions), use, licence_of(name)) for name, (use, versions) in sorted(found.items())]


def licence_of(name: str) -> str | None:
    """The licence of a package as an SPDX expression: by our own list, else by its metadata if it is installed."""
    if told := table("told").get(name):
        return told
    try:
        known = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    classifiers = [line.split(" :: ")[-1] for line in known.get_all("Classifier") or [] if line.startswith(_CLASSIFIER)]
    expressions, fields = (known.get_all(name) or [None] for name in ("License-Expression", "License"))
    return read(expressions[0], fields[0], classifiers)


def read(expression: str | None, field: str | None, classifiers: Iterable[str]) -> str | None:
    """The licence that metadata tells: an expression, else a field or a classifier that says which one it is."""
    if expression:
        return expression
    spelled, allowed = table("spelled"), table("allowed")
    for said in (field or "", *classifiers):
        licence = spelled.get(said, said)
        if is_allowed(licence, allowed):
            return licence
    return None


def is_allowed(licence: str | None, allowed: Mapping[str, str]) -> bool:
    """True if each part of an expression is allowed, or may be exchanged for one that is; brackets are not read."""
    parts = (licence or "").split(" AND ")
    return all(any(choice in allowed for choice in part.split(" OR ")) for part in parts)


def table(name: str) -> dict[str, str]:
    """One of the tables beside this module: its first column to its second one."""
    with (Path(__file__).parent / f"licences_{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row[0]: row[1] for row in list(csv.reader(file))[1:]}


def main() -> int:
    """Print the list; say which packages are not allowed, and what to do."""
    allowed, found = table("allowed"), packages()
    for package in found:
        print(f"{package.name:<28} {', '.join(package.versions):<20} {package.use:<5} {package.licence or 'unknown'}")
    refused = [package for package in found if not is_allowed(package.licence, allowed)]
    for package in refused:
        print(f"{package.name}: its licence is {package.licence or 'unknown'}", file=sys.stderr)
    if refused:
        print(
            "What to do: read the package's own file of terms. If it may be used, add the package to "
            "deploy/licences_told.csv or the licence to deploy/licences_allowed.csv; else do without it.",
            file=sys.stderr,
        )
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
