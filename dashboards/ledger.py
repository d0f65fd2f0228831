"""The ledger of corrections as HTML: errors of sources, which stay as printed, and errors of our coding."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards import markup, wording
from dashboards.markup import text
from dashboards.queries import Codes
from dashboards.warehouse import Row

_GUARDS = {
    "holds": "the row still says what the correction rests on",
    "fails": "the row no longer says what the correction rests on",
}


def corrections(rows: Sequence[Row], codes: Codes) -> str:
    """The ledger, a line for each correction.

    Args:
        rows: of `queries.corrections`.
        codes: the code lists.
    """
    head = ("Line", "What", "Where", "Reason", "Source", "State")
    body = [
        (
            f'<span id="{markup.anchor(row["correction_id"])}">{text(row["correction_id"])}</span>',
            _action(row, codes),
            _place(row),
            text(row["reason"]),
            markup.outward(row["source"]),
            _state(row, codes),
        )
        for row in rows
    ]
    return markup.table(head, body, "Ledger of corrections")


def _action(row: Row, codes: Codes) -> str:
    """What a line does: an error that stays and is flagged, or a value of ours that is another now."""
    column = text((row["column_name"] or "").replace("_", " "))
    if row["action"] == "flag":
        flag = markup.hint(codes, "correction_actions", row["action"])
        return f"{flag}{f': {column}' if column else ''}"
    return f"{column}: <s>{text(row['coded_value'])}</s> → <b>{text(row['corrected_value'])}</b>"


def _place(row: Row) -> str:
    """The claim that a line is about, with its question; else the document."""
    if row["claim_id"]:
        label = wording.figure(row["value_label"] or row["claim_id"])
        question = f' <span class="pl-muted">{text(row["question"])}</span>' if row["question"] else ""
        return markup.link("evidence", label, claim=row["claim_id"]) + question
    return markup.link("evidence", row["document_id"], document=row["document_id"])


def _state(row: Row, codes: Codes) -> str:
    """How the line stands, whether it changes a value, and whether its guard holds."""
    guard = str(row["guard"])
    told = _GUARDS.get(guard, f"guard {guard.replace('_', ' ')}")
    applied = "applied" if row["applied"] else "as printed"
    return f"{markup.tag(codes, 'correction_statuses', row['status'])} {text(f'{applied}; {told}')}"
