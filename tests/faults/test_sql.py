"""Hostile statements get nowhere, each for the right reason; honest ones are answered, and rightly."""

from __future__ import annotations

import getpass
import hashlib
import os
import socket
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from parley import paths
from parley.sandbox import Limits, Pool, Refusal
from tests.faults import sql_attacks, sql_questions
from tests.faults.sql_attacks import Attack
from tests.parley.conftest import make_work_file

_WORD = "swordfish"
_ROWS, _BYTES = 10_001, 8 << 20
_LONG = Limits(30, 512, _ROWS, _BYTES)
_LIMITS = {
    "Stopped": Limits(1, 512, _ROWS, _BYTES),
    "OutOfMemoryException": Limits(30, 64, _ROWS, _BYTES),
    "TooMuch": Limits(30, 256, _ROWS, _BYTES),
}
"""By the reason that must end a statement: no other limit may come first, however busy the machine is."""

Found = tuple[str, str]
"""The kind of a refusal, or `answered`; and its message, or the rows."""


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """Two statements at once, as the machine has processors."""
    made = Pool(2, 120)
    yield made
    made.close()


@pytest.fixture
def asked(pool: Pool, tmp_path: Path) -> Iterator[Callable[[dict[str, Attack]], dict[str, Found]]]:
    """Run attacks on a published file beside a secret one; afterwards nothing may have changed."""
    database = make_work_file(tmp_path / "parley.duckdb")
    secret = tmp_path / "secret.csv"
    secret.write_text(f"word\n{_WORD}\n", encoding="utf-8")
    before = {path: _digest(path) for path in tmp_path.iterdir()}

    def ask(attacks: dict[str, Attack]) -> dict[str, Found]:
        with ThreadPoolExecutor(2) as workers:
            found = workers.map(lambda attack: _asked(pool, database, attack), attacks.values())
            return dict(zip(attacks, found, strict=True))

    yield ask
    assert {path: _digest(path) for path in tmp_path.iterdir()} == before


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _asked(pool: Pool, database: Path, attack: Attack) -> Found:
    statement = attack.statement
    for name, value in {
        "database": database,
        "secret": database.parent / "secret.csv",
        "folder": database.parent,
    }.items():
        statement = statement.replace(f"{{{name}}}", str(value))
    try:
        with pool.sandbox() as sandbox, database.open("rb") as file:
            result = sandbox.ask(file, statement, _LIMITS.get(attack.kind, _LONG))
            return "answered", str([result.columns, *result.batches])
    except Refusal as refusal:
        return refusal.kind, f"{refusal.what}{refusal.details}"


@pytest.mark.parametrize("group", sql_attacks.GROUPS)
def test_attacks_fail_for_the_right_reason_and_change_nothing(
    group: str, asked: Callable[[dict[str, Attack]], dict[str, Found]]
) -> None:
    attacks = sql_attacks.GROUPS[group]
    found = asked(attacks)
    wrong = {
        name: (kind, said[:500])
        for name, (kind, said) in found.items()
        if kind != attacks[name].kind or attacks[name].words not in said or _WORD in said
    }
    assert wrong == {}


def test_there_are_enough_of_them() -> None:
    assert sum(map(len, sql_attacks.GROUPS.values())) >= 80
    assert len(sql_questions.QUESTIONS) >= 30


def test_nothing_tells_of_this_machine(asked: Callable[[dict[str, Attack]], dict[str, Found]], tmp_path: Path) -> None:
    """Neither rows nor errors name a folder, a file, a user or the machine."""
    words = {str(tmp_path), tmp_path.name, str(paths.ROOT), sys.prefix, "parley.duckdb", "site-packages", "Traceback"}
    words |= {str(Path.home()) + "/"} | ({os.environ["PATH"]} if os.environ.get("PATH") else set())
    words |= {f"/{getpass.getuser()}/", socket.gethostname()}
    found = asked({name: Attack(statement, "", "") for name, statement in sql_attacks.LEAKS.items()})
    told = {name: [word for word in words if word in said] for name, (_, said) in found.items()}
    if sys.platform != "linux":  # without the kernel's filter the engine knows where its file lies
        told = {name: value for name, value in told.items() if name not in ("databases", "database_list", "settings")}
    assert {name: value for name, value in told.items() if value} == {}


def test_a_machine_is_told_of_where_it_is_not_hidden(tmp_path: Path) -> None:
    """The test above can fail: the engine by itself does say where its file lies."""
    import duckdb

    database = make_work_file(tmp_path / "parley.duckdb")
    with duckdb.connect(database, read_only=True) as connection:
        assert str(tmp_path) in str(connection.execute(sql_attacks.LEAKS["databases"]).fetchall())


@pytest.fixture(scope="module")
def questioned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented table as a file."""
    return sql_questions.build(tmp_path_factory.mktemp("questions") / "parley.duckdb")


def test_honest_questions_are_answered_rightly(questioned: Path, pool: Pool) -> None:
    def answer(statement: str) -> list[tuple[Any, ...]]:
        with pool.sandbox() as sandbox, questioned.open("rb") as file:
            result = sandbox.ask(file, statement, Limits(30, 512, _ROWS, _BYTES))
            return [row for batch in result.batches for row in batch]

    with ThreadPoolExecutor(2) as workers:
        found = workers.map(answer, (statement for statement, _ in sql_questions.QUESTIONS.values()))
        answers = dict(zip(sql_questions.QUESTIONS, found, strict=True))
    wrong = {name: answers[name] for name, (_, right) in sql_questions.QUESTIONS.items() if answers[name] != right}
    assert wrong == {}
