"""The Overview as HTML: the state of the data, the sharpest disagreements, and promises beside what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from dashboards import markup, record, wording
from dashboards.markup import text
from dashboards.queries import Codes
from dashboards.warehouse import Row

ABOUT = """<div class="pl-about">
<p>News texts on the exchanges and talks between Russia and Ukraine give numbers: prisoners to be released, bodies
returned, children on a list, minutes at a table. They hedge them, credit them to somebody, and disagree.</p>
<p>Parley keeps every figure with the words that carry it and with whoever said it, and works out whether the texts
agree.</p>
<p>It says who says what; it does not say who is right. Every figure leads to its words.</p>
</div>"""

PROMISES_KEY = (
    '<p class="pl-muted">Bold: what most voices allow; beside it what all figures allow, where that is more. The bar '
    "measures what came against what was promised (the upright stroke): full is the least that came, hatched what may "
    "have come besides, dashed where the number has no upper end.</p>"
)

_BARE_DENIAL = "denied: no figure given"
_PROVEN = ("original", "recorded")


def state(held: Row, proofs: Sequence[Row], built_at: datetime | None) -> str:
    """The state of the data: what is held, how far it differs, how much is proven, when it was built.

    Args:
        held: of `overview_statements.state`.
        proofs: of `overview_statements.proofs`.
        built_at: when the published file was made, UTC; None where it does not say.
    """
    proven = sum(row["n_claims"] for row in proofs if row["proof"] in _PROVEN)
    conflict = f"compare?{'&amp;'.join(f'verdict={code}' for code in ('disputed', 'conflict'))}"
    tiles = [
        (
            f"{held['n_documents']:,}",
            "documents",
            f"from {wording.counted(held['n_publishers'], 'publisher')}, the newest of "
            f"{wording.day(held['last_published'])}",
            "outlets",
        ),
        (
            f"{held['n_claims']:,}",
            "claims",
            f"that go back to {held['n_origins']:,} origins: who says the same by one speaker or agency counts once",
            "evidence",
        ),
        (
            f"{held['n_questions']:,}",
            "questions",
            f"{held['n_questions_shared']:,} of them answered by more than one origin",
            "compare",
        ),
        (
            f"{held['n_questions_conflict']:,}",
            "questions in conflict",
            f"{wording.counted(held['n_pairs_conflict'], 'pair')} of claims that cannot both hold",
            conflict,
        ),
        (
            f"{held['n_questions_silent']:,}",
            "questions without a figure",
            f"in {wording.counted(held['n_claims_silent'], 'claim')} a text says that no figure was given",
            "compare?verdict=silent",
        ),
        (
            f"{proven:,}",
            "claims proven",
            f"their quotes were found letter by letter in the article; no text is held of the other "
            f"{held['n_claims'] - proven:,}"
            if {row["proof"] for row in proofs} <= {*_PROVEN, "none"}
            else f"their quotes were found letter by letter in the article; {held['n_claims'] - proven:,} were not",
            "checks",
        ),
    ]
    items = "".join(
        f'<li><a href="{address}" target="_self"><b>{figure}</b> {text(what)}</a><span>{text(more)}</span></li>'
        for figure, what, more, address in tiles
    )
    built = ""
    if built_at:
        when = f"{wording.day(built_at.date())}, {built_at:%H:%M} UTC"
        built = f'<p class="pl-muted">Built on {when}. <a href="checks" target="_self">What the checks said</a></p>'
    return f'<ul class="pl-state">{items}</ul>{built}'


def signs(rows: Sequence[Row], codes: Codes) -> str:
    """The signs of the verdicts with their words, for where the picture has room for the signs alone."""
    used = {row["verdict"] for row in rows}
    items = "".join(
        f'<li><span aria-hidden="true">{wording.GLYPHS[code]}</span> {markup.label(codes, "verdicts", code)}</li>'
        for code in wording.SHARPNESS
        if code in used
    )
    return f'<ul class="pl-key pl-signs">{items}</ul>'


def standing(rows: Sequence[Row], codes: Codes) -> str:
    """How questions stand by topic, as a table: each number leads to its questions.

    Args:
        rows: of `overview_statements.standing`.
        codes: the code lists.
    """
    found = {(row["topic"], row["verdict"]): row["n_questions"] for row in rows}
    verdicts = [code for code in wording.SHARPNESS if any(verdict == code for _, verdict in found)]
    topics = [code for code in codes["topics"] if any(topic == code for topic, _ in found)]
    head = ("Topic", *(f"{wording.GLYPHS[code]} {codes['verdicts'][code]['label']}" for code in verdicts))
    body = [
        (
            markup.label(codes, "topics", topic).capitalize(),
            *(
                markup.link("compare", f"{found[topic, code]:,}", topic=topic, verdict=code)
                if (topic, code) in found
                else "–"
                for code in verdicts
            ),
        )
        for topic in topics
    ]
    title = "The same as a table"
    return markup.fold(title, markup.table(head, body, "Questions by topic and verdict"))


def sharpest(rows: Sequence[Row], codes: Codes) -> str:
    """The sharpest disagreements: each question with the two claims that lie furthest apart.

    Args:
        rows: of `sharpest.questions`.
        codes: the code lists.
    """
    items = "".join(
        f'<li class="pl-v-{markup.anchor(row["verdict"])}"><p class="pl-kicker"><span>{text(row["event_name"])}</span>'
        f"<span>{text(wording.spread(row))}</span></p>"
        f"<h3>{markup.link('compare', row['question'], question=row['question_id'])}</h3>"
        f'<p class="pl-against">{_side(row, "a")}<span class="pl-versus">{_against(row)}</span>{_side(row, "b")}</p>'
        f'<p class="pl-remark">{markup.badge(codes, row["verdict"])} {text(_gap(row, codes))}</p></li>'
        for row in rows
    )
    return f'<ol class="pl-sharp">{items}</ol>'


def _side(row: Row, side: str) -> str:
    """One of the two claims: its figure, linked to its words, who prints it and whom it credits."""
    claim = {name: row[f"{side}_{name}"] for name in ("claim_id", "label", "publisher", "claimant_id", "names")}
    publisher = wording.publisher(claim["publisher"])
    credit = "in its own voice" if claim["claimant_id"] == "outlet" else f"according to {claim['names']}"
    said = "denies it, gives no figure" if claim["label"] == _BARE_DENIAL else wording.figure(claim["label"])
    figure = markup.link("evidence", said, claim=claim["claim_id"])
    return (
        f'<span class="pl-side"><b>{figure}</b> <span class="pl-muted">{text(f"{publisher}, {credit}")}</span></span>'
    )


def _against(row: Row) -> str:
    """The sign between the two claims."""
    return "denied" if row["rule"] == "denial" else "against"


def _gap(row: Row, codes: Codes) -> str:
    """How far apart the two are, in words; a gap of nothing: they touch at an end that one of them leaves out."""
    if row["rule"] == "denial":
        return "One says it, the other denies it."
    if row["difference"]:
        return str(row["difference"])
    if row["gap"] is None:
        return "They name different ones."
    unit = "days" if row["value_type"] == "date" else "minutes" if row["value_type"] == "clock" else ""
    unit = unit or str(codes["units"].get(row["unit"] or "", {}).get("description", ""))
    if not row["gap"]:
        return "They meet at one end, which one of them leaves out."
    share = "" if row["gap_share"] is None else f", {_percent(row['gap_share'])} of the larger figure"
    return f"{wording.number(row['gap'])} {unit} apart{share}."


def _percent(share: float) -> str:
    """A share in per cent, never rounded to nothing."""
    return "less than 1 %" if share < 0.01 else f"{share * 100:.0f} %"


def promises(rows: Sequence[Row], codes: Codes) -> str:
    """Promises, and what came of each by either side's count.

    Args:
        rows: of `overview_statements.promises`: for each promise and direction a row per side.
        codes: the code lists.
    """
    parts = []
    for _, group in groupby(rows, key=lambda row: row["promise_question_id"]):
        of_one = list(group)
        first = of_one[0]
        ways = "".join(_way(list(sides), codes) for _, sides in groupby(of_one, key=lambda row: row["direction"]))
        parts.append(
            f'<li><p class="pl-kicker"><span>{text(first["event_name"])}</span></p>'
            f"<h3>{markup.link('compare', first['question'], question=first['promise_question_id'])}</h3>{ways}</li>"
        )
    return f'<ol class="pl-promises">{"".join(parts)}</ol>'


def _way(sides: Sequence[Row], codes: Codes) -> str:
    """One direction of a promise: what was promised, and a line per side with what came by its count."""
    first = sides[0]
    unit = str(codes["units"].get(first["unit"] or "", {}).get("description", ""))
    direction = first["direction"]
    label = "Direction not stated" if direction == "not_stated" else markup.label(codes, "directions", direction)
    promised = record.both(first, "promised", unit) or "no figure"
    lines = "".join(
        f'<tr><th scope="row">by {markup.label(codes, "parties", row["party"])}’s count</th>'
        f"<td>{_come(row)}</td><td>{meter(row)}</td></tr>"
        for row in sides
    )
    return (
        f'<div class="pl-oneway"><p><b>{label[:1].upper()}{label[1:]}</b>, promised: {promised}'
        f"{markup.sources(first['promise_claim_ids'])}</p>"
        f'<table class="pl-come"><caption class="pl-hidden">Come {label}</caption>{lines}</table></div>'
    )


def _come(row: Row) -> str:
    """What came by one side's count, with links to its claims."""
    if not row["n_deliveries"]:
        return '<span class="pl-muted">no delivery named</span>'
    said = record.both(row, "delivered", "") if row["delivered_from"] != "none" else ""
    gap = ""
    if row["n_uncounted"]:
        left = wording.counted(row["n_uncounted"], "delivery", "deliveries")
        gap = f'<br><span class="pl-muted">no figure for {left} that another party counts</span>'
    return f"{said or 'no number given'}{markup.sources(row['delivery_claim_ids'])}{gap}"


def meter(row: Mapping[str, object]) -> str:
    """What came as a bar against what was promised: the least in full, what may be more hatched, an open end dashed.

    The words beside it say the same; without a promised figure there is nothing to measure by.
    """
    promised = _ends(row, "promised")[1] or _ends(row, "promised")[0]
    low, high = _ends(row, "delivered")
    if not promised or row["delivered_from"] == "none" or (low is None and high is None):
        return ""
    whole = max(promised, low or 0, high or 0)
    least, most = 100 * (low or 0) / whole, 100 * (whole if high is None else high) / whole
    may = "pl-open" if high is None else "pl-may"
    return (
        '<span class="pl-meter" aria-hidden="true">'
        f'<i class="pl-least" style="width:{least:.1f}%"></i>'
        f'<i class="{may}" style="left:{least:.1f}%;width:{most - least:.1f}%"></i>'
        f'<i class="pl-goal" style="left:{100 * promised / whole:.1f}%"></i></span>'
    )


def _ends(row: Mapping[str, object], what: str) -> tuple[float | None, float | None]:
    """The core of a quantity where it has one, else what all figures allow."""
    core = (row[f"{what}_core_low"], row[f"{what}_core_high"])
    found = core if core != (None, None) else (row[f"{what}_low"], row[f"{what}_high"])
    low, high = (None if end is None else float(str(end)) for end in found)
    return low, high
