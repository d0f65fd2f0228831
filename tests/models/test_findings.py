"""The tables of README, docs/findings.md and docs/sampling.md are what their statements return from the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.findings import PAGES, asker, stale

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_table_is_what_its_statement_returns(built: Path, page: Path) -> None:
    old = [f"{page.name}:{block.line}: now\n{block.now}" for block in stale(page, asker(built))]
    assert not old, "run python -m parley.findings after parley build\n" + "\n".join(old)
