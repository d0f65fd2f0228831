"""What stands above and around the questions of the Compare page, as HTML: legend, list, head, history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboards import gaps, markup, wording
from dashboards.intervals import has_core, has_envelope
from dashboards.layout import MATCHED
from dashboards.markup import text
from dashboards.queries import Codes
from dashboards.warehouse import Row

_SIGNS = (
    ("●━━○", "", "end included, not included"),
    ("●━━▶", "", "no limit given"),
    ("┣━━●", "", "from the least sensible value"),
    ("●╍┿╍●", "", "our reading of a loose word"),
    ("┈✖┈", "", "denied"),
    ("", "pl-swatch", "core: most origins allow it"),
)


def found(n_answers: int, n_all: int) -> str:
    """How many questions pass the filters."""
    of_all = f" of {n_all:,}" if n_answers < n_all else ""
    return f'<p class="pl-found" role="status">{wording.counted(n_answers, "question")}{of_all}</p>'


def legend(*, is_matched: bool = False) -> str:
    """How to read the charts; with the sign of matching claims where there are some."""
    signs = (*_SIGNS, *([(MATCHED, "", "passes your filters")] if is_matched else ()))
    items = "".join(
        f'<li><span class="pl-sign {name}" aria-hidden="true">{sign}</span>{meaning}</li>'
        for sign, name, meaning in signs
    )
    return f'<ul class="pl-legend" aria-label="How to read the charts">{items}</ul>'


def head(question: Row, codes: Codes, *, permalink: Mapping[str, str]) -> str:
    """Topic and event, the question as a heading, the verdict, how far apart, how widely supported, what else to know.

    Args:
        question: a row of `queries.answers`.
        codes: the code lists.
        permalink: parameters of the address of the question alone; empty where it stands alone already.
    """
    topic = markup.label(codes, "topics", question["topic"]).capitalize()
    where = " · ".join(part for part in (topic, text(question["event_name"])) if part)
    facts = "".join(f"<li>{text(fact)}</li>" for fact in _facts(question, codes))
    alone = markup.link("compare", "this question alone", **permalink) if permalink else ""
    return (
        f'<header class="pl-head" id="question-{markup.anchor(question["question_id"])}">'
        f'<p class="pl-kicker"><span>{where}</span>{alone}</p>'
        f"<h2>{text(question['question'])}</h2>"
        f'<p class="pl-verdict">{markup.badge(codes, question["verdict"])} {_apart(question, codes)}'
        f'<span>{text(wording.spread(question))}</span></p><ul class="pl-facts">{facts}</ul></header>'
    )


def _apart(question: Row, codes: Codes) -> str:
    """How far apart a conflict is: sign, words, and a bar as long as the gap is of the larger figure."""
    said = gaps.said(question, codes["units"])
    if not said:
        return ""
    found, share = gaps.band(question), question["widest_gap_share"]
    width = f"{min(100 * (share or 0), 100):.2f}"
    bar = f'<span class="pl-share" aria-hidden="true"><i style="width: {width}%"></i></span>'
    words = said.replace("apart by", "far apart, by", 1) if found == "far" else f"near: {said}"
    if share is None:
        return f'<span class="pl-gap">{text(said)}</span> '
    verdict = markup.anchor(question["verdict"])
    return f'<span class="pl-gap pl-v-{verdict}">{gaps.sign(found)}{text(words)}{bar}</span> '


def _facts(question: Row, codes: Codes) -> list[str]:
    """What a reader must know of the answer as a whole, in short sentences."""
    facts = []
    if has_envelope(question):
        facts.append(f"All figures together: {_together(question, '', codes)}")
    if has_core(question):
        core = _together(question, "core_", codes)
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
    if question["valid_from"] is not None:
        facts.append(f"Unchanged since {wording.day(question['valid_from'])}")
    return facts


def _together(question: Row, prefix: str, codes: Codes) -> str:
    """An interval of a question with its unit, which is in the singular for one."""
    column = "label" if question[f"{prefix}low"] == question[f"{prefix}high"] == 1 else "description"
    unit = wording.unit_of(question, {code: row[column] for code, row in codes["units"].items()})
    return wording.together(question, prefix, unit)


def index(answers: Sequence[Row], n_answers: int, codes: Codes, known: str) -> str:
    """The questions that the filters let through, as a table of links.

    Args:
        answers: the first of them, rows of `queries.answers`.
        n_answers: how many there are.
        codes: the code lists.
        known: the day asked about, or empty.
    """
    day = {"known": known} if known else {}
    body = [
        (
            markup.link("compare", row["question"], question=row["question_id"], **day),
            markup.badge(codes, row["verdict"]),
            text(gaps.said(row, codes["units"])),
            text(row["n_claims"]),
            text(row["n_documents"]),
            text(row["n_origins"]),
        )
        for row in answers
    ]
    columns = ("Question", "Verdict", "Widest gap", "Claims", "Documents", "Origins")
    rest = (
        f"<p>The first {len(answers):,} of {n_answers:,}; the download has all.</p>" if len(answers) < n_answers else ""
    )
    return f'<div class="pl-index">{markup.table(columns, body, "Questions that pass the filters")}{rest}</div>'


def history(question: Row, versions: Sequence[Row], codes: Codes) -> str:
    """How the answer changed with each publication, as a folded table; nothing where it never did."""
    if len(versions) < 2:
        return ""
    body = [
        (
            markup.link(
                "compare",
                wording.day(row["valid_from"]),
                question=question["question_id"],
                known=row["valid_from"].isoformat(),
            ),
            markup.badge(codes, row["verdict"]),
            text(row["n_claims"]),
            text(row["n_documents"]),
            text(row["n_origins"]),
            text(_together(row, "core_", codes) if row["core_support"] else ""),
        )
        for row in versions
    ]
    title = f"How the answer changed: {wording.counted(len(versions), 'version')}"
    columns = ("As known from", "Verdict", "Claims", "Documents", "Origins", "Core")
    return markup.fold(title, markup.table(columns, body, title))
