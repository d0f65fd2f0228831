"""The questions and promises that open the summary of a build: what a reader asks first."""

HEADLINES = (
    "r3-pow-swap",
    "r3-bodies-offered",
    "children-list",
    "children-taken",
    "r3-duration",
    "r2-date",
    "r3-head-ukraine",
)
"""Question ids, in the order in which they are shown; one that a corpus does not have is left out."""

PROMISES = (
    "r1-pow-promise",
    "r2-pow-promise",
    "r2-bodies-promise",
    "r3-pow-swap",
    "r3-bodies-offered",
    "nov-2025-promise",
)
"""Promises, by question id, in the order of their rounds; likewise."""
