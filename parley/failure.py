"""What went wrong, said so that a reader knows what to do next."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click


class Failure(Exception):
    """A step could not do its work.

    Attributes:
        step: the step's name as the build prints it, or the command's.
        message: what happened, one line.
        details: the evidence, ready to print, or empty.
        remedy: what to do next, one line.
        exit_code: of the command: 1 for a failed step, 2 for wrong use, 3 for a lock that another build holds.
    """

    def __init__(self, step: str, message: str, *, details: str = "", remedy: str = "", exit_code: int = 1) -> None:
        super().__init__(message)
        self.step = step
        self.message = message
        self.details = details
        self.remedy = remedy
        self.exit_code = exit_code


@contextmanager
def told() -> Iterator[None]:
    """Print a failure of the block as a reader needs it, and end the command with its exit code."""
    try:
        yield
    except Failure as failure:
        tell(failure)
        sys.exit(failure.exit_code)


def tell(failure: Failure) -> None:
    """Print what went wrong, the evidence, and what to do."""
    click.secho(f"{failure.step}: {failure.message}", fg="red", bold=True, err=True)
    if failure.details:
        click.echo(f"\n{failure.details}\n", err=True)
    if failure.remedy:
        click.echo(f"What to do: {failure.remedy}", err=True)
