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

UNITS = {"count": "person", "duration": "hour", "share": "percent", "date": "date"}


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
    return Case(sentence, "date", value, bad, cells)


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
    count("Sie sandten [mindestens 300 Schafe].", "300", "hedge", hedge="at_least", language="de"),
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
    count("They sent [1,200 sheep or more].", "1200"),
    count("They came [from four regions].", "4"),
    hours("It takes [from 24 to 48 hours].", "24", "hedge"),
    hours("It lasted [under an hour].", "1", "hedge"),
    hours("It lasted under [an hour].", "1", "hedge"),
    # Dates: printed as such, or read by a note.
    day("They met on [May 16].", "2030-05-16"),
    day("They met on [16 May 2030].", "2030-05-16"),
    day("They met on [16 May 2031].", "2030-05-16", "note"),
    day("They met on [the 16th of May].", "2030-05-16"),
    day("They met on [May 16th], a Monday.", "2030-05-16"),
    day("They met on [May 16 and June 2].", "2030-06-02"),
    day("They met on [2030-05-16].", "2030-05-16"),
    day("They met on [16.05.2030].", "2030-05-16"),
    day("They met on [05/16/2030].", "2030-05-16"),
    day("They met on [May 17].", "2030-05-16", "note"),
    day("They met on [Wednesday].", "2030-05-16", "note"),
    day("They met on [Wednesday].", "2030-05-16", note="The Wednesday before publication."),
    day("They [may 16] times meet.", "2030-05-16", "note"),
    day("They met [in May].", "2030-05-01", value_high="2030-05-31", hedge="between"),
    day("They met [in May 2030].", "2030-05-01", value_high="2030-05-31", hedge="between"),
    day("They met [in May 2031].", "2030-05-01", "note", value_high="2030-05-31", hedge="between"),
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
    day("It was held [ahead of Wednesday].", "2030-05-16", "hedge", note="That week's Wednesday."),
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
        documents.append({"document_id": name, "language": case.cells.get("language", "en")})
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
