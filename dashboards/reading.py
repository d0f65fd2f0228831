"""A document of the Evidence page as HTML: its passport, the text with its marks, the details of each claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboards import marks, markup, taken, wording
from dashboards.blocks import history, quote
from dashboards.marks import Dismissed, Mark
from dashboards.markup import text
from dashboards.queries import Codes
from dashboards.warehouse import Row


def places(claims: Sequence[Row], edition: str) -> list[Mark]:
    """Where the claims stand in an edition, numbered from its top; claims without a place in it are left out."""
    start, end = ("digest_start", "digest_end") if edition == "digest" else ("char_start", "char_end")
    return marks.numbered(
        [
            Mark(claim[start], claim[end], claim["claim_id"], 0, claim["verdict"], _title(claim), claim["question_id"])
            for claim in claims
            if claim[start] is not None and edition in ("digest", claim["text_edition"])
        ]
    )


def _title(claim: Row) -> str:
    """A claim in few words, for the pointer and the screen reader."""
    return f"{wording.figure(claim['value_label'])}, {wording.according(claim)}"


def passport(document: Row, claims: Sequence[Row], coverage: Sequence[Row], codes: Codes) -> str:
    """What is known of a document, as a list of terms; what is not known is left out."""
    channel = text(document["channel"]) + (" (its wire)" if document["has_wire"] else " (itself)")
    terms = (
        ("Title", text(document["title"])),
        ("Author", text(document["author"])),
        ("Place", text(document["place"])),
        ("Published", _published(document, codes)),
        ("Channel", channel),
        ("Address", markup.outward(document["url"])),
        ("Archived", markup.outward(document["archive_url"])),
        ("Version", text(document["version"])),
        ("Claims", _proven(claims, codes) or "none"),
        ("Numerals", "; ".join(_counted(row, codes) for row in coverage)),
        ("SHA-256 of the original", text(document["original_sha256"])),
        ("Note", text(document["note"])),
    )
    known = "".join(f"<div><dt>{term}</dt><dd>{said}</dd></div>" for term, said in terms if said)
    return f'<dl class="pl-passport">{known}</dl>'


def _published(document: Row, codes: Codes) -> str:
    span = wording.days(document["published_earliest"], document["published_latest"])
    return f"{text(span)} ({markup.label(codes, 'published_bases', document['published_basis'])})"


def _counted(row: Row, codes: Codes) -> str:
    """How many numerals of an edition are accounted for."""
    when = "" if row["source"] == "counted" else f", recorded on {row['proven_on']}"
    return text(
        f"{row['text_edition']}: {row['numerals']}, of which {row['coded']} coded "
        f"and {row['dismissed']} dismissed{when}"
    )


def edition_note(edition: str) -> str:
    """Whose words the text is, so that nobody takes ours for the publisher's."""
    said = (
        "Parley’s digest, in our own words; what stands in quotes is the article’s."
        if edition == "digest"
        else "<b>The article itself</b>, read just now from a file on this machine; Parley does not store or share it."
    )
    return f'<p class="pl-edition">{said}</p>'


def key(claims: Sequence[Row], codes: Codes, *, is_grey: bool) -> str:
    """What the colours of the marks mean: the verdicts on this document's claims, with their number, and grey."""
    counts = {code: sum(claim["verdict"] == code for claim in claims) for code in wording.SHARPNESS}
    shown = "".join(f"<li>{markup.badge(codes, code)} {count}</li>" for code, count in counts.items() if count)
    shown += '<li><span class="pl-dismissed">grey</span> no claim: select it for the reason</li>' if is_grey else ""
    return f'<ul class="pl-key" aria-label="Verdicts on the claims of this document">{shown}</ul>'


def brief(document: Row, claims: Sequence[Row], codes: Codes) -> str:
    """The passport in one line: publisher, day, channel, how far the quotes are proven."""
    parts = (
        f"<b>{text(document['publisher'])}</b>",
        f"published {_published(document, codes)}",
        f"channel: {text(document['channel'])}",
        _proven(claims, codes),
        _hash(document),
        _outward(document),
    )
    return f'<p class="pl-brief">{" · ".join(part for part in parts if part)}</p>'


def _hash(document: Row) -> str:
    """The first digits of the original's hash; the passport has all of them."""
    sha256 = document["original_sha256"]
    return f'original <code title="SHA-256 {text(sha256)}">{text(sha256[:12])}…</code>' if sha256 else ""


def _outward(document: Row) -> str:
    """A short link to where the document was read."""
    url = document["url"] or ""
    if not url.startswith(("https://", "http://")):
        return ""
    return f'<a href="{text(url)}" target="_blank" rel="noopener noreferrer">read it there</a>'


def _proven(claims: Sequence[Row], codes: Codes) -> str:
    """How many quotes have which proof, and how many claims have no quote."""
    quoted = [claim for claim in claims if claim["quote"]]
    counts = {code: sum(claim["proof"] == code for claim in quoted) for code in codes["proofs"]}
    said = [f"{wording.counted(n, 'quote')} {markup.tag(codes, 'proofs', code)}" for code, n in counts.items() if n]
    if len(quoted) < len(claims):
        said.append(f"{wording.counted(len(claims) - len(quoted), 'claim')} without a quote")
    return ", ".join(said)


def body(words: str, placed: Sequence[Mark], dismissed: Sequence[Row], codes: Codes, selected: str) -> str:
    """The text with every claim and every dismissed numeral marked."""
    numerals = [_numeral(row, codes) for row in dismissed]
    return f'<div class="pl-text">{marks.marked(words.rstrip(), placed, numerals, selected)}</div>'


def _numeral(row: Row, codes: Codes) -> Dismissed:
    return Dismissed(row["char_start"], row["char_end"], _reason(row, codes))


def _reason(row: Row, codes: Codes) -> str:
    """Why a numeral is no claim: the reason, and the coder's note."""
    known = codes["dismissal_reasons"].get(row["dismissal_reason"])
    reason = known["label"] if known else row["dismissal_reason"]
    return f"no claim: {reason}" + (f" ({row['dismissal_note']})" if row["dismissal_note"] else "")


def dismissals(dismissed: Sequence[Row], codes: Codes) -> str:
    """The dismissed numerals as a table, folded: a link to one of them opens it."""
    body_rows = [
        (
            f'<span id="{marks.why(_numeral(row, codes))}"></span>{text(row["numeral"])}',
            markup.label(codes, "dismissal_reasons", row["dismissal_reason"]),
            markup.hint(codes, "dismissal_reasons", row["dismissal_reason"]),
            text(row["dismissal_note"]),
        )
        for row in dismissed
    ]
    caption = f"Numerals that are no claim ({len(dismissed)})"
    columns = ("Numeral", "Reason", "What that means", "Note")
    return markup.fold(caption, markup.table(columns, body_rows, caption)) if dismissed else ""


def details(
    claims: Sequence[Row],
    placed: Sequence[Mark],
    codes: Codes,
    cited: Mapping[str, str],
    selected: str,
    *,
    is_open: bool = False,
) -> str:
    """The details of each claim: the selected one, then in the order of the text; those without a place come last.

    Args:
        claims: rows of `queries.claims_in`.
        placed: where they stand in the text, from `places`.
        codes: the code lists.
        cited: a reference by claim, from `cite.references`.
        selected: the claim to set off and open, or empty.
        is_open: open all, because there is no text beside them.
    """
    number = {mark.claim_id: mark.number for mark in placed}
    ordered = sorted(
        claims, key=lambda claim: (claim["claim_id"] != selected, number.get(claim["claim_id"], len(claims) + 1))
    )
    items = "".join(
        _detail(claim, number.get(claim["claim_id"]), codes, cited.get(claim["claim_id"], ""), selected, is_open)
        for claim in ordered
    )
    return f'<ol class="pl-details{" pl-all" if is_open else ""}">{items}</ol>'


def _detail(claim: Row, number: int | None, codes: Codes, cited: str, selected: str, is_open: bool) -> str:
    """One claim: its words, verdict and proof, the ways on; folded within, all that was coded and how to cite it."""
    claim_id = claim["claim_id"]
    is_selected = claim_id == selected
    back = f'<a href="#mark-{markup.anchor(claim_id)}">to its place in the text</a>' if number else ""
    place = f'<span class="pl-number">{number}</span> ' if number else ""
    summary = (
        f"<summary>{place}"
        f'<span class="pl-glyph" aria-hidden="true">{wording.GLYPHS.get(claim["verdict"], "?")}</span> '
        f"<b>{text(wording.figure(claim['value_label']))}</b> "
        f'<span class="pl-muted">{text(claim["question"])}</span></summary>'
    )
    links = " · ".join(
        part
        for part in (
            markup.link("compare", "compare with other documents", question=claim["question_id"]),
            markup.link("evidence", "address of this claim", claim=claim_id),
            back,
        )
        if part
    )
    known = "".join(f"<div><dt>{term}</dt><dd>{said}</dd></div>" for term, said in _terms(claim, codes) if said)
    coded = markup.fold("All that was coded", f'<dl class="pl-terms">{known}</dl>', is_open=is_selected)
    citing = markup.fold("Cite this", taken.reference(cited), is_open=is_selected) if cited else ""
    return (
        f'<li class="pl-v-{markup.anchor(claim["verdict"])}'
        f'{" pl-selected" if is_selected else ""}"><details{" open" if is_selected or is_open else ""}>{summary}'
        f'<div id="of-{markup.anchor(claim_id)}"><p class="pl-who">{text(_credited(claim))}</p>'
        f'{quote(claim)}</div><p class="pl-tags">{markup.badge(codes, claim["verdict"])}'
        f"{markup.tag(codes, 'statuses', claim['status'])}{markup.proof(codes, claim)}</p>{history(claim, codes)}"
        f'<p class="pl-links">{links}</p>{coded}{citing}</details></li>'
    )


def _terms(claim: Row, codes: Codes) -> tuple[tuple[str, str], ...]:
    """The columns of a claim with their labels, as markup."""
    bounds = ""
    if claim["has_interval"]:
        unit = codes["units"].get(claim["question_unit"] or "")
        has_unit = unit and claim["value_type"] not in wording.UNITLESS
        bounds = f"{wording.span(claim)} {unit['description'] if unit and has_unit else ''}"
    credited = "the text itself" if claim["claimant_id"] == "outlet" else claim["claimants"]
    return (
        ("Hedge", markup.tag(codes, "hedges", claim["hedge"])),
        ("Of the lower end", markup.tag(codes, "hedges", claim["hedge_low"])),
        ("Of the upper end", markup.tag(codes, "hedges", claim["hedge_high"])),
        ("Unit as printed", markup.label(codes, "units", claim["unit"])),
        ("Basis", markup.label(codes, "bases", claim["basis"])),
        ("Interval", text(bounds.strip())),
        ("Holds for", text(claim["as_of"])),
        ("Tells of", text(_told_days(claim))),
        ("Said on", text(claim["said_on"])),
        ("Credited", text(credited)),
        ("Relayed by", text(claim["relayers"])),
        ("Identified by", text(claim["identified_by"])),
        ("Voice", markup.tag(codes, "voices", claim["voice"])),
        ("Status", markup.tag(codes, "statuses", claim["status"])),
        ("Stands in", text(claim["position"])),
        ("Denied", "yes" if claim["is_denied"] else ""),
        ("Other reading", text(claim["ambiguous_question"] or claim["ambiguous"])),
        ("Note", text(claim["note"] if claim["quote"] else None)),
        ("Coded", text(f"{claim['coder']}, {claim['coded_on']}")),
        ("Claim", f"<code>{text(claim['claim_id'])}</code>"),
    )


def _told_days(claim: Row) -> str:
    """The day or the span that a figure tells of; nothing where that is not known, or is the day it holds for."""
    first, last = claim["tells_from"], claim["tells_until"]
    if first is None or claim["as_of"] is not None:
        return ""
    return wording.days(first, last) if last else f"{wording.day(first)} and after"


def _credited(claim: Row) -> str:
    """Whom the text credits, as a line of its own: According to Kyiv; In its own voice."""
    said = wording.according(claim)
    return said[:1].upper() + said[1:]
