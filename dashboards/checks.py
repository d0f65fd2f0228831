"""The Checks page as HTML: results of the expectations with the rows at fault, the contract of the tables, coverage."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from dashboards import markup, wording
from dashboards.markup import text
from dashboards.warehouse import Row

STATES = {"failed": "✗ does not hold", "idle": "○ nothing to judge", "held": "✓ holds"}
"""How a check can stand, with a sign beside the word."""

_MOST_ROWS = 5
_MOST_CLAIMS = 8
_CLAIM = re.compile(r"clm_\w+")
_ID = re.compile(r"_ids?\b|^claimants$")
_CONSTRAINTS = {
    "PRIMARY KEY": "keys: no row stands twice",
    "NOT NULL": "columns that are never empty",
    "CHECK": "conditions that each row must meet",
    "UNIQUE": "columns in which no value stands twice",
    "FOREIGN KEY": "references that must lead somewhere",
}
_COUNTED = {"counted": "counted in this build", "recorded": "as an earlier build recorded it"}
_EDITIONS = {"digest": "our digest", "original": "the article"}


def state(row: Row) -> str:
    """How a check stands: a key of `STATES`."""
    if not row["success"]:
        return "failed"
    return "idle" if row["n_evaluated"] == 0 else "held"


def summary(rows: Sequence[Row]) -> str:
    """How many checks hold, in a sentence."""
    counts = {name: sum(state(row) == name for row in rows) for name in STATES}
    critical = sum(not row["success"] and row["severity"] == "critical" for row in rows)
    said = f"{wording.counted(len(rows), 'check')}: {counts['held']} hold"
    if counts["idle"]:
        said += f", {counts['idle']} had nothing to judge"
    if counts["failed"]:
        said += f", {counts['failed']} do not"
    told = "Each of these is a warning; a critical one would have stopped the publication."
    if critical:
        told = f"{critical} of these are critical: this file was not published by a build of Parley."
    return f'<p>{text(said)}. <span class="pl-muted">{told if counts["failed"] else ""}</span></p>'


def failures(rows: Iterable[Row], claims: Mapping[str, Row]) -> str:
    """The checks that do not hold: what was found, why it matters, what to do, and the rows with their claims.

    Args:
        rows: of `checks_statements.results`.
        claims: of `cite.claims`, those that the rows name.
    """
    items = "".join(
        f'<li id="{markup.anchor(row["check_id"])}"><h3><span aria-hidden="true">✗</span> '
        f'{_named(row["check_id"])}</h3><p class="pl-tags"><span class="pl-tag">{text(row["severity"])}</span>'
        f'<span class="pl-muted">{text(row["table_name"])}</span></p>'
        f'<dl class="pl-terms">{_terms(row)}</dl>{_found(row, claims)}</li>'
        for row in rows
        if not row["success"]
    )
    return f'<ul class="pl-failures pl-v-conflict">{items}</ul>' if items else ""


def claim_ids(rows: Iterable[Row]) -> set[str]:
    """The claims that the rows at fault of some checks name."""
    return {claim for row in rows if not row["success"] for claim in _CLAIM.findall(row["rows_json"] or "")}


def _named(check_id: str) -> str:
    """A check's slug as words."""
    words = check_id.replace("-", " ")
    return text(words[:1].upper() + words[1:])


def _terms(row: Row) -> str:
    """Limits, what was seen, the reason and the remedy."""
    unexpected = "" if row["n_unexpected"] is None else f"{wording.counted(row['n_unexpected'], 'row')} of "
    judged = "" if row["n_evaluated"] is None else f"{unexpected}{row['n_evaluated']:,}"
    told = {
        "Allowed": row["threshold"],
        "Seen": row["observed"],
        "At fault": judged,
        "Reason": row["reason"],
        "What to do": row["remedy"],
    }
    return "".join(f"<div><dt>{name}</dt><dd>{text(said)}</dd></div>" for name, said in told.items() if said)


def _found(row: Row, claims: Mapping[str, Row]) -> str:
    """The rows at fault, folded, each with its claims; a claim's figure leads to where it stands."""
    listed: list[dict[str, Any]] = json.loads(row["rows_json"]) if row["rows_json"] else []
    items = "".join(f"<li>{_one(found, claims)}</li>" for found in listed[:_MOST_ROWS])
    if not items:
        return ""
    left = len(listed) - _MOST_ROWS
    more = f'<p class="pl-muted">and {wording.counted(left, "row")} more in checks.results</p>' if left > 0 else ""
    title = f"{wording.counted(min(len(listed), _MOST_ROWS), 'row')} at fault, with the claims"
    return markup.fold(title, f'<ul class="pl-words">{items}</ul>{more}')


def _one(found: Mapping[str, Any], claims: Mapping[str, Row]) -> str:
    """A row at fault: its values, and the claims that it names; ids are left to the links."""
    values = {name: value for name, value in found.items() if value is not None and not _ID.search(name)}
    said = ", ".join(f"{name.removeprefix('n_').replace('_', ' ')} {_value(value)}" for name, value in values.items())
    named = dict.fromkeys(
        claim for name, value in found.items() if "claim_id" in name for claim in _CLAIM.findall(str(value))
    )
    lines = "".join(f"<li>{_claim(claim, claims.get(claim))}</li>" for claim in list(named)[:_MOST_CLAIMS])
    left = len(named) - _MOST_CLAIMS
    more = f'<li class="pl-muted">and {wording.counted(left, "claim")} more</li>' if left > 0 else ""
    return f'<p class="pl-who">{text(said)}</p><ul class="pl-fault">{lines}{more}</ul>'


def _claim(claim_id: str, claim: Row | None) -> str:
    """A claim in a line: figure, publisher, claimant, words."""
    if claim is None:
        return markup.link("evidence", claim_id, claim=claim_id)
    words = f": “{claim['quote']}”" if claim["quote"] else ", no quote held"
    said = f"{wording.publisher(claim['publisher'])}, {wording.according(claim)}{words}"
    return f"{markup.link('evidence', wording.figure(claim['value_label']), claim=claim_id)} {text(said)}"


def _value(value: Any) -> str:
    return wording.number(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def by_suite(rows: Sequence[Row]) -> str:
    """All checks by their subject, folded: a line each, with the limits, what was seen, and the reason."""
    parts = []
    for suite, group in groupby(sorted(rows, key=lambda row: str(row["suite"])), key=lambda row: str(row["suite"])):
        of_one = list(group)
        failed = sum(not row["success"] for row in of_one)
        title = f"{suite.capitalize()}: {wording.counted(len(of_one), 'check')}"
        title += f", {failed} of them not held" if failed else ", all held"
        body = [
            (
                text(STATES[state(row)]),
                f"{_named(row['check_id'])}",
                text(row["severity"]),
                text(row["threshold"]),
                text(row["observed"] or "–"),
                "–" if row["n_evaluated"] is None else f"{row['n_evaluated']:,}",
                text(row["reason"]),
            )
            for row in of_one
        ]
        head = ("State", "Check", "Weight", "Allowed", "Seen", "Rows judged", "Reason")
        parts.append(markup.fold(title, markup.table(head, body, title)))
    return "".join(parts)


def contract(constraints: Sequence[Row], described: Row) -> str:
    """What the tables refuse by themselves, and how far they are described.

    Args:
        constraints: of `checks_statements.constraints`.
        described: of `checks_statements.described`.
    """
    items = "".join(
        f"<li><b>{row['n_constraints']:,}</b> "
        f"{text(_CONSTRAINTS.get(row['constraint_type'], row['constraint_type'].lower()))}, "
        f"in {wording.counted(row['n_tables'], 'table')}</li>"
        for row in constraints
    )
    columns = wording.counted(described["n_columns"], "column")
    meaning = f"<li><b>{described['n_described']:,}</b> of {columns} say what they mean</li>"
    return f'<ul class="pl-facts-list">{items}{meaning}</ul>'


def coverage(rows: Sequence[Row]) -> str:
    """Per text how many of its numerals are claims, and how many are dismissed with a reason.

    Args:
        rows: of `checks_statements.coverage`, at least one.
    """
    numerals, texts = wording.counted(rows[0]["all_numerals"], "numeral"), wording.counted(rows[0]["n_texts"], "text")
    said = f"{rows[0]['all_accounted']:,} of {numerals} in {texts} are accounted for."
    if len(rows) < rows[0]["n_texts"]:
        said += f" The first {len(rows)} texts are listed, those with numerals left over before the others."
    body = [
        (
            markup.link("evidence", wording.publisher(row["publisher"]), document=row["document_id"]),
            text(_EDITIONS.get(row["text_edition"], row["text_edition"])),
            f"{row['n_numerals']:,}",
            f"{row['n_coded']:,}",
            f"{row['n_dismissed']:,}",
            _left(row),
            text(_COUNTED.get(row["source"], row["source"])),
        )
        for row in rows
    ]
    head = ("Document", "Text", "Numerals", "Are claims", "Dismissed with a reason", "Left over", "Source")
    return f"<p>{text(said)}</p>{markup.table(head, body, 'Numerals by text')}"


def _left(row: Row) -> str:
    """How many numerals are neither: none, if all is well."""
    left = row["n_numerals"] - row["n_coded"] - row["n_dismissed"]
    return f"<b>{left:,}</b>" if left else "none"


def facts(told: Mapping[str, str]) -> str:
    """Names and what they are; the values are markup already, empty ones are left out."""
    items = "".join(f"<div><dt>{text(name)}</dt><dd>{value}</dd></div>" for name, value in told.items() if value)
    return f'<dl class="pl-passport">{items}</dl>'
