"""Thirty honest questions on an invented table, each with the answer worked out in Python from the same rows."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import duckdb


class Said(NamedTuple):
    """One invented claim."""

    claim_id: str
    topic: str
    outlet: str
    said_on: date
    low: int
    high: int | None
    quote: str | None
    share: Decimal


_TOPICS = ("exchanges", "bodies", "talks")
_OUTLETS = ("alpha", "beta", "gamma", "delta")
_QUOTES = ("about a thousand", None, "тисяча осіб", "not one", "at least 40 'souls'")

ROWS = [
    Said(
        claim_id=f"clm_{at:02}",
        topic=_TOPICS[at % 3],
        outlet=_OUTLETS[at * at % 4],
        said_on=date(2025, 5, 16) + timedelta(days=at * 7 % 41),
        low=at * 37 % 101,
        high=None if at % 5 == 0 else at * 37 % 101 + at % 7,
        quote=_QUOTES[at % 5],
        share=Decimal(at) / 4,
    )
    for at in range(60)
]


def build(path: Path) -> Path:
    """Write the table `said` and the list of topics into a new file, and return its path."""
    with duckdb.connect(path) as connection:
        connection.execute(
            "create table said (claim_id varchar, topic varchar, outlet varchar, said_on date, low integer,"
            " high integer, quote varchar, share decimal(6, 2))"
        )
        connection.executemany("insert into said values (?, ?, ?, ?, ?, ?, ?, ?)", [list(row) for row in ROWS])
        connection.execute("create table topics as from (values ('exchanges'), ('bodies'), ('food')) as t(topic)")
    return path


def _by(key: Callable[[Said], Any], rows: list[Said] | None = None) -> dict[Any, list[Said]]:
    found = defaultdict(list)
    for row in ROWS if rows is None else rows:
        found[key(row)].append(row)
    return dict(sorted(found.items()))


_BY_TOPIC = _by(lambda row: row.topic)
_LOWS = [row.low for row in ROWS]
_IN_TIME = sorted(ROWS, key=lambda row: (row.said_on, row.claim_id))
_MONTHS = _by(lambda row: row.said_on.replace(day=1))


def _running() -> list[tuple[Any, ...]]:
    totals = accumulate(row.low for row in _IN_TIME)
    return [(row.claim_id, total) for row, total in zip(_IN_TIME, totals, strict=True)]


def _steps() -> list[tuple[Any, ...]]:
    first = (_IN_TIME[0].claim_id, None)
    return [first, *((b.claim_id, b.low - a.low) for a, b in pairwise(_IN_TIME))]


def _best_of_each() -> list[tuple[Any, ...]]:
    return [
        (topic, row.claim_id)
        for topic, rows in _BY_TOPIC.items()
        for row in sorted(rows, key=lambda row: (-row.low, row.claim_id))[:2]
    ]


def _overlapping() -> int:
    closed = [row for row in ROWS if row.high is not None]
    return sum(
        a.low <= (b.high or 0) and b.low <= (a.high or 0) for a in closed for b in closed if a.claim_id < b.claim_id
    )


def _runs() -> list[tuple[Any, ...]]:
    """Spans of days in a row on which something was said: first, last, number of days."""
    days = sorted({row.said_on.toordinal() for row in ROWS})
    found = []
    for _, group in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]):
        span = [day for _, day in group]
        found.append((date.fromordinal(span[0]), date.fromordinal(span[-1]), len(span)))
    return found


QUESTIONS: dict[str, tuple[str, list[tuple[Any, ...]]]] = {
    "count": ("select count(*), count(high), count(distinct outlet) from said", [(60, 48, 2)]),
    "filter": (
        "select claim_id from said where low > 90 and quote is not null order by 1",
        [(row.claim_id,) for row in ROWS if row.low > 90 and row.quote is not None],
    ),
    "group": (
        "select topic, count(*), sum(low), min(low), max(low) from said group by topic order by topic",
        [
            (t, len(r), sum(x.low for x in r), min(x.low for x in r), max(x.low for x in r))
            for t, r in _BY_TOPIC.items()
        ],
    ),
    "having": (
        "select said_on from said group by all having count(*) > 1 order by 1",
        [(day,) for day, n in sorted(Counter(row.said_on for row in ROWS).items()) if n > 1],
    ),
    "mean_of_decimals": (
        "select topic, sum(share) from said group by topic order by topic",
        [(topic, sum((row.share for row in rows), Decimal(0))) for topic, rows in _BY_TOPIC.items()],
    ),
    "median": ("select median(low), mode(topic) is not null from said", [(statistics.median(_LOWS), True)]),
    "quantile": ("select quantile_disc(low, 0.25) from said", [(sorted(_LOWS)[14],)]),
    "deviation": ("select round(stddev_samp(low), 9) from said", [(round(statistics.stdev(_LOWS), 9),)]),
    "filtered_aggregate": (
        "select count(*) filter (where topic = 'talks'), count(*) filter (high is null) from said",
        [(20, 12)],
    ),
    "window_sum": (
        "select claim_id, sum(low) over (order by said_on, claim_id) from said order by said_on, claim_id",
        _running(),
    ),
    "window_lag": (
        "select claim_id, low - lag(low) over (order by said_on, claim_id) from said order by said_on, claim_id",
        _steps(),
    ),
    "qualify": (
        "select topic, claim_id from said"
        " qualify row_number() over (partition by topic order by low desc, claim_id) <= 2"
        " order by topic, low desc, claim_id",
        _best_of_each(),
    ),
    "inner_join": (
        "select t.topic, count(*) from topics as t inner join said as s on t.topic = s.topic group by all order by all",
        [("bodies", 20), ("exchanges", 20)],
    ),
    "left_join": (
        "select t.topic, count(s.claim_id) from topics as t left join said as s using (topic) group by all"
        " order by all",
        [("bodies", 20), ("exchanges", 20), ("food", 0)],
    ),
    "anti_join": ("select distinct topic from said as s anti join topics as t using (topic)", [("talks",)]),
    "self_join": (
        "select count(*) from said as a inner join said as b"
        " on a.claim_id < b.claim_id and a.low <= b.high and b.low <= a.high",
        [(_overlapping(),)],
    ),
    "exists": (
        "select count(*) from topics as t where exists (select 1 from said as s where s.topic = t.topic)",
        [(2,)],
    ),
    "scalar_subquery": (
        "select count(*) from said where low > (select avg(low) from said)",
        [(sum(low > statistics.mean(_LOWS) for low in _LOWS),)],
    ),
    "union": (
        "select topic from said union select topic from topics order by 1",
        [("bodies",), ("exchanges",), ("food",), ("talks",)],
    ),
    "except": ("select topic from topics except select topic from said", [("food",)]),
    "case": (
        "select case when low < 50 then 'few' else 'many' end as size, count(*) from said group by all order by all",
        [("few", sum(low < 50 for low in _LOWS)), ("many", sum(low >= 50 for low in _LOWS))],
    ),
    "months": (
        "select date_trunc('month', said_on)::date, count(*) from said group by all order by all",
        [(month, len(rows)) for month, rows in _MONTHS.items()],
    ),
    "spans_of_days": (
        "with days as (select distinct said_on from said), numbered as"
        " (select said_on, said_on - (row_number() over (order by said_on))::int as island from days)"
        " select min(said_on), max(said_on), count(*) from numbered group by island order by 1",
        _runs(),
    ),
    "text": (
        "select count(*) from said where quote ilike '%SOULS%' or regexp_matches(quote, '^[а-яіїє ]+$')",
        [(24,)],
    ),
    "lists": (
        "select outlet, list(claim_id order by claim_id)[1], len(list(claim_id)) from said group by outlet order by 1",
        [(name, rows[0].claim_id, len(rows)) for name, rows in _by(lambda row: row.outlet).items()],
    ),
    "structs": (
        "select {'topic': topic, 'n': count(*)} from said group by topic order by topic",
        [({"topic": topic, "n": len(rows)},) for topic, rows in _BY_TOPIC.items()],
    ),
    "pivot": (
        "pivot said on topic in ('bodies', 'talks') using count(*) group by outlet order by outlet",
        [
            (name, sum(row.topic == "bodies" for row in rows), sum(row.topic == "talks" for row in rows))
            for name, rows in _by(lambda row: row.outlet).items()
        ],
    ),
    "recursion": (
        "with recursive f(n, a, b) as (select 1, 1, 1 union all select n + 1, b, a + b from f where n < 30)"
        " select a from f where n = 30",
        [(832040,)],
    ),
    "generated": (
        "select sum(n) from generate_series(1, 1000000) as t(n)",
        [(1_000_000 * 1_000_001 // 2,)],
    ),
    "moments": (
        "select timestamp '2025-06-02 13:30:00' + interval 90 minutes, date '2025-06-02' - date '2025-05-16',"
        " '1.10'::decimal(3, 2), 'inf'::double",
        [(datetime(2025, 6, 2, 15, 0), 17, Decimal("1.10"), float("inf"))],
    ),
}
