"""Small pieces of HTML. Everything that comes from data passes through `text`: markup in it is shown, never obeyed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlencode

from dashboards.queries import Codes
from dashboards.warehouse import Row
from dashboards.wording import GLYPHS
from parley.visible import for_page

_ID = re.compile(r"[^A-Za-z0-9_-]")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def text(value: object) -> str:
    """A value as text of a page; None is empty, and what would steer the page unseen is written out."""
    return "" if value is None else escape(for_page(str(value)), quote=True)


def unmarked(value: object) -> str:
    """A value for where Streamlit reads Markdown (the labels of buttons and pills): every sign of it is a plain one."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(for_page(str(value)).split()))


def anchor(value: str) -> str:
    """A value as the id of an element: letters, digits, hyphens and underscores alone."""
    return _ID.sub("-", value)


def link(page: str, label: str, **parameters: str) -> str:
    """A link to a page of this dashboard; the label is text."""
    return f'<a href="{page}?{text(urlencode(parameters))}" target="_self">{text(label)}</a>'


def sources(claim_ids: str | None, most: int = 4) -> str:
    """Links to some claims, numbered, small beside a figure; of many the first ones and how many more there are."""
    found = list(dict.fromkeys((claim_ids or "").split()))
    links = [
        f'<a href="evidence?claim={text(claim)}" target="_self" aria-label="words {at}">{at}</a>'
        for at, claim in enumerate(found[:most], start=1)
    ]
    more = f" +{len(found) - most}" if len(found) > most else ""
    return f'<sup class="pl-sources">{" ".join(links)}{more}</sup>' if links else ""


def outward(address: str | None) -> str:
    """A link to a page elsewhere, opened beside this one; what is no web address stays text."""
    if not address or not address.startswith(("https://", "http://")):
        return text(address)
    return f'<a href="{text(address)}" target="_blank" rel="noopener noreferrer">{text(address)}</a>'


def label(codes: Codes, listed: str, code: str | None) -> str:
    """A code's label as text; the code itself where the list does not have it."""
    row = codes.get(listed, {}).get(code or "")
    return text(row["label"] if row else code)


def hint(codes: Codes, listed: str, code: str | None) -> str:
    """A code's description as text, for a title."""
    row = codes.get(listed, {}).get(code or "")
    return text(row["description"] if row else "")


def tag(codes: Codes, listed: str, code: str | None, before: str = "") -> str:
    """A code as a small tag: its label, and its description where the pointer rests on it."""
    if not code:
        return ""
    return f'<span class="pl-tag" title="{hint(codes, listed, code)}">{text(before)}{label(codes, listed, code)}</span>'


def proof(codes: Codes, claim: Row) -> str:
    """How far a quote was checked against the original, as a tag."""
    day = f" ({claim['proven_on']})" if claim["proven_on"] else ""
    title = hint(codes, "proofs", claim["proof"])
    return (
        f'<span class="pl-tag pl-proof-{anchor(claim["proof"] or "none")}" title="{title}{text(day)}">'
        f"proof: {text(claim['proof'] or 'none')}</span>"
    )


def badge(codes: Codes, verdict: str) -> str:
    """A verdict by colour, sign and word."""
    sign = f'<span aria-hidden="true">{GLYPHS.get(verdict, "?")}</span>'
    title = hint(codes, "verdicts", verdict)
    word = label(codes, "verdicts", verdict)
    return f'<span class="pl-badge pl-v-{anchor(verdict)}" title="{title}">{sign} {word}</span>'


def coloured(verdict: str, inner: str) -> str:
    """A part whose marks have the colour of a verdict; the inside is markup already."""
    return f'<div class="pl-v-{anchor(verdict)}">{inner}</div>'


def table(head: Sequence[str], body: Iterable[Sequence[str]], caption: str) -> str:
    """A table with a caption for screen readers; head and caption are text, the cells are markup already."""
    columns = "".join(f'<th scope="col">{text(name)}</th>' for name in head)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    return (
        f'<div class="pl-scroll" tabindex="0" role="region" aria-label="{text(caption)}"><table class="pl-table">'
        f"<thead><tr>{columns}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def fold(summary: str, inner: str, is_open: bool = False) -> str:
    """A part that opens on demand; the summary is text, the inside is markup already."""
    state = " open" if is_open else ""
    return f'<details class="pl-fold"{state}><summary>{text(summary)}</summary>{inner}</details>'
