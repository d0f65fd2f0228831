"""All suites, in the order in which they run and are documented. A suite is a module; a check is a row of its list."""

from __future__ import annotations

from expectations.check import Check, Suite
from expectations.suites import casualties, children, comparison, context, corpus, exchanges, series, talks

SUITES: tuple[Suite, ...] = (
    exchanges.SUITE,
    casualties.SUITE,
    children.SUITE,
    talks.SUITE,
    context.SUITE,
    series.SUITE,
    corpus.SUITE,
    comparison.SUITE,
)

CHECKS: dict[str, tuple[Suite, Check]] = {check.check_id: (suite, check) for suite in SUITES for check in suite.checks}
"""Every check with its suite, by id, in order."""
