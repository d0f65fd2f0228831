"""A question of the Compare page as HTML: its head, the words beside the chart, what the pairs say, the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboards import markup, wording
from dashboards.markup import text
from dashboards.pairs import Finding
from dashboards.queries import Codes
from dashboards.warehouse import Row

_SIGNS = (
    ("●━━○", "", "end included, not included"),
    ("●━━▶", "", "no limit given"),
    ("┣━━●", "", "from the least sensible value"),
    ("●╍┿╍●", "", "our reading of a loose word"),
    ("┈✖┈", "", "denied"),
    ("▇", "pl-is-core", "core: most origins allow it"),
)

_OPEN_DEFINITIONS = 3

LEGEND = '<ul class="pl-legend" aria-label="How to read the charts">{}</ul>'.format(
    "".join(
        f'<li><span class="pl-sign {name}" aria-hidden="true">{sign}</span>{meaning}</li>'
        for sign, name, meaning in _SIGNS
    )
)


def head(question: Row, codes: Codes, unit: str) -> str:
    """Topic and event, the question as a heading, the verdict, how widely it is supported, envelope and core."""
    topic = markup.label(codes, "topics", question["topic"]).capitalize()
    where = " · ".join(part for part in (topic, text(question["event_name"])) if part)
    facts = "".join(f"<li>{text(fact)}</li>" for fact in _facts(question, unit))
    permalink = markup.link("compare", "link to this question", question=question["question_id"])
    return (
        f'<header class="pl-head" id="question-{markup.anchor(question["question_id"])}">'
        f'<p class="pl-kicker"><span>{where}</span>{permalink}</p>'
        f"<h2>{text(question['question'])}</h2>"
        f'<p class="pl-verdict">{markup.badge(codes, question["verdict"])} '
        f'<span>{text(wording.spread(question))}</span></p><ul class="pl-facts">{facts}</ul></header>'
    )


def _facts(question: Row, unit: str) -> list[str]:
    """What a reader must know of the answer as a whole, in short sentences."""
    facts = []
    is_measured = question["value_type"] != "identity" and question["n_claims"] > question["n_silent"]
    if is_measured and question["n_claims"] > 1 and question["n_denied"] + question["n_silent"] < question["n_claims"]:
        facts.append(f"All figures together: {_between(question, '', unit)}")
        if question["n_origins"] > 1 and question["core_support"]:
            core = _between(question, "core_", unit)
            facts.append(f"Core, allowed by {question['core_support']} of {question['n_origins']} origins: {core}")
    if question["n_self_contradictions"]:
        facts.append("A document contradicts itself")
    if question["n_denied"]:
        facts.append(f"{wording.counted(question['n_denied'], 'denial')}")
    if question["n_silent"]:
        facts.append(f"{wording.counted(question['n_silent'], 'text')} without a figure")
    if question["n_assuming"]:
        facts.append("Rests in part on an assumption about sides: see the pairs")
    if question["n_superseded"]:
        facts.append(f"{wording.counted(question['n_superseded'], 'figure')} superseded by its own claimant")
    if question["verdict_sensitive"]:
        facts.append("The verdict depends on how loosely “about” is read: it differs between 5, 10 and 20 %")
    return facts


def _between(question: Row, prefix: str, unit: str) -> str:
    """An interval of a question in words: the columns low, high, low_open and high_open with a prefix."""
    return wording.interval(
        question[f"{prefix}low"],
        question[f"{prefix}high"],
        question["value_type"],
        unit,
        low_open=question[f"{prefix}low_open"],
        high_open=question[f"{prefix}high_open"],
    )


def words(claims: Sequence[Row], codes: Codes) -> str:
    """The words behind each figure: who prints them, whom they credit, the quote, status, proof, the way to it."""
    return f'<ol class="pl-words">{"".join(_item(claim, codes) for claim in claims)}</ol>'


def _item(claim: Row, codes: Codes) -> str:
    publisher = text(wording.publisher(claim["publisher"]))
    # A name stands in the quote already; a figure is said once more as the warehouse reads it.
    figure = f'<span class="pl-figure">{text(wording.figure(claim["value_label"]))}</span>'
    figure = "" if claim["value_type"] == "identity" and not claim["is_denied"] else figure
    where = "see it in the text" if claim["text_edition"] else "see its document"
    return (
        f'<li class="{"pl-is-denied" if claim["is_denied"] else ""}"><p class="pl-who"><b>{publisher}</b> '
        f"{text(wording.according(claim))}</p>{quote(claim)}"
        f'<p class="pl-tags">{figure}'
        f"{markup.tag(codes, 'statuses', claim['status'])}{markup.proof(codes, claim)}"
        f"{markup.link('evidence', where, claim=claim['claim_id'])}</p>{_remarks(claim, codes)}</li>"
    )


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
        ledger = markup.link("record", "see the ledger", part="corrections")
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
    number = f" <span class='pl-muted'>({finding.n_pairs} pairs)</span>" if finding.n_pairs > 1 else ""
    relation = markup.label(codes, "relations", finding.relation)
    return (
        f'<li class="pl-pair-{markup.anchor(finding.relation)}">{first} and {second}{number}: '
        f"<i>{relation}</i>. {text(finding.reason)}</li>"
    )


def alternative(question: Row, claims: Sequence[Row], codes: Codes, unit: str) -> str:
    """The chart as a table, folded, with the definition of what is counted."""
    is_identity = question["value_type"] == "identity"
    columns = {
        "Publisher": [text(claim["publisher"]) for claim in claims],
        "Credited": [text(wording.credit(claim)) for claim in claims],
        "Answer" if is_identity else "Figure": [text(wording.figure(claim["value_label"])) for claim in claims],
        f"Interval ({unit})" if unit else "Interval": [text(wording.span(claim)) for claim in claims],
        "Status": [markup.label(codes, "statuses", claim["status"]) for claim in claims],
        "Proof": [text(claim["proof"]) for claim in claims],
    }
    if is_identity:
        columns = {name: cells for name, cells in columns.items() if not name.startswith("Interval")}
    head_row, body = list(columns), list(zip(*columns.values(), strict=True))
    caption = f"Claims on: {question['question']}"
    definition = f'<p class="pl-remark">Counted here: {text(question["definition"])}</p>'
    if question["share_of"]:
        whole = markup.link("compare", question["share_of_question"], question=question["share_of"])
        definition += f'<p class="pl-remark">A share of: {whole}</p>'
    return markup.fold("As a table, with what exactly is counted", markup.table(head_row, body, caption) + definition)


def definitions(others: Sequence[Row], codes: Codes, plurals: Mapping[str, str]) -> str:
    """Questions of the same measure that count something else: named, and never set against this one."""
    if not others:
        return ""
    rule = codes["pair_rules"]["definition"]["description"]
    items = "".join(
        f"<li>{markup.link('compare', other['question'], question=other['other_id'])} "
        f"<b>{text(_envelope(other, plurals))}</b> "
        f'<span class="pl-muted">{text(other["definition"])}</span></li>'
        for other in others
    )
    inner = f'<p class="pl-remark">{text(rule)}</p><ul class="pl-pairs">{items}</ul>'
    label = markup.label(codes, "relations", "not_comparable")
    title = f"{label.capitalize()}: {wording.counted(len(others), 'other definition')}"
    return markup.fold(title, inner, is_open=len(others) <= _OPEN_DEFINITIONS)


def _envelope(question: Row, plurals: Mapping[str, str]) -> str:
    """All figures on another question together; nothing where none has an interval."""
    if question["low"] is None and question["high"] is None:
        return ""
    unit = wording.unit_of(question, plurals)
    return wording.interval(question["low"], question["high"], question["value_type"], unit)


def index(answers: Sequence[Row], codes: Codes, known: str) -> str:
    """All questions that the filters let through, as a folded list of links."""
    day = {"known": known} if known else {}
    body = [
        (
            markup.link("compare", row["question"], question=row["question_id"], **day),
            markup.badge(codes, row["verdict"]),
            text(row["n_claims"]),
            text(row["n_documents"]),
        )
        for row in answers
    ]
    title = f"List of {wording.counted(len(answers), 'question')}"
    return markup.fold(title, markup.table(("Question", "Verdict", "Claims", "Documents"), body, title))
