"""A question of the Compare page as HTML: the words beside the chart, what the pairs say, the table."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from dashboards import gaps, markup, wording
from dashboards.layout import MATCHED
from dashboards.markup import text
from dashboards.pairs import Finding
from dashboards.queries import Codes
from dashboards.warehouse import Row

_OPEN_DEFINITIONS = 3


def origins(question: Row, claims: Sequence[Row], known: str) -> dict[str, str]:
    """A letter for each origin by its id, in the order of the claims; none where each claim has one of its own.

    Which claims go back to one origin is worked out for all that is known now, so earlier days have no letters.
    """
    if known or not 1 < question["n_origins"] < question["n_claims"]:
        return {}
    found = dict.fromkeys(claim["origin_id"] for claim in claims if claim["origin_id"])
    return {origin: _letter(at) for at, origin in enumerate(found)}


def _letter(at: int) -> str:
    """A to Z, then AA, AB and so on."""
    before, last = divmod(at, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)


def words(
    claims: Sequence[Row], codes: Codes, letters: Mapping[str, str] | None = None, matched: Container[str] = ()
) -> str:
    """The words behind each figure: who prints them, whom they credit, the quote, status, proof, the way to it.

    Args:
        claims: rows of `queries.claims_on`.
        codes: the code lists.
        letters: from `origins`; without them none is shown.
        matched: claims to set off from the others.
    """
    items = (_item(claim, codes, letters or {}, claim["claim_id"] in matched) for claim in claims)
    return f'<ol class="pl-words">{"".join(items)}</ol>'


def _item(claim: Row, codes: Codes, letters: Mapping[str, str], is_matched: bool) -> str:
    publisher = text(wording.publisher(claim["publisher"]))
    # A name stands in the quote already; a figure is said once more as the warehouse reads it.
    figure = f'<span class="pl-figure">{text(wording.figure(claim["value_label"]))}</span>'
    figure = "" if claim["value_type"] == "identity" and not claim["is_denied"] else figure
    where = "see it in the text" if claim["text_edition"] else "see its document"
    classes = " ".join(["pl-is-denied"] * claim["is_denied"] + ["pl-is-matched"] * is_matched)
    sign = f'<span aria-hidden="true">{MATCHED}</span><span class="pl-hidden"> passes your filters: </span> '
    return (
        f'<li class="{classes}"><p class="pl-who">{sign if is_matched else ""}<b>{publisher}</b> '
        f"{text(wording.according(claim))}</p>{quote(claim)}"
        f'<p class="pl-tags">{figure}'
        f"{markup.tag(codes, 'statuses', claim['status'])}{markup.proof(codes, claim)}{_origin(claim, letters)}"
        f"{markup.link('evidence', where, claim=claim['claim_id'])}</p>{_remarks(claim, codes)}</li>"
    )


def _origin(claim: Row, letters: Mapping[str, str]) -> str:
    """The letter of a claim's origin, as a tag."""
    letter = letters.get(claim["origin_id"])
    hint = "Claims of one letter share a claimant, a wire or a publisher: they count as one voice."
    return f'<span class="pl-tag" title="{hint}">origin {letter}</span>' if letter else ""


def quote(claim: Row) -> str:
    """The quote in quotation marks, in its language, with our English beside it; or where else the figure was read."""
    if not claim["quote"]:
        source = f": {claim['note']}" if claim["note"] else "."
        return f'<p class="pl-quote pl-none">No quote held{text(source)}</p>'
    gloss = f'<p class="pl-gloss">In English: “{text(claim["gloss"])}” (our translation)</p>' if claim["gloss"] else ""
    language = text(claim["language"] or "en")
    return f'<blockquote class="pl-quote" lang="{language}" dir="auto">“{text(claim["quote"])}”</blockquote>{gloss}'


def _remarks(claim: Row, codes: Codes) -> str:
    """What the words leave open: a basis that is not stated, another reading."""
    remarks = []
    if claim["basis"] == "not_stated" and claim["question_basis"] and claim["has_interval"]:
        remarks.append("Not stated for whom the figure holds: each reading is tried.")
    if claim["ambiguous"]:
        remarks.append(f"The sentence can also answer: {claim['ambiguous_question'] or claim['ambiguous']}")
    return "".join(f'<p class="pl-remark">{text(remark)}</p>' for remark in remarks) + history(claim, codes)


def history(claim: Row, codes: Codes) -> str:
    """What became of a claim after it was printed or coded: superseded by its own claimant, corrected by us."""
    remarks = []
    if claim["superseded_by_claim_id"]:
        later = markup.link("evidence", "its later figure", claim=claim["superseded_by_claim_id"])
        hint = markup.hint(codes, "superseded_bases", claim["superseded_basis"])
        since = f"by its own claimant, known from {text(wording.day(claim['superseded_on']))}"
        remarks.append(f'<span class="pl-tag" title="{hint}">superseded</span> {since}: {later}.')
    if claim["corrected"]:
        ledger = markup.link("checks", "see the ledger")
        remarks.append(f'<span class="pl-tag">corrected</span> The coding was corrected: {ledger}.')
    return "".join(f'<p class="pl-remark">{remark}</p>' for remark in remarks)


def identities(claims: Sequence[Row], names: Mapping[str, str]) -> str:
    """The answers to a question of who, where or which: each answer once, with who gives it."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for claim in claims:
        who = f"<b>{text(wording.publisher(claim['publisher']))}</b> {text(wording.according(claim))}"
        groups.setdefault((claim["value_text"] or "", claim["is_denied"]), []).append(who)
    lines = []
    for (value, is_denied), credits in sorted(groups.items(), key=lambda group: -len(group[1])):
        said = wording.listed(sorted(names.get(slug, slug) for slug in value.split("+"))) if value else "nobody named"
        sign = '<span class="pl-cross" aria-hidden="true">✕</span> denied: ' if is_denied else ""
        who = "".join(f"<li>{credit}</li>" for credit in credits)
        lines.append(
            f'<li class="pl-answer"><p class="pl-name">{sign}{text(said)}</p><ul class="pl-credits">{who}</ul></li>'
        )
    return f'<ul class="pl-answers">{"".join(lines)}</ul>'


def pairs(findings: Sequence[Finding], codes: Codes) -> str:
    """What the pairs say: conflicts in the open, all else folded."""
    if not findings:
        return ""
    conflicts = [finding for finding in findings if finding.relation == "conflict"]
    others = [finding for finding in findings if finding.relation != "conflict"]
    said = _sentences(conflicts, codes)
    if others:
        n_pairs = sum(finding.n_pairs for finding in others)
        also = "other " if conflicts else ""
        summary = f"{wording.counted(n_pairs, f'{also}pair')} of claims: what they say of each other"
        said += markup.fold(summary, _sentences(others, codes))
    return said


def _sentences(findings: Sequence[Finding], codes: Codes) -> str:
    if not findings:
        return ""
    return f'<ul class="pl-pairs">{"".join(_sentence(finding, codes) for finding in findings)}</ul>'


def _sentence(finding: Finding, codes: Codes) -> str:
    """One finding: the two figures with who prints them, the relation, the reason."""
    first, second = (
        f"<b>{text(figure)}</b> ({text(wording.listed(publishers))})"
        for figure, publishers in zip(finding.figures, finding.publishers, strict=True)
    )
    relation = markup.label(codes, "relations", finding.relation)
    apart = "" if finding.share is None else gaps.of_share(finding.share)
    relation = f"{gaps.sign(apart)} <i>{relation}, {gaps.WORDS[apart]}</i>" if apart else f"<i>{relation}</i>"
    number = f" <span class='pl-muted'>({finding.n_pairs} pairs)</span>" if finding.n_pairs > 1 else ""
    return (
        f'<li class="pl-pair-{markup.anchor(finding.relation)}">{first} and {second}{number}: '
        f"{relation}. {text(finding.reason)}</li>"
    )


def alternative(question: Row, claims: Sequence[Row], codes: Codes, unit: str, letters: Mapping[str, str]) -> str:
    """The chart as a table, folded, with the definition of what is counted."""
    is_identity = question["value_type"] == "identity"
    columns = {
        "Publisher": [markup.link("evidence", claim["publisher"], claim=claim["claim_id"]) for claim in claims],
        "Credited": [text(wording.credit(claim)) for claim in claims],
        "Answer" if is_identity else "Figure": [text(wording.figure(claim["value_label"])) for claim in claims],
        f"Interval ({unit})" if unit else "Interval": [text(wording.span(claim)) for claim in claims],
        "Status": [markup.label(codes, "statuses", claim["status"]) for claim in claims],
        "Proof": [text(claim["proof"]) for claim in claims],
        "Origin": [text(letters.get(claim["origin_id"])) for claim in claims],
    }
    if not letters:
        del columns["Origin"]
    if is_identity:
        columns = {name: cells for name, cells in columns.items() if not name.startswith("Interval")}
    head_row, body = list(columns), list(zip(*columns.values(), strict=True))
    caption = f"Claims on: {question['question']}"
    definition = f'<p class="pl-remark">Counted here: {text(question["definition"])}</p>'
    if question["share_of"]:
        whole = markup.link("compare", question["share_of_question"], question=question["share_of"])
        definition += f'<p class="pl-remark">A share of: {whole}</p>'
    return markup.fold("As a table, with what exactly is counted", markup.table(head_row, body, caption) + definition)


def definitions(others: Sequence[Row], codes: Codes, plurals: Mapping[str, str], known: str = "") -> str:
    """Questions of the same measure that count something else: named, and never set against this one."""
    if not others:
        return ""
    rule, day = codes["pair_rules"]["definition"]["description"], {"known": known} if known else {}
    items = "".join(
        f"<li>{markup.link('compare', other['question'], question=other['other_id'], **day)} "
        f"<b>{text(_envelope(other, plurals))}</b> "
        f'<span class="pl-muted">{text(other["definition"])}</span></li>'
        for other in others
    )
    inner = f'<p class="pl-remark">{text(rule)}</p><ul class="pl-pairs">{items}</ul>'
    label = str(codes["relations"]["not_comparable"]["label"])
    title = f"{label.capitalize()}: {wording.counted(len(others), 'other definition')}"
    return markup.fold(title, inner, is_open=len(others) <= _OPEN_DEFINITIONS)


def _envelope(question: Row, plurals: Mapping[str, str]) -> str:
    """All figures on another question together; nothing where none has an interval."""
    if question["low"] is None and question["high"] is None:
        return ""
    unit = wording.unit_of(question, plurals)
    return wording.interval(question["low"], question["high"], question["value_type"], unit)
