"""Fixtures of the ingest tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from making import Made, sound


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A sound corpus of a test's own, not yet written."""
    return sound(tmp_path)
