"""The claims of a generated corpus: who says what of which question, in which words, with which hedge."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.corpus_words import MONTHS, NOUNS, NOUNS_DE, SMALL, TOWNS

N_EVENTS, N_ROUNDS, N_CLAIMANTS = 50, 3, 400
# All gates opened in the year before the first document: no text can report a day that has not come.
_YEAR_OF_DATES = datetime.date(2022, 1, 1)
# value_type, its unit, and how many of a hundred questions ask so.
_KINDS = (
    ("count", "person", 68),
    ("duration", "hour", 14),
    ("share", "percent", 8),
    ("date", "date", 6),
    ("identity", "place", 4),
)
_SMALL_UP_TO = len(SMALL) - 1
# hedge, its English and German words, and how many of a hundred figures have it.
_HEDGES = (
    ("exactly", "", "", 52),
    ("about", "about ", "rund ", 14),
    ("at_least", "at least ", "mindestens ", 10),
    ("more_than", "more than ", "mehr als ", 7),
    ("nearly", "nearly ", "fast ", 5),
    ("at_most", "up to ", "bis zu ", 5),
    ("less_than", "fewer than ", "weniger als ", 3),
    ("between", "", "", 4),
)


@dataclass(frozen=True)
class Wishes:
    """What Plan asks of the claims; documents is how many the whole corpus has."""

    per_document: int
    commonest: int
    documents: int
    disagreement: float


def questions(n: int, seed: int) -> pl.DataFrame:
    """All questions with their columns and core: what is so (a number, a day of the year, or a town)."""
    chance = np.random.default_rng([seed, 1])
    # The commonest question counts, as the commonest of a newsroom do.
    kind = np.append([0], chance.choice(len(_KINDS), n - 1, p=[share / 100 for *_, share in _KINDS]))
    value_type = np.array([name for name, *_ in _KINDS])[kind]
    core = np.select(
        [value_type == "count", value_type == "duration", value_type == "share", value_type == "date"],
        [
            np.clip(np.exp(chance.normal(5, 2, n)), 3, 500_000),
            chance.integers(3, 200, n),
            chance.integers(3, 95, n),
            chance.integers(1, 360, n),
        ],
        chance.integers(0, len(TOWNS), n),
    ).astype(np.int64)
    core[0] = 12_000
    return pl.DataFrame({"rank": np.arange(n), "value_type": value_type, "core": core, "kind": kind}).with_columns(
        question_id=pl.format("ask-{}", pl.col("rank").cast(pl.String).str.zfill(6)),
        question=pl.format("What is told of matter {} of the valley?", "rank"),
        topic=pl.lit("talks"),
        cardinality=pl.lit("one"),
        unit=pl.Series([unit for _, unit, _ in _KINDS]).gather(pl.Series(kind)),
        event_id=pl.format("fair-{}", (pl.col("rank") % N_EVENTS).cast(pl.String).str.zfill(2)),
        category=pl.lit("proposal"),
        stage=pl.lit("attribute"),
        domain_low=pl.when(pl.col("value_type").is_in(["count", "duration", "share"])).then(pl.lit("0")),
        definition=pl.lit("What the two councils, or those who speak of them, say of it."),
    )


def settings(n_outlets: int) -> dict[str, pl.DataFrame]:
    """Events, actors and places."""
    towns = pl.DataFrame({"name": TOWNS})
    return {
        "events": pl.DataFrame({"n": range(N_EVENTS)}).select(
            event_id=pl.format("fair-{}", pl.col("n").cast(pl.String).str.zfill(2)),
            name=pl.format("Fair {}", "n"),
            kind=pl.when(pl.col("n") < N_ROUNDS).then(pl.lit("round")).otherwise(pl.lit("exchange")),
        ),
        "actors": pl.concat(
            [
                pl.DataFrame({"n": range(count)}).select(
                    actor_id=pl.format(f"{stem}-{{}}", pl.col("n").cast(pl.String).str.zfill(3)),
                    name=pl.format(f"{stem.capitalize()} {{}}", "n"),
                    kind=pl.lit(kind),
                    side=pl.Series([sides[n % len(sides)] for n in range(count)]),
                )
                for stem, kind, count, sides in (
                    ("gazette", "outlet", n_outlets, ("third",)),
                    ("speaker", "person", N_CLAIMANTS, ("ukraine", "russia", "third")),
                )
            ]
        ),
        "places": towns.select(place_id=pl.col("name").str.to_lowercase(), name="name", kind=pl.lit("city")),
    }


def dateline() -> pl.Expr:
    """The day of publication (column day) as a dateline prints it: `12 May 2023`."""
    day = pl.col("day").cast(pl.Date)
    month = day.dt.strftime("%B")
    return pl.format("{} {} {}", day.dt.day(), month, day.dt.year())


def claims(documents: pl.DataFrame, asked: pl.DataFrame, wishes: Wishes, chance: np.random.Generator) -> pl.DataFrame:
    """The claims of documents (number, town, document_id, language), in their order, with all that is coded."""
    per, height = wishes.per_document, documents.height
    n = per * height
    numbers = documents["number"].to_numpy()
    # The commonest question is spread evenly; the others are drawn, the early ones more often.
    share = wishes.commonest / wishes.documents
    of_commonest = np.floor((numbers + 1) * share) - np.floor(numbers * share)
    drawn = 1 + np.floor((asked.height - 1) * chance.random((height, per)) ** 2).astype(np.int64)
    ranks = np.where(np.arange(per)[None, :] < of_commonest[:, None], 0, drawn).ravel()
    stride = chance.integers(1, len(TOWNS), height)
    towns = (documents["town"].to_numpy()[:, None] + stride[:, None] * np.arange(1, per + 1)) % len(TOWNS)
    hedge = chance.choice(len(_HEDGES), n, p=[share / 100 for *_, share in _HEDGES])
    speaker = np.floor(N_CLAIMANTS * chance.random(n) ** 2).astype(np.int64)
    rows = pl.DataFrame(
        {
            "row": np.repeat(np.arange(height), per),
            "rank": ranks,
            "town": pl.Series(TOWNS).gather(pl.Series(towns.ravel())),
            "noun": pl.Series(NOUNS).gather(pl.Series(ranks % len(NOUNS))),
            "noun_de": pl.Series(NOUNS_DE).gather(pl.Series(ranks % len(NOUNS))),
            "hedge": pl.Series([name for name, *_ in _HEDGES]).gather(pl.Series(hedge)),
            "cue": pl.Series([cue for _, cue, *_ in _HEDGES]).gather(pl.Series(hedge)),
            "cue_de": pl.Series([cue for _, _, cue, _ in _HEDGES]).gather(pl.Series(hedge)),
            "differs": chance.random(n) < wishes.disagreement,
            "shift": np.exp(chance.normal(0, 0.6, n)),
            "in_words": chance.random(n) < 0.5,
            "grouped": chance.random(n) < 0.8,
            "speaker": speaker,
            "own_voice": chance.random(n) < 0.3,
            "denied": chance.random(n) < 0.02,
        }
    )
    shown = documents.with_row_index("row").select(pl.col("row").cast(pl.Int64), "document_id", "language")
    placed = rows.join(shown, on="row", maintain_order="left").join(
        asked.select("rank", "question_id", "value_type", "unit", "core"), on="rank", maintain_order="left"
    )
    return _coded(_worded(_valued(placed)))


def _valued(rows: pl.DataFrame) -> pl.DataFrame:
    """Adds low and high, whole numbers: what the claim says; high is NULL but for a span. Dates and towns have no span.

    Who agrees with the core says the core, or a bound that holds of it; who differs is off by a factor. All are less
    than a million, which would be printed with two marks.
    """
    number = pl.col("value_type").is_in(["count", "duration", "share"])
    below = pl.col("hedge").is_in(["at_least", "more_than", "between"])
    above = pl.col("hedge").is_in(["at_most", "less_than"])
    leaned = pl.col("core") * pl.when(below).then(0.9).when(above).then(1.15).otherwise(1.0)
    stated = pl.when("differs").then(pl.col("core") * pl.col("shift")).otherwise(leaned).ceil().cast(pl.Int64)
    most = pl.when(pl.col("value_type") == "share").then(94).otherwise(800_000)
    figure = pl.min_horizontal(pl.max_horizontal(stated, 2), most)
    other = (pl.col("core") + pl.when("differs").then((pl.col("shift") * 30).cast(pl.Int64)).otherwise(0)) % 360
    return rows.with_columns(
        low=pl.when(number).then(figure).when(pl.col("value_type") == "date").then(other).otherwise("core"),
        hedge=pl.when(number).then("hedge").otherwise(pl.lit("exactly")),
    ).with_columns(high=pl.when(pl.col("hedge") == "between").then(pl.col("low") + (pl.col("low") // 5) + 1))


def _worded(rows: pl.DataFrame) -> pl.DataFrame:
    """Adds quote and gloss. Each holds the claim's town, which no other claim of its document has."""
    spoken = pl.Series(SMALL).to_frame("spoken").with_row_index("low").with_columns(pl.col("low").cast(pl.Int64))
    worded = rows.join(spoken, on="low", how="left", maintain_order="left").with_columns(
        date=pl.lit(_YEAR_OF_DATES) + pl.duration(days="low")
    )
    is_word = pl.col("in_words") & pl.col("low").is_between(2, _SMALL_UP_TO)

    def digits(column: str, mark: str, always: bool = False) -> pl.Expr:
        text = pl.col(column).cast(pl.String)
        groups = pl.concat_str(text.str.head(-3), pl.lit(mark), text.str.tail(3))
        grouped = pl.lit(True) if always else pl.col("grouped")
        return pl.when((pl.col(column) >= 1000) & grouped).then(groups).otherwise(text)

    thing = _thing("noun", {"duration": "hours", "share": "percent of the hay"})
    thing_de = _thing("noun_de", {"duration": "Stunden", "share": "Prozent des Heus"})
    low = pl.when(is_word).then("spoken").otherwise(digits("low", ","))
    span = pl.format("between {} and {}", digits("low", ","), digits("high", ","))
    span_de = pl.format("zwischen {} und {}", digits("low", ".", True), digits("high", ".", True))
    figure = pl.when(pl.col("high").is_null()).then(pl.concat_str("cue", low)).otherwise(span)
    figure_de = (
        pl.when(pl.col("high").is_null()).then(pl.concat_str("cue_de", digits("low", ".", True))).otherwise(span_de)
    )
    month = pl.Series(MONTHS).to_frame("month").with_row_index("number", 1)
    named = worded.with_columns(number=pl.col("date").dt.month().cast(pl.UInt32)).join(
        month, on="number", maintain_order="left"
    )
    dated = pl.format("the gate of {} opened on {} {}", "town", "month", pl.col("date").dt.day())
    seated = pl.format("the council of {} sat at the old mill", "town")
    english = (
        pl.when(pl.col("value_type") == "date")
        .then(dated)
        .when(pl.col("value_type") == "identity")
        .then(seated)
        .otherwise(pl.format("{} {} of {}", figure, thing, "town"))
    )
    german = (
        pl.when(pl.col("value_type") == "date")
        .then(pl.format("das Tor von {} öffnete am {}.{}.", "town", pl.col("date").dt.day(), pl.col("date").dt.month()))
        .when(pl.col("value_type") == "identity")
        .then(pl.format("der Rat von {} tagte in der alten Mühle", "town"))
        .otherwise(pl.format("{} {} aus {}", figure_de, thing_de, "town"))
    )
    foreign = pl.col("language") == "de"
    return named.with_columns(
        quote=pl.when(foreign).then(german).otherwise(english), gloss=pl.when(foreign).then(english)
    )


def _thing(noun: str, units: dict[str, str]) -> pl.Expr:
    """What is counted: the noun in that column, or the unit of a duration or share."""
    return pl.col("value_type").replace_strict(units, default=pl.col(noun), return_dtype=pl.String)


def _coded(rows: pl.DataFrame) -> pl.DataFrame:
    """The columns of claims/, beside those that were needed on the way."""
    dated, placed = pl.col("value_type") == "date", pl.col("value_type") == "identity"
    day = pl.col("date").cast(pl.Date).cast(pl.String)
    town = pl.Series([name.lower() for name in TOWNS])
    named = rows.with_columns(core_town=town.gather(rows["core"] % len(TOWNS)))
    value = pl.when(dated).then(day).when(placed).then("core_town").otherwise(pl.col("low").cast(pl.String))
    return named.with_columns(
        value=value,
        value_high=pl.col("high").cast(pl.String),
        precision=pl.when(dated).then(pl.lit("day")),
        position=pl.lit("body"),
        polarity=pl.when("denied").then(pl.lit("denied")).otherwise(pl.lit("asserted")),
        claimant=pl.when("own_voice")
        .then(pl.lit("outlet"))
        .otherwise(pl.format("speaker-{}", pl.col("speaker").cast(pl.String).str.zfill(3))),
        voice=pl.when("own_voice").then(pl.lit("outlet")).otherwise(pl.lit("reported")),
        status=pl.lit("stated"),
        coder=pl.lit("generator"),
        coded_on=pl.lit("2025-01-01"),
        note=pl.when(dated & (pl.col("language") == "de")).then(pl.lit("The day stands in digits.")),
    )


def spoilt(claims: pl.DataFrame, rate: float, chance: np.random.Generator) -> pl.DataFrame:
    """The same claims, some with a fault: the first letter of the quote changed, or a value that is not in it."""
    drawn = pl.Series("drawn", chance.random(claims.height) / max(rate, 1e-9))
    quote, value = pl.col("quote"), pl.col("value")
    numeric = pl.col("value_type").is_in(["count", "duration", "share"])
    wrong = (value.cast(pl.Int64, strict=False) + 777).cast(pl.String)
    return claims.with_columns(drawn).with_columns(
        quote=pl.when(pl.col("drawn") < 0.5).then(pl.concat_str(pl.lit("q"), quote.str.slice(1))).otherwise(quote),
        value=pl.when(pl.col("drawn").is_between(0.5, 1) & numeric).then(wrong).otherwise(value),
    )
