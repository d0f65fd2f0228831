"""Outlets as HTML: a matrix of who agrees with whom, the questions behind one cell, and who has a figure for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from dashboards import markup, wording
from dashboards.markup import text
from dashboards.queries import Codes
from dashboards.warehouse import Row

Shared = dict[tuple[str, str], Counter[str]]
"""Two outlets, in both orders, to the number of questions that both answer by how they stand to each other there."""

_SIGNS = {"conflict": "≠", "compatible": "≈", "agree": "=", "not_comparable": "∥"}
_WORDS = {
    "agree": "agree",
    "compatible": "compatible",
    "conflict": "conflict",
    "not_comparable": "not comparable",
    "one_origin": "from one origin",
}


def shared(rows: Sequence[Row]) -> Shared:
    """How many questions two outlets share.

    Args:
        rows: of `topic_queries.shared`.
    """
    found: Shared = {}
    for row in rows:
        for key in ((row["first_id"], row["second_id"]), (row["second_id"], row["first_id"])):
            found.setdefault(key, Counter())[row["relation"]] += row["n"]
    return found


def busiest(found: Shared, most: int) -> list[str]:
    """The outlets that share most questions with others, counted once for each other outlet."""
    weight: Counter[str] = Counter()
    for (first, _), relations in found.items():
        weight[first] += relations.total()
    return sorted(weight, key=lambda outlet: (-weight[outlet], outlet))[:most]


def matrix(
    chosen: Sequence[str], found: Shared, names: Mapping[str, str], asked: Sequence[str], pair: tuple[str, str]
) -> str:
    """Who agrees with whom: a table with a row and a column per outlet, and in each cell counts of questions.

    Args:
        chosen: outlets in order.
        found: of `shared`.
        names: of outlets by id.
        asked: the outlets that the address asks for, which the links of the cells keep.
        pair: the two outlets whose questions stand below.
    """
    columns = "".join(f'<th scope="col">{text(_short(names, outlet))}</th>' for outlet in chosen)
    lines = "".join(
        f'<tr><th scope="row">{text(_short(names, row))}</th>'
        + "".join(_cell(row, column, found, names, asked, pair) for column in chosen)
        + "</tr>"
        for row in chosen
    )
    caption = "Who agrees with whom: questions that two outlets both answer"
    return (
        f'<div class="pl-scroll" tabindex="0" role="region" aria-label="{caption}"><table class="pl-matrix">'
        f'<caption class="pl-hidden">{caption}</caption>'
        f'<thead><tr><th scope="col">Outlet</th>{columns}</tr></thead><tbody>{lines}</tbody></table></div>'
    )


def _cell(
    row: str, column: str, found: Shared, names: Mapping[str, str], asked: Sequence[str], pair: tuple[str, str]
) -> str:
    """One cell: how many questions in which relation; a link to them."""
    relations = found.get((row, column), Counter())
    if row == column:
        return '<td><span aria-hidden="true">·</span></td>'
    if not relations:
        return '<td><span class="pl-muted">–</span></td>'
    signs = "  ".join(f"{sign}&nbsp;{relations[code]}" for code, sign in _SIGNS.items() if relations[code])
    same = f"<small>{relations['one_origin']} from one origin</small>" if relations["one_origin"] else ""
    gravest = next((code for code in _SIGNS if relations[code]), "single")
    is_chosen = " pl-is-chosen" if {row, column} == set(pair) else ""
    label = f"{_short(names, row)} and {_short(names, column)}: {counted(relations)}"
    query = urlencode({"outlet": list(asked), "first": row, "second": column}, doseq=True)
    return (
        f'<td class="pl-cell pl-v-{gravest}{is_chosen}"><a href="outlets?{text(query)}#pair" target="_self" '
        f'aria-label="{text(label)}">{signs}{same}</a></td>'
    )


def counted(relations: Mapping[str, int]) -> str:
    """Counts of questions by relation, in words."""
    return ", ".join(f"{relations[code]} {words}" for code, words in _WORDS.items() if relations.get(code))


def pairs(chosen: Sequence[str], found: Shared, names: Mapping[str, str]) -> str:
    """The same as a table: a line per two outlets, those that conflict most first."""
    lines = [
        (first, second, found[first, second])
        for at, first in enumerate(chosen)
        for second in chosen[at + 1 :]
        if (first, second) in found
    ]
    lines.sort(key=lambda line: (-line[2]["conflict"], -line[2].total()))
    head = ("Outlet", "Outlet", *(words.capitalize() for words in _WORDS.values()))
    body = [
        (text(_short(names, first)), text(_short(names, second)), *(str(relations[code]) for code in _WORDS))
        for first, second, relations in lines
    ]
    return markup.table(head, body, "Who agrees with whom, as a list")


def between(
    pair: tuple[str, str],
    questions: Sequence[Row],
    figures: Mapping[tuple[str, str], Sequence[Row]],
    names: Mapping[str, str],
    codes: Codes,
) -> str:
    """Questions that two outlets both answer, with the figures of both.

    Args:
        pair: the outlets.
        questions: of `topic_queries.between`.
        figures: of `topic_queries.figures_of`.
        names: of outlets by id.
        codes: the code lists.
    """
    body = []
    for row in questions:
        on = row["question_id"]
        question = markup.link("compare", row["question"], question=on)
        sides = (_side(figures.get((outlet, on), ()), on) for outlet in pair)
        body.append((_relation(codes, row["relation"]), question, *sides))
    head = ("They", "Question", *(_short(names, outlet) for outlet in pair))
    return markup.table(head, body, "Questions that both answer")


def _side(claims: Sequence[Row], question_id: str) -> str:
    """What one outlet says on a question; of very many claims how many more there are, and with which figures."""
    said = "; ".join(_figure(claim) for claim in claims)
    n_more = claims[0]["n_claims"] - len(claims) if claims else 0
    if not n_more:
        return said
    n_figures = claims[0]["n_figures"] - len({claim["value_label"] for claim in claims})
    figures = wording.counted(n_figures, "other figure") if n_figures else "no other figure"
    more = markup.link("compare", f"{wording.counted(n_more, 'more claim')}, with {figures}", question=question_id)
    return f"{said}; {more}"


def _relation(codes: Codes, relation: str) -> str:
    if relation == "one_origin":
        return '<span class="pl-tag">from one origin</span>'
    label = markup.label(codes, "relations", relation)
    return f'<span class="pl-badge pl-v-{markup.anchor(relation)}">{_SIGNS[relation]} {label}</span>'


def _figure(claim: Row) -> str:
    who = "in its own voice" if claim["claimant_id"] == "outlet" else f"according to {claim['claimants']}"
    link = markup.link("evidence", wording.figure(claim["value_label"]), claim=claim["claim_id"])
    return f'<b>{link}</b> <span class="pl-muted">{text(who)}</span>'


def grid(rows: Sequence[Row], outlets: Mapping[str, Row]) -> str:
    """Who has a figure for what: a row per outlet, a numbered column per question of one event.

    Args:
        rows: of `topic_queries.answered`, of one event.
        outlets: of `topic_queries.outlets`, by id.
    """
    questions = list(dict.fromkeys((row["question_id"], row["question"]) for row in rows))
    told = {(row["outlet_id"], row["question_id"]): row for row in rows}
    count = Counter(row["outlet_id"] for row in rows)
    order = sorted(count, key=lambda outlet: (-count[outlet], outlets[outlet]["outlet"]))
    columns = "".join(
        f'<th scope="col" title="{text(question)}">{at}</th>' for at, (_, question) in enumerate(questions, start=1)
    )
    lines = "".join(
        f'<tr><th scope="row">{text(wording.publisher(outlets[outlet]["outlet"]))}{_held(outlets[outlet])}</th>'
        f"<td><span>{count[outlet]} of {len(questions)}</span></td>"
        + "".join(_dot(told.get((outlet, question)), words) for question, words in questions)
        + "</tr>"
        for outlet in order
    )
    caption = "Which outlet has a figure for which question"
    listed = "".join(f"<li>{markup.link('compare', words, question=question)}</li>" for question, words in questions)
    return (
        f'<div class="pl-scroll" tabindex="0" role="region" aria-label="{caption}"><table class="pl-matrix pl-grid">'
        f'<caption class="pl-hidden">{caption}</caption><thead><tr><th scope="col">Outlet</th>'
        f'<th scope="col">Answers</th>{columns}</tr></thead><tbody>{lines}</tbody></table></div>'
        f'<h3 class="pl-way">The questions by number</h3><ol class="pl-numbered">{listed}</ol>'
    )


def _held(outlet: Row) -> str:
    """A mark on the outlets of which a whole text was read."""
    return "<small>whole text read</small>" if outlet["has_text"] else ""


def _dot(row: Row | None, question: str) -> str:
    """A cell: a figure, a text that says that none was given, or nothing found."""
    if row is None:
        return '<td><span class="pl-muted" title="no figure found">–</span></td>'
    claim = row["claim_id"]
    sign, words = ("○", "says that no figure was given") if row["is_silent"] else ("●", "has a figure")
    return (
        f'<td><a class="pl-has" href="evidence?claim={text(claim)}" target="_self" '
        f'aria-label="{words}: {text(question)}" title="{text(question)}">{sign}</a></td>'
    )


def _short(names: Mapping[str, str], outlet: str) -> str:
    return wording.publisher(names.get(outlet, outlet))
