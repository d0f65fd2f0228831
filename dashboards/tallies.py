"""Running totals, parts and wholes, and both directions, as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboards import markup, wording
from dashboards.markup import text
from dashboards.queries import Codes
from dashboards.record import amount, credited, sources
from dashboards.warehouse import Row

_SAID_BY = {"same_document": "", "others": "in other documents", "nobody": "told by nobody"}
_BALANCE = (
    "Event",
    "Measure",
    "Counted by",
    "To Ukraine",
    "To Russia",
    "Difference",
    "They are",
    "Said to be equal by",
)


def falls(rows: Sequence[Row], names: Mapping[str, str]) -> str:
    """The totals that fall below an earlier one, a sentence each; empty where none does.

    Args:
        rows: of `queries.running_totals`.
        names: of actors by slug.
    """
    found = _fallen(rows)
    if not found:
        return ""
    number = len({row["claim_id"] for row in found})
    items = "".join(f'<li class="pl-pair-conflict">{_fall(row, names)}</li>' for row in found)
    return (
        f"<h2>{wording.counted(number, 'total')} below an earlier one</h2>"
        f'<ul class="pl-pairs pl-v-conflict">{items}</ul>'
    )


def _fallen(rows: Sequence[Row]) -> list[Row]:
    """The totals that fall: first below the claimant's own, then below anybody's, but no pair of claims twice."""
    ordered = sorted((row for row in rows if row["fell"]), key=lambda row: row["compared_with"] != "same_claimant")
    found = {(row["claim_id"], row["previous_claim_id"]): row for row in reversed(ordered)}
    return [row for row in ordered if found[row["claim_id"], row["previous_claim_id"]] is row]


def _fall(row: Row, names: Mapping[str, str]) -> str:
    """A total that is lower than one of an earlier day, in a sentence."""
    whose = "its own" if row["compared_with"] == "same_claimant" else "somebody's"
    return (
        f"{markup.link('compare', row['question'], question=row['question_id'])} "
        f"{text(credited(row['claimants'], names))}: {_total(row['value_label'], row['claim_id'])} "
        f"for {text(wording.day(row['held_on']))}, below {whose} "
        f"{_total(row['previous_value_label'], row['previous_claim_id'])} "
        f"for {text(wording.day(row['previous_held_on']))}."
    )


def _total(label: str | None, claim_id: str | None) -> str:
    """A figure, linked to its claim."""
    return f"<b>{text(wording.figure(label or 'none'))}</b>{sources(claim_id)}"


def totals_of(rows: Sequence[Row], names: Mapping[str, str]) -> str:
    """The totals on one question as a table, each beside the one before by the same claimant.

    Args:
        rows: of `queries.running_totals`, of one question, compared with the same claimant's.
        names: of actors by slug.
    """
    head = ("Holds for", "According to", "Total", "Since the one before", "Reported between the days", "Left over")
    body = [
        (
            text(wording.day(row["held_on"])) + ("" if row["is_day_named"] else ' <span class="pl-muted">or so</span>'),
            text(credited(row["claimants"], names)),
            _total(row["value_label"], row["claim_id"]),
            _rise(row),
            _reported(row),
            text(signed(row["misses_low"], row["misses_high"])) if row["n_deliveries"] else "–",
        )
        for row in rows
    ]
    return markup.table(head, body, rows[0]["question"])


def _rise(row: Row) -> str:
    """By how much a total rose over the one before; a dash for the first."""
    if row["previous_claim_id"] is None:
        return "–"
    fell = ' <span class="pl-tag">fell</span>' if row["fell"] else ""
    return text(signed(row["rise_low"], row["rise_high"])) + fell


def _reported(row: Row) -> str:
    """What was reported between two totals, and how many of the deliveries had no number."""
    if not row["n_deliveries"]:
        return "–"
    number = wording.counted(row["n_deliveries"], "delivery", "deliveries")
    unknown = f", {row['n_unknown_deliveries']} without a number" if row["n_unknown_deliveries"] else ""
    said = amount(row["reported_low"], row["reported_high"], "")
    return f'{text(said)} <span class="pl-muted">{text(number + unknown)}</span>'


def difference(row: Row) -> str:
    """How both directions relate, by sign and words: to which side more came, and how many more."""
    if row["relation"] == "equal":
        return "= equal"
    if row["relation"] == "may_be_equal":
        return "≈ may be equal"
    low, high = row["balance_low"], row["balance_high"]
    if high is not None and high < 0:
        return f"≠ more to Russia: {amount(-high, None if low is None else -low, '')}"
    return f"≠ more to Ukraine: {amount(low, high, '')}"


def signed(low: float | None, high: float | None) -> str:
    """A difference in words: +12, -3 to +5, not known."""
    if low is None and high is None:
        return "not known"
    if low is None or high is None:
        return f"{_plus(low)} or more" if low is not None else f"{_plus(high or 0)} or less"
    return _plus(low) if low == high else f"{_plus(low)} to {_plus(high)}"


def _plus(value: float) -> str:
    """A number with its sign, none for nothing."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{wording.number(abs(value))}"


def partitions(rows: Sequence[Row], codes: Codes, names: Mapping[str, str]) -> str:
    """Parts beside the whole that they are said to make up, those that miss first.

    Args:
        rows: of `queries.partitions`.
        codes: the code lists.
        names: of actors by slug.
    """
    head = ("Whole", "Who divides it", "Parts", "Whole", "Left of the whole", "They")
    body = [
        (
            markup.link("compare", row["question"], question=row["whole_question_id"])
            + f'<br><span class="pl-muted">by {text((row["partition"] or "parts").replace("-", " "))}</span>',
            f"{text(wording.publisher(row['publisher']))}, {text(_divider(row, names))}",
            f"{text(wording.figure(row['parts_label'] or ''))}{sources(row['part_claim_ids'])}"
            + ("" if row["is_exhaustive"] else '<br><span class="pl-muted">not all of it</span>'),
            f"{text(wording.figure(row['whole_label'] or ''))}{sources(row['whole_claim_ids'])} "
            f'<span class="pl-muted">{_SAID_BY.get(row["whole_said_by"], "")}</span>',
            text(signed(row["miss_low"], row["miss_high"])),
            _relation(codes, row["relation"]),
        )
        for row in rows
    ]
    return _table(head, body, "Parts and wholes")


def _divider(row: Row, names: Mapping[str, str]) -> str:
    return "in its own voice" if row["claimant_id"] == "outlet" else credited(row["claimant_id"], names)


def _relation(codes: Codes, relation: str) -> str:
    """A relation as a badge in the colour of the verdict of that name."""
    return f'<span class="pl-badge pl-v-{markup.anchor(relation)}">{markup.label(codes, "relations", relation)}</span>'


def balances(rows: Sequence[Row], codes: Codes, names: Mapping[str, str]) -> str:
    """What came to Ukraine beside what came to Russia, by event and counting party; one way alone stands folded.

    Args:
        rows: of `queries.balances`.
        codes: the code lists.
        names: of actors by slug.
    """
    told = [row for row in rows if row["relation"] != "unknown"]
    beside = _table(_BALANCE, [_balance(row, codes, names) for row in told], "Both directions")
    alone = [_balance(row, codes, names) for row in rows if row["relation"] == "unknown"]
    title = f"One direction alone, or without a number: {wording.counted(len(alone), 'row')}"
    return beside + (markup.fold(title, markup.table(_BALANCE, alone, title)) if alone else "")


def _balance(row: Row, codes: Codes, names: Mapping[str, str]) -> tuple[str, ...]:
    """A line of the table: one event and measure, by one party's count."""
    return (
        text(row["event_name"] or row["event_id"]),
        text((row["measure"] or "").replace("-", " ")),
        markup.label(codes, "parties", row["party"]),
        f"{_side(row, 'to_ukraine')}{sources(row['to_ukraine_claim_ids'])}",
        f"{_side(row, 'to_russia')}{sources(row['to_russia_claim_ids'])}",
        "–" if row["relation"] == "unknown" else text(signed(row["balance_low"], row["balance_high"])),
        text(row["relation"].replace("_", " ")),
        text(credited(row["said_equal_by"], names)),
    )


def _side(row: Row, direction: str) -> str:
    low, high = row[f"{direction}_low"], row[f"{direction}_high"]
    return "–" if low is None and high is None else text(amount(low, high, ""))


def _table(head: Sequence[str], body: Sequence[Sequence[str]], title: str) -> str:
    """A table beneath its title and the number of its rows."""
    return f"<h2>{text(title)}: {wording.counted(len(body), 'row')}</h2>{markup.table(head, body, title)}"
