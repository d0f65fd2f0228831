"""Value, hedge and quote fit: figures are readable, hedges have their cues, exactly has none of another hedge."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl
import pytest

from ingest import fit
from ingest.claims import with_context
from ingest.codes import Codes
from ingest.findings import Findings
from ingest.tables import TABLES
from parley import paths

YEAR = "The year is that of the page."
UNITS = {
    "count": "person",
    "duration": "hour",
    "share": "percent",
    "date": "date",
    "ordinal": "ordinal",
    "clock": "clock_time",
}


@dataclass(frozen=True)
class Case:
    """A claim: the sentence with its quote in square brackets, value type, cells; bad: the columns to be refused."""

    sentence: str
    value_type: str
    value: str = ""
    bad: tuple[str, ...] = ()
    cells: dict[str, str] = field(default_factory=dict)


def count(sentence: str, value: str, *bad: str, **cells: str) -> Case:
    return Case(sentence, "count", value, bad, cells)


def hours(sentence: str, value: str, *bad: str, **cells: str) -> Case:
    return Case(sentence, "duration", value, bad, cells)


def share(sentence: str, value: str, *bad: str, **cells: str) -> Case:
    return Case(sentence, "share", value, bad, cells)


def day(sentence: str, value: str, *bad: str, **cells: str) -> Case:
    return Case(sentence, "date", value, bad, {"precision": "day", **cells})


def ordinal(sentence: str, value: str, *bad: str, **cells: str) -> Case:
    return Case(sentence, "ordinal", value, bad, cells)


def clock(sentence: str, value: str, *bad: str, **cells: str) -> Case:
    return Case(sentence, "clock", value, bad, cells)


CASES = [
    # The figure is readable in the quote.
    count("They sent [1,200 sheep] home.", "1200"),
    count("They sent [1,200 sheep] home.", "1300", "value"),
    count("They sent [1 200 sheep] home.", "1200"),
    count("They sent [12.000 sheep] home.", "12000"),
    count("They sent [twelve hundred and six sheep] home.", "1206"),
    count("They sent [one thousand two hundred sheep] home.", "1200"),
    count("They sent [three million sheep] home.", "3000000"),
    count("They sent [3.5 million sheep] home.", "3500000"),
    count("They sent [two dozen sheep] home.", "24"),
    count("They sent [sheep] home, all 1,200.", "1200", "value"),
    count("They swapped [1,000-for-1,000].", "1000"),
    hours("It took [an hour].", "1"),
    hours("It took [half an hour].", "1", "value"),
    hours("It took [half an hour].", "0.5"),
    hours("It took [a day].", "1", "value"),
    hours("It took [a day].", "1", unit="day"),
    hours("It took [two and a half hours].", "2.5"),
    share("They lost [half of it].", "50"),
    share("They lost [a third of it].", "33.3"),
    share("They lost [two thirds of it].", "67"),
    share("They lost [two thirds of it].", "60", "value"),
    share("They lost [100% of it].", "100"),
    # Between needs both ends.
    hours("It takes [24 to 48 hours].", "24", value_high="48", hedge="between"),
    hours("It takes [24-48 hours].", "24", value_high="48", hedge="between"),
    hours("It takes [between 24 and 48 hours].", "24", value_high="48", hedge="between"),
    hours("It takes [24 to 48 hours].", "24", "value_high", value_high="50", hedge="between"),
    hours("It takes [24 hours, 48 hours].", "24", "hedge", value_high="48", hedge="between"),
    count("Came [sixty, about a hundred at most].", "60", value_high="100", hedge="exactly", hedge_high="at_most"),
    count("Came [sixty, or a hundred].", "60", "hedge_high", value_high="100", hedge="exactly", hedge_high="at_most"),
    # A hedge has its cue in the quote, or within three words of it in its sentence.
    count("They sent [at least 1,200 sheep].", "1200", hedge="at_least"),
    count("They sent [1,200 sheep].", "1200", "hedge", hedge="at_least"),
    count("They sent at least [1,200 sheep].", "1200", hedge="at_least"),
    count('They sent at least, yes, "[1,200 sheep]".', "1200", hedge="at_least"),
    count('They sent at least, he said, "[1,200 sheep]".', "1200", "hedge", hedge="at_least"),
    count("At least in his own words, [1,200 sheep].", "1200", "hedge", hedge="at_least"),
    count("They sent at least. [1,200 sheep] came.", "1200", "hedge", hedge="at_least"),
    count('He said "at least." "[1,200 sheep]" came.', "1200", "hedge", hedge="at_least"),
    count("They sent at least\n\n[1,200 sheep] came.", "1200", "hedge", hedge="at_least"),
    count("They sent at least\n[1,200 sheep] came.", "1200", hedge="at_least"),
    count("They lost over U.S. [1,200 sheep].", "1200", hedge="more_than"),
    count("They sent [1,200 sheep or more] home.", "1200", hedge="at_least"),
    count("They sent [1,200 sheep], at most.", "1200", hedge="at_most"),
    count("They sent [1,200 sheep]. At most they had.", "1200", "hedge", hedge="at_most"),
    count("They sent [no more than 40 sheep].", "40", hedge="at_most"),
    count("They sent [no more than 40 sheep].", "40", "hedge", hedge="more_than"),
    count("They sent [40 sheep], more than goats.", "40", "hedge", hedge="more_than"),
    count("They sent [some 300 sheep].", "300", hedge="about"),
    count("They sent [Nearly 300 sheep].", "300", hedge="nearly"),
    count("Sie sandten [mindestens 300 Schafe].", "300", hedge="at_least", language="de"),
    count("Sie sandten [at least 300 Schafe].", "300", "hedge", hedge="at_least", language="de"),
    count("They sent [at least 300 sheep].", "300", hedge="at_least", language="en-GB"),
    hours("It lasted [under an hour].", "1", hedge="less_than"),
    # Exactly stands beside no cue of another hedge.
    count("They sent [just 1,200 sheep].", "1200"),
    count("They sent [all 1,200 sheep].", "1200"),
    count("They sent [at least 1,200 sheep].", "1200", "hedge"),
    count("They sent at least [1,200 sheep].", "1200", "hedge"),
    count("They sent at least “[1,200 sheep]”.", "1200", "hedge"),
    count("They sent [more than the 1,200 sheep].", "1200", "hedge"),
    count("They sent [over another 1,200 sheep].", "1200", "hedge"),
    count("They sent [over another 1,200 sheep].", "1200", note="Not a hedge: handed over."),
    count("They sent [at least some of the 1,200 sheep].", "1200"),
    count("They sent [1,200 or more].", "1200", "hedge"),
    count("They sent [1,200] or so.", "1200", "hedge"),
    count("They sent [1,200 sheep or more].", "1200", "hedge"),
    count("They came [from four regions].", "4"),
    hours("It takes [from 24 to 48 hours].", "24", "hedge"),
    hours("It lasted [under an hour].", "1", "hedge"),
    hours("It lasted under [an hour].", "1", "hedge"),
    # Some words may part them: one cue of several words, in the same sentence, with no other numeral between.
    hours("It took [40 hours at most].", "40", "hedge"),
    hours("It took [40 hours] at most.", "40", "hedge"),
    hours("It took [40 hours], at most.", "40", "hedge"),
    hours("It took [40 long hours or so].", "40", "hedge"),
    hours("It took [40 hours of heated talks] or more.", "40", "hedge"),
    hours("It took [40 hours of heated talks] or more.", "40", note="Not a hedge: more of the talks."),
    hours("It took [40 hours]. Or so it seemed.", "40"),
    hours("It took [40 hours\n\nor so].", "40"),
    hours("It took [40 hours] and two sheep or more.", "40"),
    hours("It took [40 hours] and goats or so-called goats.", "40"),
    hours("It took [40 hours] or more than that.", "40"),
    hours("It took [40 hours of the 60] or so.", "40"),
    hours("It took [more than a full 40 hours].", "40", "hedge"),
    hours("It took [up to a total of 40 hours].", "40", "hedge"),
    hours("It took more than [a full 40 hours].", "40", "hedge"),
    hours("It took more than that. [Full 40 hours] passed.", "40"),
    hours("It took [more than half the 40 hours].", "40"),
    hours("It took [more than talks, 40 hours].", "40"),
    hours("It was held [by the clerk 40 hours].", "40"),
    hours("It went [over the bridge for 40 hours].", "40"),
    day("It ends [no later than the end of June].", "2030-06-30", "hedge", note=YEAR),
    # A negated cue is the cue of another hedge.
    count("They sent [not more than 40 sheep].", "40", hedge="at_most"),
    count("They sent [not more than 40 sheep].", "40", "hedge", hedge="more_than"),
    count("They sent [not more than 40 sheep].", "40", "hedge"),
    count("They sent [not fewer than 40 sheep].", "40", hedge="at_least"),
    count("They sent [not fewer than 40 sheep].", "40", "hedge", hedge="less_than"),
    count("They sent [just under 40 sheep].", "40", hedge="less_than"),
    count("They sent [well over 40 sheep].", "40", hedge="more_than"),
    count("They sent [as many as 40 sheep].", "40", hedge="at_most"),
    count("They sent [a minimum of 40 sheep].", "40", hedge="at_least"),
    count("They sent [a maximum of 40 sheep].", "40", "hedge", hedge="at_least"),
    count("They sent [not about 40 sheep].", "40", "hedge", hedge="about"),
    count("They sent [not about 40 sheep].", "40", "hedge"),
    count("They didn’t send, or [couldn’t nearly 40 sheep].", "40", "hedge", hedge="nearly"),
    count("They did not send [nearly 40 sheep].", "40", hedge="nearly"),
    day("It ends [no later than May 16].", "2030-05-16", hedge="at_most"),
    day("It ends [not before May 16].", "2030-05-16", "hedge", hedge="less_than"),
    # Dates: printed as such, or read by a note.
    day("They met on [May 16].", "2030-05-16"),
    day("They met on [16 May 2030].", "2030-05-16"),
    day("They met on [16 May 2031].", "2030-05-16", "value"),
    day("They met on [the 16th of May].", "2030-05-16"),
    day("They met on [May 16th], a Monday.", "2030-05-16"),
    day("They met on [May 16 and June 2].", "2030-06-02"),
    day("They met on [2030-05-16].", "2030-05-16"),
    day("They met on [16.05.2030].", "2030-05-16"),
    day("They met on [05/16/2030].", "2030-05-16"),
    day("They met on [May 17].", "2030-05-16", "value"),
    day("They met on [Wednesday].", "2030-05-15", "note"),
    day("They met on [Wednesday].", "2030-05-15", note="The Wednesday before publication."),
    day("They [may 16] times meet.", "2030-05-16", "note"),
    day("They met [in May].", "2030-05-01", value_high="2030-05-31", hedge="between"),
    day("They met [in May 2030].", "2030-05-01", value_high="2030-05-31", hedge="between"),
    day("They met [in May 2031].", "2030-05-01", "value", value_high="2030-05-31", hedge="between"),
    day("They met [in May].", "2030-05-01", "note", value_high="2030-05-30", hedge="between"),
    day("They met [in May and June].", "2030-05-01", value_high="2030-06-30", hedge="between"),
    day("They met [in 2030].", "2030-01-01", value_high="2030-12-31", hedge="between"),
    day("They met [16 to 18 May].", "2030-05-16", value_high="2030-05-18", hedge="between"),
    day("They met [at the weekend].", "2030-05-18", value_high="2030-05-19", hedge="between", note="Saturday, Sunday."),
    day("They met [in February].", "2028-02-01", value_high="2028-02-29", hedge="between"),
    # Hedges of dates.
    day("It ends [by May 16].", "2030-05-16", hedge="at_most"),
    day("It ends by [May 16].", "2030-05-16", hedge="at_most"),
    day("It ends [before May 16].", "2030-05-16", hedge="less_than"),
    day("It ends [before May 16].", "2030-05-16", "hedge", hedge="at_most"),
    day("It ends [by May 16].", "2030-05-16", "hedge"),
    day("It ends by [May 16].", "2030-05-16", "hedge"),
    day("It ends by the [end of June].", "2030-06-30", "hedge", note="The last day of June."),
    day("It ends [within two months].", "2030-06-30", "hedge", note="Two months on."),
    day("It ends [in two months].", "2030-06-30", note="Two months on."),
    day("It was held [ahead of Wednesday].", "2030-05-15", "hedge", note="That week's Wednesday."),
    # A note does not put aside a day, weekday or month that the quote names, but for the words `not the printed date:`.
    day("They met [on May 22].", "2030-05-12", "value", note=YEAR),
    day("They met [on May 22].", "2030-05-12", note="Not the printed date: ten days before it."),
    day("They met on [May 23, 2030].", "2029-05-23", "value", note=YEAR),
    day("They met on [May 23, 2030].", "2030-05-23", note=YEAR),
    day("They met on [2030-05-23].", "2030-05-24", "value", note=YEAR),
    day("They met on [05/06/2030].", "2030-06-05", note=YEAR),
    day("They met on [May 2, 3 and 4].", "2030-05-03", note=YEAR),
    day("They met on [May 2, 3 and 4].", "2030-05-05", "value", note=YEAR),
    day("They met [from May 2] for a week.", "2030-05-02", value_high="2030-05-08", hedge="between", note="A week on."),
    day(
        "They met [from May 2] for a week.", "2030-05-03", "value", value_high="2030-05-08", hedge="between", note=YEAR
    ),
    day("They met in [the week of May 6].", "2030-05-06", "precision", precision="week"),
    day("They met in [the week of May 6].", "2030-05-09", precision="week", note="Not the printed date: its middle."),
    day("They met [on Wednesday].", "2030-05-16", "value", note="The Wednesday."),
    day("They met [the day after Wednesday].", "2030-05-16", note="Not the printed date: the day after."),
    day("They met [on Wednesday].", "2030-05-16", precision="week", note="The week of that Wednesday."),
    day("They met [on Wednesday].", "2031-01-01", "value", note="A Wednesday, but far off."),
    day("They met [on a Wednesday in January].", "2031-01-01", note="Its first Wednesday."),
    day("It ends [in June].", "2030-07-01", "value", precision="month", note=YEAR),
    day("It ends [at the end of June].", "2030-06-30", note=YEAR),
    day("It ends [at the end of June].", "2030-07-31", "value", note=YEAR),
    day("It ends [at the end of June].", "2030-07-31", note="Not the printed date: a month later."),
    day("They met [in June].", "2030-05-20", value_high="2030-07-02", hedge="between", note=YEAR),
    day("They met [in January].", "2030-12-20", value_high="2031-01-02", hedge="between", note=YEAR),
    day("They met [in January 2030].", "2030-12-20", "value", value_high="2031-01-02", hedge="between", note=YEAR),
    day("They met [in May and June 2030].", "2029-05-10", "value", precision="month", note=YEAR),
    # What looks like a day, and is none.
    day("They sent [in May 40 sheep].", "2030-05-20", precision="month", note=YEAR),
    day("They sent [in May 23,000 sheep].", "2030-05-20", precision="month", note=YEAR),
    day("They sent [on May 23 3000 sheep].", "2030-05-23", note=YEAR),
    # Names are English.
    day("Sie trafen sich [im April].", "2030-05-16", note="So gelesen.", language="de"),
    day("Sie trafen sich [am 2030-04-02].", "2030-05-16", "value", note="So gelesen.", language="de"),
    # An end's own hedge has its cue, too.
    count("Came [about a hundred at most].", "100", hedge="at_most", hedge_high="about"),
    count("Came [a hundred at most].", "100", "hedge_high", hedge="at_most", hedge_high="about"),
    count("Came [at least about a hundred].", "100", hedge="at_least", hedge_low="about"),
    count("Came [at least a hundred].", "100", "hedge_low", hedge="at_least", hedge_low="about"),
    # Phrases that stand for a number.
    count("[Not a single one] came.", "0"),
    count("Came [a couple of dozen, maybe a hundred].", "24", value_high="100", hedge="between"),
    hours("It took [an hour and 10 minutes].", "70", unit="minute"),
    # Places in an order, times of day.
    ordinal("It is [already the 9th stage].", "9"),
    ordinal("It is [the eighth stage].", "8"),
    ordinal("It is [the eighth stage].", "9", "value"),
    clock("It began [at 2:43 p.m. local time].", "14:43"),
    clock("It began [at 2:43 p.m. local time].", "02:43", "value"),
    clock("It began [around 8.37 pm].", "20:37", hedge="about"),
    clock("It began [around 8.37 pm].", "20:37", "hedge"),
    clock("It was [from 13:30 to 14:00].", "13:30", value_high="14:00", hedge="between"),
    clock("[7月23日下午7时左右].", "19:00", hedge="about", language="zh", gloss="at about 7 p.m. on 23 July"),
    # A foreign quote is read with its gloss: the number in either, the hedge in either.
    count("[más de mil ovejas]", "1000", hedge="more_than", language="es", gloss="more than a thousand sheep"),
    count("[lo menos mil ovejas]", "1000", hedge="at_least", language="es", gloss="at least a thousand sheep"),
    count("[約6千頭]", "6000", hedge="about", language="ja", gloss="about 6,000 sheep"),
    count("[約6千頭]", "6000", "hedge", language="ja", gloss="6,000 sheep"),
    count("[6千頭以上]", "6000", "hedge", language="ja", gloss="6,000 sheep"),
    count("[6千頭]", "6000", "hedge", language="ja", gloss="about 6,000 sheep"),
    count("[60回以上の]", "60", hedge="at_least", language="ja", gloss="60 or more exchanges"),
    count("[более 1 тыс. овец]", "1000", hedge="more_than", language="ru", gloss="more than 1,000 sheep"),
    count("[более 1 тыс. овец]", "1", "value", hedge="more_than", language="ru", gloss="more than 1,000 sheep"),
    count("[не более 40 овец]", "40", hedge="at_most", language="ru", gloss="not more than 40 sheep"),
    count("[не более 40 овец]", "40", "hedge", hedge="more_than", language="ru", gloss="40 sheep"),
    count("[сорок овец]", "40", language="ru", gloss="forty sheep"),
    count("[сорок овец]", "40", "value", language="ru", gloss="many sheep"),
    count("[jusqu'à 40 moutons]", "40", hedge="at_most", language="fr", gloss="up to 40 sheep"),
    count("[1200 овец]", "1200", "gloss", language="ru", gloss="1,300 sheep"),
    count("[1200 овец]", "1300", "gloss", language="ru", gloss="1,300 sheep"),
    count("[1200 овец и коров]", "1200", language="ru", gloss="1,200 sheep and a second herd of cows"),
    count("[сорок из 1200 овец]", "40", language="ru", gloss="forty of the 1,200 sheep"),
    hours("[持续约1小时45分钟]", "105", hedge="about", language="zh", gloss="took about 105 minutes", unit="minute"),
    count("[большинство овец]", "", hedge="indefinite", language="ru", gloss="most of the sheep"),
    count("[большинство овец]", "", "quote", hedge="indefinite", language="ru", gloss="their sheep"),
    day("[el 15 de mayo]", "2030-05-15", language="es", gloss="on 15 May"),
    day("[el 15 de mayo]", "2030-05-16", "value", language="es", gloss="on 15 May", note=YEAR),
    # Indefinite counts quote their word.
    count("They sent [several hundred sheep].", "", hedge="indefinite"),
    count("They sent [lots of sheep].", "", "quote", hedge="indefinite"),
    count("They gave [no number].", "", hedge="none_given"),
]


def frames(cases: list[Case]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The cases as fit.check takes them: claims with their context, and the text around each quote."""
    rows, contexts, questions, documents = [], [], [], []
    for number, case in enumerate(cases):
        before, _, rest = case.sentence.partition("[")
        quote, _, after = rest.partition("]")
        cells = {"hedge": "exactly", "unit": UNITS[case.value_type], "value": case.value or None, **case.cells}
        name = str(number)
        rows.append({"document_id": name, "question_id": name, "quote": quote, **cells})
        questions.append(
            {"question_id": name, "value_type": case.value_type, "unit": "", "basis": "", "cardinality": ""}
        )
        published = {"published_earliest": "2030-05-17", "published_latest": "2030-05-18"}
        documents.append({"document_id": name, "language": case.cells.get("language", "en"), **published})
        contexts.append({"claim_no": number, "before": before, "after": after})
    columns = dict.fromkeys(TABLES["claims"].column_names, pl.String)
    claims = pl.DataFrame([{k: v for k, v in row.items() if k in columns} for row in rows], schema=columns)
    source = claims.with_row_index("claim_no").with_columns(
        pl.col("claim_no").cast(pl.Int64), pl.lit("f").alias("source_file"), pl.col("claim_no").alias("source_line")
    )
    return with_context(source, pl.DataFrame(questions), pl.DataFrame(documents)), pl.DataFrame(contexts)


@pytest.fixture(scope="module")
def refused_columns() -> dict[int, list[str]]:
    """The columns refused, by the number of the case; all cases are checked at once, as ingest does."""
    claims, contexts = frames(CASES)
    codes, findings = Codes(paths.SEEDS), Findings()
    fit.check(fit.with_readable(claims, codes), contexts, codes, findings)
    refused: dict[int, list[str]] = {}
    for problem in findings.problems():
        assert problem.remedy
        refused.setdefault(problem.line, []).append(problem.column)
    return refused


@pytest.mark.parametrize(
    "number", range(len(CASES)), ids=lambda n: f"{CASES[n].sentence}-{CASES[n].cells.get('hedge')}"
)
def test_fit(refused_columns: dict[int, list[str]], number: int) -> None:
    assert refused_columns.get(number, []) == list(CASES[number].bad)


@pytest.mark.parametrize(
    ("quote", "word"),
    [
        ("several hundred sheep", "several hundred"),
        ("Some sheep", "some"),
        ("a number of sheep", "a number of"),
        ("dozens of sheep, some say", "dozens"),
    ],
)
def test_the_longest_indefinite_word_wins(quote: str, word: str) -> None:
    claims, _ = frames([Case(f"[{quote}]", "count", cells={"hedge": "indefinite"})])
    assert fit.with_readable(claims, Codes(paths.SEEDS))["indefinite_word"].to_list() == [word]
