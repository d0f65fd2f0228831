"""How far apart conflicts are, in bands and in words."""

from __future__ import annotations

from typing import Any

import pytest

from dashboards import gaps

UNITS = {"person": {"label": "person", "description": "persons"}, "date": {"label": "date", "description": "dates"}}


def question(**known: Any) -> dict[str, Any]:
    row = {"verdict": "conflict", "value_type": "count", "unit": "person", "basis": None, "n_conflict": 1}
    return row | {"widest_gap": None, "widest_gap_share": None} | known


@pytest.mark.parametrize(
    ("known", "band", "said"),
    [
        ({"verdict": "agree"}, "", ""),
        ({"widest_gap": 0.0, "widest_gap_share": 0.0}, "near", "the ends touch"),
        ({"widest_gap": 1.0, "widest_gap_share": 0.05}, "near", "apart by 1 person, 5 % of the larger figure"),
        ({"widest_gap": 3.0, "widest_gap_share": 0.051}, "far", "apart by 3 persons, 5.1 % of the larger figure"),
        ({"widest_gap": 1.0, "widest_gap_share": 1e-6}, "near", "apart by 1 person, under 0.01 % of the larger figure"),
        ({"value_type": "date", "unit": "date", "widest_gap": 29.0}, "unmeasured", "apart by 29 days"),
        ({"value_type": "identity"}, "unmeasured", ""),
        ({"verdict": "disputed", "widest_gap": 1.0, "widest_gap_share": 0.5}, "unmeasured", ""),
        ({"basis": "each_side", "widest_gap": 2.0, "widest_gap_share": 0.5}, "far", "apart by 2 persons each side"),
    ],
)
def test_bands_and_words(known: dict[str, Any], band: str, said: str) -> None:
    row = question(**known)
    assert gaps.band(row) == band
    assert gaps.said(row, UNITS).startswith(said)
    assert bool(gaps.said(row, UNITS)) == bool(said)


def test_far_conflicts_come_before_near_ones_and_agreement_last() -> None:
    far, near = question(widest_gap_share=0.5), question(widest_gap_share=0.01)
    ranked = sorted([question(verdict="agree"), near, question(), far], key=gaps.rank)
    assert [gaps.band(row) for row in ranked] == ["far", "unmeasured", "near", ""]


def test_every_band_has_a_sign_and_a_label() -> None:
    assert set(gaps.SIGNS) == set(gaps.LABELS) == set(gaps.BANDS)
