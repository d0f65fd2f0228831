"""Asks whether a known weakness is in a locked package, and tells "none" from "nobody could be asked": `make audit`.

pip-audit passes where it found no data on a package; here that is an answer of its own. It asks the package index, and
OSV where that has no such data. The names and versions of the locked packages are sent there, and nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from parley.paths import ROOT

SERVICES = ("pypi", "osv")
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-audit.txt", "requirements-spark.txt")

FOUND, UNASKED = 1, 3
"""Exit codes; 0 says that data on every package was there and none of them is known to be weak."""


@dataclass(frozen=True)
class Answer:
    """What one service said.

    Attributes:
        weak: package, version, and the ids of its weaknesses, a line each.
        n_known: packages on which there was data.
        skipped: packages on which there was none.
        error: why nobody answered, or empty.
    """

    weak: tuple[str, ...] = ()
    n_known: int = 0
    skipped: tuple[str, ...] = ()
    error: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every package was looked up."""
        return not self.error and not self.skipped and self.n_known > 0


def read(output: str, errors: str) -> Answer:
    """What pip-audit printed, with `--format json`."""
    try:
        found = json.loads(output)["dependencies"]
    except (json.JSONDecodeError, KeyError, TypeError):
        lines = [line for line in errors.splitlines() if line.strip()]
        return Answer(error=lines[-1] if lines else "no answer")
    weak = tuple(
        f"{one['name']} {one['version']}: {', '.join(sorted({hole['id'] for hole in one['vulns']}))}"
        for one in found
        if one.get("vulns")
    )
    skipped = tuple(one["name"] for one in found if "skip_reason" in one)
    return Answer(weak, len(found) - len(skipped), skipped)


def asked(service: str, locks: Sequence[str] = LOCKS, folder: Path = ROOT) -> Answer:
    """One service, asked about the locks; nothing is installed or resolved for it."""
    command = [sys.executable, "-m", "pip_audit", "--vulnerability-service", service, "--format", "json"]
    command += ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "--timeout", "15"]
    for lock in locks:
        command += ["--requirement", lock]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return read(done.stdout, done.stderr)


def told(answers: dict[str, Answer]) -> tuple[int, list[str]]:
    """The exit code and what to print, of the services in the order in which they were asked."""
    weak = sorted({line for answer in answers.values() for line in answer.weak})
    if weak:
        return FOUND, ["known weaknesses:", *weak, "What to do: raise the version in requirements*.in, then make lock."]
    for service, answer in answers.items():
        if answer.is_whole:
            return 0, [f"{service} knows of no weakness in any of {answer.n_known} locked packages"]
    reasons = [
        f"{service}: {answer.error or f'no data on {len(answer.skipped)} packages'}"
        for service, answer in answers.items()
    ]
    return UNASKED, ["no data on weaknesses could be reached: this says nothing about the packages", *reasons]


def main() -> int:
    """Ask one service after the other until one knows every package."""
    answers: dict[str, Answer] = {}
    for service in SERVICES:
        answers[service] = asked(service)
        if answers[service].is_whole:
            break
    code, lines = told(answers)
    print("\n".join(lines), file=sys.stderr if code else sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main())
