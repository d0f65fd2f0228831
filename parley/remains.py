"""What a build leaves for the next one: its work file, the statements that dbt ran on it, and whose they are.

A build that finds all three untouched, and differs from the published one only in the corpus, need not ask dbt again
(`parley.rebuild`). Whatever is in doubt counts as gone, and the build is made in full.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from parley import paths
from parley.inputs import Listed, digest_of
from parley.signature import Build

_CORPUS = ("corpus/", "original/")
"""What ingest turns into rows; a change of any other input may change the statements themselves."""


@dataclass(frozen=True)
class Node:
    """One model or test of dbt as it was run.

    Attributes:
        node_id: dbt's own id, as `model.parley.fct_claims`.
        name: what dbt calls it.
        kind: `table`, `view` or `test`.
        relation: schema and name of the table or view, quoted; empty for a test.
        needs: ids of what it reads: models, seeds and sources.
        stops: a test whose finding is an error, not a warning.
        statement: what dbt sent to the database.
    """

    node_id: str
    name: str
    kind: str
    relation: str
    needs: tuple[str, ...]
    stops: bool
    statement: str


def statements_of(work: Path) -> Path:
    """The file of the statements that dbt ran on a work file; dbt's worker writes it."""
    return work.with_suffix(".statements.json")


def write_statements(path: Path, nodes: Iterable[Node]) -> None:
    """Keep the nodes in the order in which they ran."""
    path.write_text(json.dumps([asdict(node) for node in nodes]), encoding="utf-8")


def recorded(work: Path, listed: Listed) -> None:
    """Say that the work file is as the build of these inputs left it; call it once that build is published.

    Where this cannot be written, the next build is made in full.
    """
    with suppress(OSError):
        left = {
            "inputs_sha256": digest_of(listed),
            "recipe": _recipe(listed),
            "files": [_state(path) for path in (work, statements_of(work))],
        }
        _record(work).write_text(json.dumps(left), encoding="utf-8")


def forget(work: Path) -> None:
    """From here on the work file is in nobody's name; call it before it is written to."""
    _record(work).unlink(missing_ok=True)


def usable(work: Path, published: Build | None, listed: Listed) -> list[Node] | str:
    """The statements to run anew where only the corpus has changed; or, in words, why the build must be a full one.

    Args:
        work: the work file.
        published: the build of the published file, or None where there is none.
        listed: the inputs as they stand now.
    """
    try:
        left = json.loads(_record(work).read_text(encoding="utf-8"))
        files = [_state(path) for path in (work, statements_of(work))]
        nodes = [
            Node(**{**node, "needs": tuple(node["needs"])})
            for node in json.loads(statements_of(work).read_text(encoding="utf-8"))
        ]
    except (OSError, ValueError, TypeError, KeyError):
        return "no earlier build has left its work file"
    if not isinstance(left, dict):
        return "what the last build left is damaged"
    if published is None or left.get("inputs_sha256") != published.inputs_sha256:
        return "the work file is not that of the published build"
    if left.get("files") != files or paths.wal(work).exists():
        return "the work file was written to since"
    if left.get("recipe") != _recipe(listed):
        return "models, code, settings or versions have changed"
    return nodes


def _recipe(listed: Listed) -> str:
    """One hash of all inputs that are not of the corpus."""
    return digest_of({name: value for name, value in listed.items() if not name.startswith(_CORPUS)})


def _record(work: Path) -> Path:
    return work.with_suffix(".left.json")


def _state(path: Path) -> list[int]:
    """What the system says of a file; another one after every change, as git relies on too."""
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
