"""The files of the project, as git would take them; by name where there is no git."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from parley.paths import ROOT

MADE = {
    ".git",
    ".venv",
    ".venv-lock",
    ".venv-audit",
    ".hypothesis",
    "warehouse",
    "target",
    "logs",
    "originals",
    "dbt_packages",
    "__pycache__",
}


def project_files() -> list[Path]:
    """Every file that is tracked or would be; what the build makes and what git ignores left out."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
        return sorted(path for path in {ROOT / name for name in names if name} if path.is_file())
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in MADE and not name.endswith("_cache")]
        found += [Path(folder, name) for name in names]
    return sorted(found)


def shown(path: Path) -> str:
    """The path from the project's root."""
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="session")
def files() -> list[Path]:
    """Every file of the project."""
    return project_files()


@pytest.fixture(scope="session")
def texts(files: list[Path]) -> dict[str, str]:
    """Every text file of the project, by its path from the root."""
    found = {}
    for path in files:
        content = path.read_bytes()
        if b"\0" not in content:
            found[shown(path)] = content.decode("utf-8")
    return found
