"""The record of promises as HTML: what was promised, what came of it, and by whose count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from dashboards import markup, wording
from dashboards.markup import text
from dashboards.queries import Codes
from dashboards.warehouse import Row

_SHOWN_SOURCES = 4
_FROM = {"whole": "told as a whole", "parts": "added up from its parts"}


def amount(low: float | None, high: float | None, unit: str) -> str:
    """An interval of persons, bodies or things in words; not known where it has no end at all."""
    return "not known" if low is None and high is None else wording.interval(low, high, "count", unit)


def sources(claim_ids: str | None) -> str:
    """Links to some claims, numbered; of many the first ones and how many more there are."""
    found = (claim_ids or "").split()
    links = [markup.link("evidence", str(at), claim=claim) for at, claim in enumerate(found[:_SHOWN_SOURCES], start=1)]
    more = f" +{len(found) - _SHOWN_SOURCES}" if len(found) > _SHOWN_SOURCES else ""
    return f'<sup class="pl-sources" aria-label="claims">{" ".join(links)}{more}</sup>' if links else ""


def credited(slugs: str | None, names: Mapping[str, str]) -> str:
    """Actors in words, of a list with commas; those who speak together stand joined by `+`."""
    together = [
        wording.listed([names.get(slug, slug) for slug in speaker.split("+")])
        for speaker in (slugs or "").split(", ")
        if speaker
    ]
    return ", ".join(together)


def head(row: Row) -> str:
    """The event, the promise as a heading, and the way to its claims.

    Args:
        row: of `queries.promises`.
    """
    return (
        f'<header class="pl-head" id="promise-{markup.anchor(row["promise_question_id"])}">'
        f'<p class="pl-kicker"><span>{text(row["event_name"])}</span>'
        f"{markup.link('compare', 'compare the claims', question=row['promise_question_id'])}</p>"
        f"<h2>{text(row['question'])}</h2></header>"
    )


def way(row: Row, codes: Codes, names: Mapping[str, str]) -> str:
    """One direction as a heading, and what was promised in it, by whom."""
    by = credited(row["promised_by"], names)
    return (
        f'<h3 class="pl-way">{direction(row, codes)}</h3>'
        f"<p>Promised: {both(row, 'promised', _unit(row, codes)) or '<b>no figure given</b>'}"
        f"{sources(row['promise_claim_ids'])}{text(f', according to {by}' if by else '')}</p>"
    )


def direction(row: Row, codes: Codes) -> str:
    """A direction as markup, with a capital."""
    label = markup.label(codes, "directions", row["direction"])
    return "Direction not stated" if row["direction"] == "not_stated" else label[0].upper() + label[1:]


def counts(rows: Sequence[Row], deliveries: Sequence[Row], codes: Codes, names: Mapping[str, str]) -> str:
    """One direction of a promise: a line per counting party, and the deliveries behind it.

    Args:
        rows: of `queries.promises`, of one promise and direction.
        deliveries: of `queries.deliveries`, of the same.
        codes: the code lists.
        names: of actors by slug.
    """
    columns = (
        "Counted by",
        "Come",
        "Outstanding",
        "Deliveries",
        "Without a number",
        "Under the agreements, no round named",
    )
    caption = f"{direction(rows[0], codes)}, by who counts"
    return markup.table(columns, [_party(row, codes) for row in rows], caption) + _deliveries(deliveries, codes, names)


def _party(row: Row, codes: Codes) -> tuple[str, ...]:
    """A line of the table: what one party counts."""
    unit = _unit(row, codes)
    come = "no delivery named"
    if row["n_deliveries"]:
        how = _FROM.get(row["delivered_from"])
        come = f'{both(row, "delivered", "")} <span class="pl-muted">{how}</span>' if how else "no number given"
    framework = "–"
    if row["n_framework_deliveries"]:
        framework = text(amount(row["framework_low"], row["framework_high"], unit))
    denied = f", {row['n_denied']} denied" if row["n_denied"] else ""
    return (
        markup.label(codes, "parties", row["party"]),
        come,
        _outstanding(row),
        text(f"{row['n_deliveries']}{denied}"),
        text(row["n_silent"]),
        framework,
    )


def _outstanding(row: Row) -> str:
    """What is left by a party's count; at most that, where another party counts a delivery of which it says nothing."""
    if not row["is_outstanding_at_most"]:
        return both(row, "outstanding", "") or "not known"
    core, hull = row["outstanding_core_high"], row["outstanding_high"]
    most = hull if core is None else core
    return "not known" if most is None else f"at most <b>{text(amount(most, most, ''))}</b>"


def both(row: Row, what: str, unit: str) -> str:
    """The interval that most voices allow, and the one that all figures leave where that is another; or nothing."""
    core, all_figures = ((row[f"{what}_{of}low"], row[f"{what}_{of}high"]) for of in ("core_", ""))
    if core in ((None, None), all_figures):
        return "" if all_figures == (None, None) else f"<b>{text(amount(*all_figures, unit))}</b>"
    beside = "no end" if all_figures == (None, None) else amount(*all_figures, "")
    return f'<b>{text(amount(*core, unit))}</b> <span class="pl-muted">(all figures: {text(beside)})</span>'


def _deliveries(rows: Sequence[Row], codes: Codes, names: Mapping[str, str]) -> str:
    """What is said to count towards a promise, folded: a line per delivery, with each party's figure."""
    ordered = sorted(rows, key=lambda row: (str(row["delivered_on"] or "9999"), row["delivery_question_id"]))
    body = []
    for _, group in groupby(ordered, key=lambda row: row["delivery_question_id"]):
        of_one = list(group)
        first = of_one[0]
        inside = '<br><span class="pl-muted">within another one</span>' if first["is_part_of"] else ""
        body.append(
            (
                text(days(first)),
                markup.link("compare", first["question"], question=first["delivery_question_id"]) + inside,
                "<br>".join(_figure(row, codes) for row in of_one),
                markup.tag(codes, "delivery_positions", first["position"]),
                text(credited(first["claimed_by"], names)),
                text(credited(first["denied_by"], names)),
            )
        )
    if not body:
        return ""
    title = f"{wording.counted(len(body), 'delivery', 'deliveries')} behind it"
    head = ("Day", "Delivery", "Figure", "Counts", "Said by", "Denied by")
    return markup.fold(title, markup.table(head, body, title))


def _figure(row: Row, codes: Codes) -> str:
    """One party's figure for a delivery, linked to its claims."""
    said = amount(row["delivered_low"], row["delivered_high"], "") if row["has_figure"] else "no number"
    uncounted = "" if row["is_counted"] else ' <span class="pl-muted">not counted</span>'
    return f"{markup.label(codes, 'parties', row['party'])}: <b>{text(said)}</b>{sources(row['claim_ids'])}{uncounted}"


def days(row: Row) -> str:
    """When a delivery came; its days, where they are several."""
    first, last = row["delivered_on"], row["delivered_until"]
    return wording.days(first, last or first) if first else "not known"


def _unit(row: Row, codes: Codes) -> str:
    """The unit of a row in the plural."""
    return str(codes["units"].get(row["unit"] or "", {}).get("description", ""))
