"""The questions that open the summary of a build: what a reader of these articles asks first."""

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
