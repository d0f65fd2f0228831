"""Marks in a text: overlapping, nested and equal spans, dismissed numerals, hostile markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.marks import Dismissed, Mark, marked, numbered, pieces, why

TEXT = "held on May 16 and June 2, they say"


def mark(start: int, end: int, name: str = "a", verdict: str = "agree") -> Mark:
    return Mark(start, end, f"clm_{name}", 0, verdict, f"title of {name}")


def shown(html: str) -> str:
    """The text that a reader sees, without the numbers."""
    plain = re.sub(r"<sup.*?</sup>", "", html).replace("<br>", "\n")
    plain = re.sub(r"<[^>]*>", "", plain)
    for code, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        plain = plain.replace(code, sign)
    return plain


def test_claims_of_one_quote_share_its_mark_and_have_a_number_each() -> None:
    html = marked(TEXT, numbered([mark(0, 25, "a"), mark(0, 25, "b")]), [])
    assert html.count("<mark") == 1
    assert "pl-many" in html
    assert re.findall(r'href="#of-(\w+)"', html) == ["clm_a", "clm_b"]
    assert re.findall(r'id="mark-(\w+)"', html) == ["clm_a", "clm_b"]


def test_overlapping_claims_are_cut_where_they_meet() -> None:
    found = [piece for piece in pieces(len(TEXT), [mark(0, 14, "a"), mark(8, 25, "b")], []) if piece.marks]
    assert [(piece.start, piece.end, len(piece.marks)) for piece in found] == [(0, 8, 1), (8, 14, 2), (14, 25, 1)]


def test_nested_claims_end_where_they_end() -> None:
    html = marked(TEXT, numbered([mark(0, 25, "outer"), mark(8, 14, "inner")]), [])
    assert html.index('href="#of-clm_inner"') < html.index('href="#of-clm_outer"')
    assert html.count('id="mark-clm_outer"') == 1


def test_the_sharpest_verdict_colours_a_shared_mark() -> None:
    html = marked(TEXT, numbered([mark(0, 25, "a", "agree"), mark(0, 25, "b", "conflict")]), [])
    assert 'class="pl-mark pl-v-conflict pl-many"' in html


def test_the_selected_claim_colours_a_shared_mark() -> None:
    marks = numbered([mark(0, 25, "a", "agree"), mark(0, 25, "b", "conflict")])
    assert 'class="pl-mark pl-v-agree pl-many pl-selected"' in marked(TEXT, marks, [], "clm_a")


def test_numbers_follow_the_text() -> None:
    assert [found.claim_id for found in numbered([mark(20, 25, "late"), mark(0, 5, "early")])] == [
        "clm_early",
        "clm_late",
    ]


def test_a_dismissed_numeral_has_its_reason_even_inside_a_claim() -> None:
    html = marked(TEXT, numbered([mark(0, 25)]), [Dismissed(12, 14, 'no claim: "idiom"')])
    assert '<span class="pl-dismissed" title="no claim: &quot;idiom&quot;">16</span>' in html


def test_markup_in_a_text_is_shown_not_obeyed() -> None:
    hostile = '<script>alert("x")</script> & <b>5</b>'
    html = marked(hostile, [Mark(0, 8, '"><i>', 1, '"><i>', "<i>")], [Dismissed(31, 32, "<i>")])
    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert shown(html) == hostile


@pytest.mark.parametrize("span", [(-1, 5), (30, 99), (7, 7), (9, 3)])
def test_spans_outside_the_text_are_left_out(span: tuple[int, int]) -> None:
    assert marked(TEXT, [mark(*span)], []) == marked(TEXT, [], [])


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6)


@given(text=st.text(alphabet='ab <>&"\n5\u00e9\U0001f5fa', max_size=40), claims=SPANS, numerals=SPANS)
def test_no_character_is_lost_or_doubled(
    text: str, claims: list[tuple[int, int]], numerals: list[tuple[int, int]]
) -> None:
    marks = numbered([mark(start, end, str(at)) for at, (start, end) in enumerate(claims)])
    html = marked(text, marks, [Dismissed(start, end, "idiom") for start, end in numerals])
    assert shown(html) == text
    inside = [found for found in marks if 0 <= found.start < found.end <= len(text)]
    assert len(re.findall(r'href="#of-', html)) == len(inside)


def test_a_mark_leads_to_its_comparison() -> None:
    html = marked(TEXT, [Mark(0, 4, "clm_a", 1, "agree", "title", "a&b")], [])
    assert '<a class="pl-back" href="compare?question=a%26b" target="_self">held</a></mark>' in html


def test_a_grey_numeral_is_a_link_to_its_reason_unless_it_stands_in_a_mark() -> None:
    numeral = Dismissed(12, 14, "no claim: idiom")
    assert f'<a class="pl-dismissed" href="#{why(numeral)}"' in marked(TEXT, [], [numeral])
    assert "why-" not in marked(TEXT, numbered([mark(0, 25)]), [numeral])
