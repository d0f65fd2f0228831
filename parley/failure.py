"""What went wrong, said so that a reader knows what to do next."""

from __future__ import annotations


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
