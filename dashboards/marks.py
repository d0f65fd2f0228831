"""A text with its claims and dismissed numerals marked. Spans may overlap, nest or be the same; none is lost.

The text is cut wherever a span begins or ends; each piece knows every span that covers it. A piece of claims is a mark
that leads to the comparison of its figure; after its last character stands the number of each claim that ends there,
linked to the claim's details. A dismissed numeral is grey, and linked to the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import urlencode

from dashboards.markup import anchor, text
from dashboards.wording import sharpness


@dataclass(frozen=True)
class Mark:
    """A claim's place in a text.

    Attributes:
        start, end: code points from 0; the end is exclusive.
        claim_id: the claim.
        number: its number on the page.
        verdict: the verdict of its question, which sets the colour.
        title: what the pointer shows.
        question_id: the question whose comparison the mark leads to; empty for none.
    """

    start: int
    end: int
    claim_id: str
    number: int
    verdict: str
    title: str
    question_id: str = ""


@dataclass(frozen=True)
class Dismissed:
    """A numeral that is no claim: its place and the reason."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Piece:
    """A run of text that the same spans cover.

    Attributes:
        start, end: its place.
        marks: the claims that cover it, the first to begin first.
        dismissed: the dismissed numeral that covers it, or None.
    """

    start: int
    end: int
    marks: tuple[Mark, ...]
    dismissed: Dismissed | None


def numbered(marks: Sequence[Mark]) -> list[Mark]:
    """The marks in the order in which they begin, numbered from 1."""
    ordered = sorted(marks, key=lambda mark: (mark.start, mark.end, mark.claim_id))
    return [replace(mark, number=number) for number, mark in enumerate(ordered, start=1)]


def pieces(length: int, marks: Sequence[Mark], dismissed: Sequence[Dismissed]) -> list[Piece]:
    """Cut a text of a length wherever a span begins or ends; spans outside the text are left out."""
    marks = [mark for mark in marks if 0 <= mark.start < mark.end <= length]
    dismissed = [numeral for numeral in dismissed if 0 <= numeral.start < numeral.end <= length]
    edges = {0, length}
    edges.update(edge for mark in marks for edge in (mark.start, mark.end))
    edges.update(edge for numeral in dismissed for edge in (numeral.start, numeral.end))
    cuts = sorted(edges)
    return [
        Piece(
            start,
            end,
            tuple(mark for mark in marks if mark.start <= start and end <= mark.end),
            next((numeral for numeral in dismissed if numeral.start <= start and end <= numeral.end), None),
        )
        for start, end in pairwise(cuts)
    ]


def marked(body: str, marks: Sequence[Mark], dismissed: Sequence[Dismissed], selected: str = "") -> str:
    """The text as HTML, all of it escaped, with its marks.

    Args:
        body: the text.
        marks: its claims, numbered.
        dismissed: its numerals that are no claim.
        selected: the claim to set off, or empty.
    """
    begun: set[str] = set()
    return "".join(_html(body, piece, selected, begun) for piece in pieces(len(body), marks, dismissed))


def _html(body: str, piece: Piece, selected: str, begun: set[str]) -> str:
    """One piece as HTML; `begun` knows the claims whose anchor stands already."""
    inner = text(body[piece.start : piece.end]).replace("\n", "<br>")
    if not piece.marks:
        return _grey(inner, piece.dismissed) if piece.dismissed else inner
    first = [mark for mark in piece.marks if mark.claim_id not in begun]
    begun.update(mark.claim_id for mark in first)
    anchors = "".join(f'<span id="mark-{anchor(mark.claim_id)}"></span>' for mark in first)
    numbers = "".join(_number(mark) for mark in piece.marks if mark.end == piece.end)
    # One colour can show: that of the selected claim, else of the sharpest verdict. A second line says: more than one.
    shown = next(
        (mark for mark in piece.marks if mark.claim_id == selected),
        min(piece.marks, key=lambda mark: sharpness(mark.verdict)),
    )
    classes = ["pl-mark", f"pl-v-{anchor(shown.verdict)}"]
    classes += ["pl-many"] if len(piece.marks) > 1 else []
    classes += ["pl-selected"] if shown.claim_id == selected else []
    title = text("; ".join(mark.title for mark in piece.marks))
    if piece.dismissed:
        # Inside a mark, which is a link already, the reason stands in the table alone.
        inner = f'<span class="pl-dismissed" title="{text(piece.dismissed.reason)}">{inner}</span>'
    if shown.question_id:
        address = text(urlencode({"question": shown.question_id}))
        inner = f'<a class="pl-back" href="compare?{address}" target="_self">{inner}</a>'
    return f'{anchors}<mark class="{" ".join(classes)}" title="{title}">{inner}</mark>{numbers}'


def why(numeral: Dismissed) -> str:
    """Where the reason of a dismissed numeral stands on the page."""
    return f"why-{numeral.start}-{numeral.end}"


def _grey(inner: str, numeral: Dismissed) -> str:
    """A numeral that is no claim, linked to its reason; a piece of markup already."""
    return f'<a class="pl-dismissed" href="#{why(numeral)}" title="{text(numeral.reason)}">{inner}</a>'


def _number(mark: Mark) -> str:
    """A claim's number, linked to its details."""
    return (
        f'<sup class="pl-number"><a href="#of-{anchor(mark.claim_id)}" title="{text(mark.title)}"'
        f' aria-label="claim {mark.number}: {text(mark.title)}">{mark.number}</a></sup>'
    )
