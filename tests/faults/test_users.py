"""Several users at once over real sessions: the bounded form of `benchmarks/users.py`, and what that would notice."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from benchmarks.users import Session, connected, growth, many, queried
from dashboards import screenshots
from dashboards.app import PAGES
from tests.dashboards import invented


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a thread of its own: where the browser's tests ran before, their loop still runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.build(tmp_path_factory.mktemp("users") / "parley.duckdb")


@pytest.fixture(scope="module")
def address(database: Path) -> Iterator[str]:
    """A dashboard on the invented warehouse."""
    with screenshots.serving({"PARLEY_WAREHOUSE": str(database)}) as found:
        yield found


def test_a_reader_comes_back_to_each_page(address: str) -> None:
    async def walk() -> dict[str, str]:
        async with connected(address) as socket:
            session = Session(socket)
            found = {}
            for page in PAGES:
                beside = "outlets" if page == "talks" else "talks"
                found[page] = " ".join([await session.run(name, "") for name in (page, beside, page, page)]).strip()
            return found

    assert _run(walk()) == dict.fromkeys(PAGES, "")


def test_users_at_once_meet_no_error(address: str, database: Path) -> None:
    taken = _run(many(address, users=10, seconds=5))
    assert not taken.failures
    assert len(taken.all()) >= 10
    hidden = database.rename(database.with_name("hidden"))
    failed = _run(many(address, users=1, seconds=3))
    hidden.rename(database)
    assert {said.partition(": ")[2] for said in failed.failures} == {"There is no published warehouse."}


def test_threads_at_once_on_the_queries_meet_no_error(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(database))
    taken = queried(users=8, seconds=3)
    assert not taken.failures
    assert {"claims_on", "pairs_on", "answers, search"} <= set(taken.seconds)


def test_growth_is_that_of_the_second_half() -> None:
    assert growth([(0, 100.0), (10, 200.0), (20, 250.0)]) == 0.25
    assert growth([(0, 100.0), (10, 200.0), (20, 200.0)]) == 0
