"""How far apart the claims of a conflict are: nearly together, far apart, or not to be measured as a share.

One more person than another says is a conflict, and so is half as many: both are shown as conflicts, and told apart.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboards import wording
from dashboards.warehouse import Row

NEAR = 0.05
"""The largest gap that is near, as a share of the larger figure: what the strictest reading of "about" bridges."""

BANDS = ("far", "unmeasured", "near")
"""The bands from the sharpest to the mildest; questions without a conflict have none."""

SIGNS = {"far": "←→", "unmeasured": "≠", "near": "→←"}
"""A sign beside the words of each band."""

LABELS = {"far": "over 5 %", "near": "up to 5 %", "unmeasured": "no share"}
"""The bands as a filter names them, in its order."""

WORDS = {"far": "far apart", "near": "near"}
"""What is said of a measured conflict."""

_STEPS = {"clock": "minute", "ordinal": "place", "date": "day"}


def band(question: Row) -> str:
    """The band of a question's widest conflict; empty where nothing conflicts.

    Args:
        question: a row with verdict, n_conflict and widest_gap_share.
    """
    if question["verdict"] not in ("conflict", "disputed"):
        return ""
    share = question["widest_gap_share"]
    # A denial has no distance to what it denies.
    if question["verdict"] == "disputed" or share is None:
        return "unmeasured"
    return of_share(share)


def of_share(share: float) -> str:
    """The band of a gap that is measured as a share of the larger figure."""
    return "near" if share <= NEAR else "far"


def sign(found: str) -> str:
    """The sign of a band as markup: the words beside it say the same."""
    return f'<span class="pl-apart" aria-hidden="true">{SIGNS[found]}</span>'


def rank(question: Row) -> int:
    """The place of a question's band from the sharpest on; without a conflict the last."""
    found = band(question)
    return BANDS.index(found) if found else len(BANDS)


def said(question: Row, units: Mapping[str, Row]) -> str:
    """How far apart the widest conflict is, in words; empty where that has no measure.

    Args:
        question: a row of `queries.answers`.
        units: the units of `queries.codes`.
    """
    if band(question) in ("", "unmeasured") and (question["verdict"] != "conflict" or question["widest_gap"] is None):
        return ""
    gap, share = question["widest_gap"], question["widest_gap_share"]
    # Where whole things are not counted, an end that one claim leaves out can touch the other: nothing lies between.
    return "the ends touch" if gap == 0 else f"apart by {measured(gap, question, units)}{as_share(share)}"


def measured(gap: float, question: Row, units: Mapping[str, Row]) -> str:
    """A distance on a question's axis: 3 persons each side; 1 body; 29 days."""
    if question["value_type"] in _STEPS:
        return wording.counted(int(gap), _STEPS[question["value_type"]])
    column = "label" if gap == 1 else "description"
    named = {code: row[column] for code, row in units.items()}
    return f"{wording.number(gap)} {wording.unit_of(question, named)}".strip()


def as_share(share: float | None) -> str:
    """A gap as a share, as the end of a sentence; nothing where there is none."""
    if not share:
        return ""
    percent = 100 * share
    return f", {wording.number(round(percent, 2)) if percent >= 0.01 else 'under 0.01'} % of the larger figure"
