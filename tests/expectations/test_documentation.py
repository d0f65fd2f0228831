"""Checks and page cannot drift apart, and no check comes without its reason."""

from __future__ import annotations

import re
from dataclasses import fields

from expectations import documentation, report
from expectations.results import COLUMNS, Result
from expectations.suites import CHECKS, SUITES

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def test_the_page_is_the_checks() -> None:
    """If this fails, run `python -m expectations --docs`."""
    assert documentation.PAGE.read_text(encoding="utf-8") == documentation.page(SUITES)


def test_ids_are_unique_slugs() -> None:
    ids = [check.check_id for suite in SUITES for check in suite.checks]
    assert len(ids) == len(set(ids))
    assert [check_id for check_id in ids if not SLUG.fullmatch(check_id)] == []


def test_every_check_says_why_and_what_to_do() -> None:
    """Whole sentences, so that a reader is not sent to the code."""
    for _, check in CHECKS.values():
        for text in (check.reason, check.remedy):
            assert text[0].isupper() and text.endswith(".") and len(text) > 40, check.check_id
        assert check.lists and not check.lists.endswith("."), check.check_id


def test_every_limit_stands_in_the_threshold() -> None:
    """A number that the page does not tell would be a number without a reason."""
    for _, check in CHECKS.values():
        flags = {name for name, value in check.rule.limits.items() if isinstance(value, bool)}
        assert set(re.findall(r"\$(\w+)", check.threshold)) == set(check.rule.limits) - flags, check.check_id


def test_thresholds_are_written_for_readers() -> None:
    assert CHECKS["bodies-in-one-promise"][1].threshold_text() == "at most 20,000 bodies in one promise or handover"
    assert CHECKS["talks-within-the-war"][1].threshold_text() == "from 2022-01-01 to 730 days after publication"


def test_expectations_are_named_as_in_their_documentation() -> None:
    names = {check.expectation_name() for _, check in CHECKS.values()}
    assert {"UnexpectedRowsExpectation", "ExpectColumnPairValuesAToBeGreaterThanB"} < names


def test_every_column_of_the_results_is_described() -> None:
    assert list(COLUMNS) == [field.name for field in fields(Result)]


def test_the_listing_has_a_line_for_each_check() -> None:
    lines = list(report.listing(SUITES))
    assert [line.split()[1] for line in lines] == list(CHECKS)
