"""How a build shows its steps: a live list on a terminal, one plain line per step without one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from parley import timings


@dataclass
class Step:
    """One step of a build, as it is shown.

    Attributes:
        name: what is printed first.
        note: what it has done, or is doing; one line.
        done, total: how far it is, where that is known.
        state: `waiting`, `running`, `ended` or `failed`.
    """

    name: str
    note: str = ""
    done: int = 0
    total: int = 0
    state: str = "waiting"
    started: float = field(default=0.0, repr=False)
    seconds: float = 0.0


class Steps:
    """The steps of one build in order, shown while it runs.

    Args:
        console: where to show them; live if it is a terminal.
        names: the steps, in order.
    """

    def __init__(self, console: Console, *names: str) -> None:
        self._console = console
        self._steps = {name: Step(name) for name in names}
        self._live = Live(console=console, get_renderable=self._table, refresh_per_second=10, transient=False)

    def __enter__(self) -> Self:
        """Begin to show."""
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the list as it stands."""
        if self._console.is_terminal:
            self._live.stop()

    @contextmanager
    def run(self, name: str) -> Iterator[Step]:
        """Show one step as running until the block ends; a block that raises shows it as failed."""
        step = self._steps[name]
        step.state, step.started = "running", time.perf_counter()
        try:
            yield step
        except BaseException:
            step.state = "failed"
            raise
        else:
            step.state = "ended"
        finally:
            ended = time.perf_counter()
            step.seconds = ended - step.started
            timings.add(name, "build", step.started, ended)
            if not self._console.is_terminal:
                self._console.print(self._line(step), highlight=False, markup=False, soft_wrap=True)

    def _line(self, step: Step) -> str:
        """One ended step as plain text."""
        told = "failed" if step.state == "failed" else step.note
        return f"{step.name}: {told} ({step.seconds:.1f} s)"

    def _table(self) -> Table:
        """All steps, one line each."""
        table = Table.grid(padding=(0, 2, 0, 0))
        for step in self._steps.values():
            table.add_row(_mark(step), Text(step.name), _told(step), _time(step))
        return table


_SPINNER = Spinner("dots", style="cyan")


def _mark(step: Step) -> Text | Spinner:
    """The sign before a step."""
    if step.state == "running":
        return _SPINNER
    signs = {"waiting": ("·", "dim"), "ended": ("✓", "green"), "failed": ("✗", "red")}
    return Text(*signs[step.state])


def _told(step: Step) -> Text | ProgressBar:
    """What a step has to say: how far it is while it runs, its note after."""
    if step.state == "running" and step.total:
        return ProgressBar(total=step.total, completed=step.done, width=40)
    return Text(step.note, style="dim" if step.state == "running" else "")


def _time(step: Step) -> Text:
    """How long a step has taken."""
    if step.state == "waiting":
        return Text("")
    seconds = time.perf_counter() - step.started if step.state == "running" else step.seconds
    return Text(f"{seconds:.1f} s", style="dim")
