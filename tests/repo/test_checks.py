"""The expectations and their page do not drift apart."""

from __future__ import annotations

from expectations.suites import CHECKS


def test_there_are_enough_checks() -> None:
    assert len(CHECKS) >= 25


def test_every_check_is_on_the_page(texts: dict[str, str]) -> None:
    assert [check for check in CHECKS if check not in texts["docs/checks.md"]] == []
