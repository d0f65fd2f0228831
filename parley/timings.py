"""Where the seconds of a build go: spans of time by process, and the table of `parley build --timings`.

Whoever does a piece of work says so with `span`; outside of a build that keeps timings this costs nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from rich import box
from rich.table import Table
from rich.text import Text

_BAR = 18


@dataclass(frozen=True)
class Span:
    """One piece of work.

    Attributes:
        process: who did it: `build` (the command itself), `dbt` or `checks`.
        what: what was done.
        start, end: seconds since the build began.
        inner: it is a part of the span that was kept next before it and is no inner one itself.
    """

    process: str
    what: str
    start: float
    end: float
    inner: bool = False


@dataclass
class Timings:
    """The spans of one build.

    Attributes:
        began: when the build began, as `time.perf_counter` tells it.
        spans: what was done, in the order in which it began.
        remarks: what else explains the seconds, a line each.
    """

    began: float = field(default_factory=time.perf_counter)
    spans: list[Span] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Let `span`, `add` and `remark` write here until the block ends."""
        token = _current.set(self)
        try:
            yield
        finally:
            _current.reset(token)

    def table(self) -> Table:
        """One row per span: who, what, from when, how long, and a bar that shows what ran side by side."""
        whole = max((span.end for span in self.spans), default=0.0)
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", title_justify="left")
        table.add_column("process", no_wrap=True)
        table.add_column("work")
        for name in ("from", "seconds"):
            table.add_column(name, justify="right", no_wrap=True)
        table.add_column("when", no_wrap=True)
        for span in self._ordered():
            times = [f"{value:.2f}" for value in (span.start, span.end - span.start)]
            work = f"  {span.what}" if span.inner else span.what
            style = "dim" if span.inner else ""
            table.add_row(Text(span.process), Text(work), *times, Text(_bar(span, whole)), style=style)
        table.caption = "\n".join([f"{whole:.2f} s in all", *self.remarks])
        table.caption_justify = "left"
        return table

    def _ordered(self) -> list[Span]:
        """The spans by the beginning of the outer one that they belong to, parts behind the whole."""
        return sorted(self.spans, key=lambda span: (span.start, -span.end))


_current: ContextVar[Timings | None] = ContextVar("timings", default=None)


@contextmanager
def span(what: str, process: str = "build", *, inner: bool = False) -> Iterator[None]:
    """Keep how long the block takes, if somebody keeps timings."""
    started = time.perf_counter()
    try:
        yield
    finally:
        add(what, process, started, time.perf_counter(), inner=inner)


def add(what: str, process: str, started: float, ended: float, *, inner: bool = False) -> None:
    """Keep a span that is over, its ends as `time.perf_counter` tells them, if somebody keeps timings."""
    if timings := _current.get():
        timings.spans.append(Span(process, what, started - timings.began, ended - timings.began, inner))


def remark(text: str) -> None:
    """Keep a line that explains the seconds, if somebody keeps timings."""
    if timings := _current.get():
        timings.remarks.append(text)


def _bar(span: Span, whole: float) -> str:
    """When in the whole the span was."""
    if not whole:
        return ""
    start = min(round(span.start / whole * _BAR), _BAR - 1)
    return " " * start + "━" * max(round(span.end / whole * _BAR) - start, 1)
