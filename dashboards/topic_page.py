"""What the pages Exchanges, Casualties and Children share: the parts of a topic's record, each with its pictures.

A part is a function that draws itself; what is chosen lives in the address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import streamlit as st

from dashboards import (
    address,
    charts_parts,
    charts_steps,
    charts_ways,
    counts,
    downloads,
    footer,
    markup,
    pictures,
    queries,
    record,
    tallies,
    topic_queries,
    wording,
)
from dashboards.queries import Codes
from dashboards.warehouse import Row

STYLE = Path(__file__).parent / "topics.css"
"""What only the pages on topics need, on top of style.css."""

_PARTIES = ("anybody", "ukraine", "russia", "third", "not_stated")


@dataclass(frozen=True)
class Topic:
    """One page on a topic.

    Attributes:
        code: of the topic, and the address of its page.
        title: of the page.
        parts: the parts of the page by their name in the address, the first one shown first: title, and what it shows.
        draw: the parts by the same names.
    """

    code: str
    title: str
    parts: Mapping[str, tuple[str, str]]
    draw: Mapping[str, Callable[[Topic], None]]

    def key(self, name: str) -> str:
        """The key of a widget."""
        return f"{self.code}_{name}"


def show(topic: Topic) -> None:
    """Draw the page: its title, the choice of a part, and that part."""
    st.html(STYLE)
    st.title(topic.title)
    first = next(iter(topic.parts))
    if address.is_new(topic.code) or topic.key("part") not in st.session_state:
        st.session_state[topic.key("part")] = address.value("part", list(topic.parts), first)
        span, on = queries.delivery_days(), address.day("on")
        st.session_state[topic.key("on")] = on if on and span and span["first_day"] <= on <= span["last_day"] else None
        st.session_state[topic.key("by")] = address.value("by", _PARTIES, "anybody")
    st.segmented_control(
        "Part of the page",
        list(topic.parts),
        key=topic.key("part"),
        label_visibility="collapsed",
        format_func=lambda code: topic.parts[code][0],
        required=True,
    )
    part: str = st.session_state[topic.key("part")]
    st.caption(topic.parts[part][1])
    by = st.session_state.setdefault(topic.key("by"), "anybody")
    # Before the part is drawn: what a part offers for download names the address of the view.
    address.write(
        topic.code,
        {
            "part": "" if part == first else part,
            "on": _day(topic) if part == "promises" else "",
            "by": by if part == "balances" and by != "anybody" else "",
        },
    )
    topic.draw[part](topic)
    footer.show()


def promises(topic: Topic) -> None:
    """The promises as they stand, or stood on a day: a picture per direction, the figures in tables below it."""
    codes, names = queries.codes(), queries.names()
    _choose_day(topic)
    on = _day(topic)
    found = [row for row in queries.promises(on) if row["topic"] == topic.code]
    deliveries, versions = queries.deliveries(on), topic_queries.promise_steps(on)
    if not found:
        st.info("No promise is known by that day. Choose a later one, or none." if on else _none("promise"))
        return
    st.html(_STEPS_LEGEND)
    bare = []
    for promise_id, group in groupby(found, key=lambda row: row["promise_question_id"]):
        rows = list(group)
        if any(row["n_deliveries"] for row in rows):
            beside = [row for row in deliveries if row["promise_question_id"] == promise_id]
            steps = [row for row in versions if row["promise_question_id"] == promise_id]
            _promise(rows, beside, steps, codes, names)
        else:
            bare.append(rows)
    if bare:
        inner = "".join(_bare(rows, codes, names) for rows in bare)
        count = wording.counted(len(bare), "promise or offer", "promises and offers")
        st.html(markup.fold(f"{count} for which no delivery is named", inner, is_open=len(bare) == len(found)))
    downloads.offer(found, f"{topic.code}-promises", "Download the promises")


def _promise(rows: list[Row], deliveries: list[Row], steps: list[Row], codes: Codes, names: dict[str, str]) -> None:
    """One promise: its directions beside each other, then the tables."""
    st.html(record.head(rows[0]))
    parties = {code: f"Counted by {row['label']}" for code, row in codes["parties"].items()}
    parties["not_stated"] = "No party named"
    ways = [(way, list(group)) for way, group in groupby(rows, key=lambda row: row["direction"])]
    strips, tables = [], []
    for way, of_way in ways:
        beside = [row for row in deliveries if row["direction"] == way]
        of_steps = [row for row in steps if row["direction"] == way]
        strips.append(charts_steps.strips_of(of_way, of_steps, beside, parties))
        tables.append(record.counts(of_way, beside, codes, names))
    among = [strip for of_way in strips for strip in of_way]
    for place, (_, of_way), drawn in zip(st.columns(len(ways), gap="large"), ways, strips, strict=True):
        place.html(record.way(of_way[0], codes, names))
        chart = charts_steps.step_chart(drawn, among)
        if chart:
            pictures.draw(chart, charts_steps.described(drawn), place)
    titled = (
        f'<h3 class="pl-way">{record.direction(of_way[0], codes)}</h3>{table}'
        for (_, of_way), table in zip(ways, tables, strict=True)
    )
    st.html(markup.fold("The same in tables, with every delivery and its words", "".join(titled)))


def _bare(rows: list[Row], codes: Codes, names: dict[str, str]) -> str:
    """A promise of which nothing is said to have come."""
    ways = groupby(rows, key=lambda row: row["direction"])
    return record.head(rows[0]) + "".join(record.way(next(iter(group)), codes, names) for _, group in ways)


def partitions(topic: Topic) -> None:
    """Parts beside their wholes: a bar per division, and all of them in a table."""
    codes, names = queries.codes(), queries.names()
    rows = [row for row in queries.partitions() if row["topic"] == topic.code]
    if not rows:
        st.info(_none("figure that is divided into parts"))
        return
    claims = " ".join(row["part_claim_ids"] or "" for row in rows).split()
    found = charts_parts.divisions(rows, topic_queries.figures(claims))
    chart = charts_parts.parts_chart(found)
    if chart:
        st.header("Whether the parts make up the whole")
        pictures.draw(chart, charts_parts.described(found))
    st.html(markup.fold("All divisions as a table", tallies.partitions(rows, codes, names), is_open=not chart))
    downloads.offer(rows, f"{topic.code}-parts", "Download parts and wholes")


def totals(topic: Topic) -> None:
    """Standing totals through time: falls first, then a picture per question, with the table behind it."""
    names = queries.names()
    rows = [row for row in queries.running_totals() if row["topic"] == topic.code]
    if not rows:
        st.info(_none("total to date"))
        return
    if fallen := tallies.falls(rows, names):
        st.html(fallen)
    show_counts(topic, [row["question_id"] for row in rows], rows)
    downloads.offer(rows, f"{topic.code}-totals", "Download the totals")


def show_counts(topic: Topic, question_ids: list[str], sums: list[Row], level: int = 2) -> None:
    """Some questions of a topic, each with a picture of its own; those with one figure as words, below.

    Args:
        topic: of the page.
        question_ids: which questions.
        sums: of `queries.running_totals`, of these questions.
        level: of the headings.
    """
    codes, names = queries.codes(), queries.names()
    plurals = {code: row["description"] for code, row in codes["units"].items()}
    wanted = set(question_ids)
    found = [row for row in topic_queries.questions(topic=topic.code) if row["question_id"] in wanted]
    held = {row["claim_id"]: row["held_on"] for row in sums}
    claims = {
        question_id: [{**claim, "held_on": held.get(claim["claim_id"])} for claim in group]
        for question_id, group in queries.claims_on([row["question_id"] for row in found]).items()
    }
    fell = {row["claim_id"] for row in sums if row["fell"]}
    drawn: list[tuple[Row, dict[str, Any]]] = []
    told: list[Row] = []
    for question in found:
        unit = wording.unit_of(question, plurals)
        chart = counts.chart(question, claims[question["question_id"]], unit, fell)
        if chart:
            drawn.append((question, chart))
        else:
            told.append(question)
    # Two columns that are each read from top to bottom; the longest pictures stand first.
    drawn.sort(key=lambda pair: -pair[0]["n_claims"])
    places = st.columns(2, gap="large") if len(drawn) > 1 else [st.container()]
    filled = [0] * len(places)
    for question, chart in drawn:
        of_question = claims[question["question_id"]]
        at = filled.index(min(filled))
        filled[at] += 4 + len(of_question)
        with places[at]:
            st.html(counts.head(question, codes, level))
            pictures.draw(chart, counts.described(question, of_question))
            own = [row for row in sums if row["question_id"] == question["question_id"]]
            own = [row for row in own if row["compared_with"] == "same_claimant"]
            table = tallies.totals_of(own, names) if own else ""
            st.html(markup.fold("The same as a list, with its words", table + counts.listed(of_question, codes)))
    alone = [counts.head(row, codes, level) + counts.listed(claims[row["question_id"]], codes) for row in told]
    if alone:
        st.html(f'<div class="pl-cards">{"".join(f"<section>{card}</section>" for card in alone)}</div>')


def balances(topic: Topic) -> None:
    """Both directions side by side, by one party's figures; all parties in a table."""
    codes, names = queries.codes(), queries.names()
    rows = [row for row in queries.balances() if row["topic"] == topic.code]
    if not rows:
        st.info(_none("event with a figure for a direction"))
        return
    told = [row for row in rows if row["relation"] != "unknown"]
    st.segmented_control(
        "By whose figures",
        [party for party in _PARTIES if any(row["party"] == party for row in told)],
        key=topic.key("by"),
        format_func=lambda code: (
            "All together" if code == "anybody" else markup.unmarked(codes["parties"][code]["label"].capitalize())
        ),
        required=True,
    )
    chosen = [row for row in told if row["party"] == st.session_state[topic.key("by")]]
    for title, group in (
        ("Single events", [row for row in chosen if not row["is_period"]]),
        ("Sums over a year", [row for row in chosen if row["is_period"]]),
    ):
        chart = charts_ways.ways_chart(group)
        if chart:
            st.header(title)
            pictures.draw(chart, charts_ways.described(group))
    if not chosen:
        st.info("By these figures no event has a number both ways. Choose other figures above.")
    st.html(markup.fold("All counting parties as a table", tallies.balances(rows, codes, names), is_open=not chosen))
    downloads.offer(rows, f"{topic.code}-directions", "Download both directions")


def _choose_day(topic: Topic) -> None:
    """The widget for the day on which the promises stood, folded: a calendar would keep the first chart waiting."""
    span = queries.delivery_days()
    # The state of a widget that another part did not draw is gone.
    st.session_state.setdefault(topic.key("on"), None)
    if span:
        st.popover("As it stood on …").date_input(
            "As it stood on",
            min_value=span["first_day"],
            max_value=span["last_day"],
            key=topic.key("on"),
            format="YYYY-MM-DD",
            help="What had been promised and had come by the end of that day; empty for all.",
        )


def _day(topic: Topic) -> str:
    chosen = st.session_state.get(topic.key("on"))
    return chosen.isoformat() if isinstance(chosen, date) else ""


def _none(what: str) -> str:
    return f"The published warehouse holds no {what} on this topic. Build it again after adding one to the corpus."


_STEPS_LEGEND = (
    '<ul class="pl-legend" aria-label="How to read the charts">'
    '<li><span class="pl-sign" aria-hidden="true">━●━</span>what has come: core of the party’s figures</li>'
    '<li><span class="pl-is-hull" aria-hidden="true"></span>all of its figures; ▲ without an upper end</li>'
    '<li><span class="pl-sign" aria-hidden="true">───</span>promised</li>'
    '<li><span class="pl-sign" aria-hidden="true">?</span>a delivery without a number</li></ul>'
)
