"""The series: do sums, balances, totals, promises and days fit together over all documents?"""

from __future__ import annotations

from expectations.check import Suite
from expectations.suites import series_days, series_promises, series_sums

SUITE = Suite(
    name="series",
    about=(
        "Sums, balances, running totals, promises and days over the whole series. A figure that fails stays as it is "
        "printed: it is shown with the claims that it does not fit."
    ),
    checks=series_sums.CHECKS + series_promises.CHECKS + series_days.CHECKS,
)
