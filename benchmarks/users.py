"""Many users at once, and one that never stops: `python benchmarks/users.py`, part of `make faults`.

Starts the dashboard on the loopback address and speaks to it as a browser does, over Streamlit's websocket: no page is
drawn, all else is done. First 50 threads ask the warehouse what pages ask, past the cache, for a while; then 50 users
open pages one after the other, with a pause to read; then four sessions run pages again 2,000 times, without a pause,
while the memory of the server is watched. Prints Markdown; exits with 1 if anything failed or the memory grew. Needs a
published warehouse, and /proc for the memory.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from dashboards import screenshots

USERS, SECONDS, PAUSE, RERUNS = 50, 60.0, 15.0, 2_000
SESSIONS = 4
MOST_GROWTH = 0.05
"""Of the memory after the first half of the reruns, which fills the caches, to the end."""

_PATIENCE = 120
_MESSAGE_BYTES = 64 << 20
_PUBLIC = ("overview", "compare", "exchanges", "casualties", "children", "talks", "outlets", "evidence", "checks")
_TOPICS = ("talks", "exchanges", "casualties", "children")
_WORDS = ("prisoners", "bodies", "children", "minutes", "delegation", "list", "exchange", "round", "no such word")


@dataclass
class Taken:
    """What happened: seconds of each run by page, and what failed."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)

    def add(self, page: str, seconds: float, failure: str) -> None:
        """Note one run of a page."""
        self.seconds.setdefault(page, []).append(seconds)
        if failure:
            self.failures[f"{page}: {failure}"] += 1

    def all(self) -> list[float]:
        """The seconds of all runs."""
        return [seconds for of_page in self.seconds.values() for seconds in of_page]


class Session:
    """One browser tab: a websocket on which pages are asked for."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket

    async def run(self, page: str, query: str) -> str:
        """Ask for a page and wait until it is drawn whole; return what failed, or nothing."""
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = "" if page == "overview" else page
        await self._socket.send(asked.SerializeToString())
        failure, n_elements = "", 0
        while True:
            message = ForwardMsg.FromString(await asyncio.wait_for(self._socket.recv(), _PATIENCE))
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                n_elements += 1
                element = message.delta.new_element
                if element.WhichOneof("type") == "exception":
                    failure = f"{element.exception.type} {element.exception.message}"
                elif element.WhichOneof("type") == "alert" and element.alert.format == element.alert.ERROR:
                    failure = element.alert.body
            elif kind == "page_not_found":
                failure = "no such page"
            elif kind == "script_finished":
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    return failure or f"finished with {message.script_finished}"
                return failure or ("" if n_elements > 1 else "nothing was drawn")


def views(random_: random.Random) -> Iterator[tuple[str, str]]:
    """Pages and the parameters of their addresses, without end: as a reader goes through them."""
    for number in itertools.count():
        page = random_.choice((*_PUBLIC, "compare", "sql"))
        given: dict[str, str] = {}
        if page == "compare":
            given = random_.choice(({"topic": random_.choice(_TOPICS)}, {"search": random_.choice(_WORDS)}, {}))
        if page == "sql" and number % 2:
            given = {"sql": f"select count(*) + {random_.randrange(1000)} as n from marts.fct_claims"}
        yield page, urlencode(given)


def queried(users: int, seconds: float) -> Taken:
    """So many threads at once on the queries of the pages, none of them answered from the cache."""
    from dashboards import queries, warehouse

    cached = warehouse._rows
    warehouse._rows = cached.__wrapped__  # type: ignore[attr-defined]
    taken = Taken()
    end = time.monotonic() + seconds
    asked: dict[str, Callable[[], object]] = {
        "codes": queries.codes,
        "facets": queries.facets,
        "claim_facets": queries.claim_facets,
        "documents": queries.documents,
        "promises": queries.promises,
        "deliveries": queries.deliveries,
        "balances": queries.balances,
        "partitions": queries.partitions,
        "running_totals": queries.running_totals,
        **{f"answers, {topic}": partial(queries.answers, topic=topic) for topic in _TOPICS},
        "answers, search": partial(queries.answers, search="prisoners"),
    }
    questions = [row["question_id"] for row in queries.answers(most=40)]
    asked |= {"claims_on": partial(queries.claims_on, questions), "pairs_on": partial(queries.pairs_on, questions)}

    def one(number: int) -> None:
        random_ = random.Random(number)
        while time.monotonic() < end:
            name = random_.choice(list(asked))
            started = time.perf_counter()
            try:
                asked[name]()
                failure = ""
            except Exception as error:
                failure = f"{type(error).__name__} {error}"
            taken.add(name, time.perf_counter() - started, failure)

    with ThreadPoolExecutor(users) as threads:
        list(threads.map(one, range(users)))
    warehouse._rows = cached
    return taken


async def many(address: str, users: int, seconds: float, pause: float = 0) -> Taken:
    """So many users at once, for so many seconds; each looks at a page for `pause` seconds on average."""
    taken = Taken()
    end = time.monotonic() + seconds

    async def one(number: int) -> None:
        random_ = random.Random(number)
        await asyncio.sleep(random_.uniform(0, min(pause, seconds / 2)))
        async with connected(address) as socket:
            session = Session(socket)
            for page, query in views(random_):
                if time.monotonic() >= end:
                    return
                await _timed(session, page, query, taken)
                await asyncio.sleep(random_.uniform(0, 2 * pause))

    await asyncio.gather(*map(one, range(users)))
    return taken


async def again(address: str, reruns: int, process: int) -> tuple[Taken, list[tuple[int, float]]]:
    """Run pages so many times in a few sessions; return the memory of the server, in MB, along the way."""
    taken, memory = Taken(), [(0, _megabytes(process))]
    counter = itertools.count(1)

    async def one(number: int) -> None:
        async with connected(address) as socket:
            session = Session(socket)
            for page, query in views(random.Random(1000 + number)):
                at = next(counter)
                if at > reruns:
                    return
                await _timed(session, page, query, taken)
                if at % max(reruns // 10, 1) == 0:
                    memory.append((at, _megabytes(process)))

    await asyncio.gather(*map(one, range(SESSIONS)))
    return taken, sorted(memory)


async def _timed(session: Session, page: str, query: str, taken: Taken) -> None:
    started = time.perf_counter()
    try:
        failure = await session.run(page, query)
    except Exception as error:
        taken.add(page, time.perf_counter() - started, f"{type(error).__name__} {error}")
        raise
    taken.add(page, time.perf_counter() - started, failure)


def connected(address: str) -> Any:
    """A websocket as a browser opens it."""
    from websockets.asyncio.client import connect

    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    protocols: list[Any] = ["streamlit"]
    origin: Any = address
    return connect(
        stream,
        subprotocols=protocols,
        origin=origin,
        max_size=_MESSAGE_BYTES,
        open_timeout=_PATIENCE,
        ping_timeout=None,
    )


def _server(address: str) -> int:
    """The process that serves an address, by its command line."""
    port = str(urlsplit(address).port)
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if "dashboards" in words and port in words:
            return int(entry.parent.name)
    raise RuntimeError("the server was not found under /proc")


def _megabytes(process: int) -> float:
    """What a process holds in memory, without its children."""
    line = next(line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def growth(memory: Sequence[tuple[int, float]]) -> float:
    """The share by which the memory grew in the second half."""
    half = memory[len(memory) // 2][1]
    return memory[-1][1] / half - 1


def _print(title: str, taken: Taken, what: str) -> None:
    every = taken.all()
    print(f"{title}: {len(every):,} runs, {sum(taken.failures.values())} failures.\n")
    print(f"| {what} | runs | median s | p95 s |\n| --- | ---: | ---: | ---: |")
    for page, seconds in [*sorted(taken.seconds.items()), ("all", every)]:
        p95 = statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
        print(f"| {page} | {len(seconds)} | {statistics.median(seconds):.3f} | {p95:.3f} |")
    for failure, n in taken.failures.most_common(10):
        print(f"\n{n} times {failure}")
    print(flush=True)


def main() -> int:
    """Do both, print the figures, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=USERS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--pause", type=float, default=PAUSE, help="seconds that a user looks at a page, on average")
    parser.add_argument("--reruns", type=int, default=RERUNS)
    asked = parser.parse_args()
    layer = queried(asked.users, asked.seconds / 3)
    _print(f"{asked.users} threads at once on the queries, for {asked.seconds / 3:.0f} s", layer, "query")
    with screenshots.serving() as address:
        asyncio.run(many(address, 1, 5))  # the first visitor warms the server
        crowd = asyncio.run(many(address, asked.users, asked.seconds, asked.pause))
        title = f"{asked.users} users at once for {asked.seconds:.0f} s, who look at a page for {asked.pause:.0f} s"
        _print(title, crowd, "page")
        alone, memory = asyncio.run(again(address, asked.reruns, _server(address)))
        _print(f"{asked.reruns:,} reruns in {SESSIONS} sessions", alone, "page")
    grew = growth(memory)
    print("Memory of the server, MB: " + ", ".join(f"{size:.0f} after {at:,}" for at, size in memory))
    print(f"Growth in the second half: {grew:.1%}; at most {MOST_GROWTH:.0%} is allowed.")
    return 1 if layer.failures or crowd.failures or alone.failures or grew > MOST_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
