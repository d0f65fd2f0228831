"""How fast claims are compared without listing their pairs, against one group-by of their minima and maxima.

    python benchmarks/compare.py

The intervals are made here: rounded figures of which three in four are of one core, with hedges, and a quarter that
differs. What is timed is what the models run (macro disjoint_pairs): distinct intervals, their sorted ends, and the
exact numbers of pairs that agree, are compatible and conflict. The same numbers by joining a question with itself are
the peer at the size at which that still ends. Writes `benchmarks/results/compare.json`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import duckdb
import jinja2

from benchmarks.record import Ratio, alternated, keep
from parley.paths import ROOT

ROUNDS = 9
VARIABLES = {"tolerance": 0.1, "tolerances_tried": [0.05, 0.1, 0.2]}

# Figures as they are printed: two or three digits that count, hedged in five ways. Of a figure with an open end the
# other end is the question's least value, or nothing.
CLAIMS = """
create or replace table claims as
with drawn as (
    select
        'ask-' || ask as question_id,
        claim,
        case when hash(ask, claim, 1) % 4 > 0 then 12000.0 else 10 ** (2 + (hash(ask, claim, 2) % 30000) / 10000.0) end
        as figure,
        hash(ask, claim, 3) % 10 as hedge
    from ({asks}) as asks, range(asks.size) as claims(claim)
),
printed as (select question_id, hedge, {figure} as figure from drawn)
select
    question_id,
    case
        when hedge = 0 then floor(figure * 0.9)
        when hedge = 1 then 0
        when hedge = 2 then figure + 1
        else figure
    end as low,
    case when hedge = 0 then ceil(figure * 1.1) when hedge in (2, 3) then null else figure end as high
from printed
"""
ROUNDED = "round(figure, 1 - floor(log10(figure))::int)"
UNLIKE = "figure * (1 + (hash(question_id, claim) % 1000000) / 1e9)"

EXTREMES = "select question_id, min(low), max(low), min(high), max(high), count(*) from claims group by question_id"

BRUTE = """
select
    a.question_id,
    sum((a.low is not distinct from b.low and a.high is not distinct from b.high)::int) as n_agree,
    sum((coalesce(a.high < b.low, false) or coalesce(b.high < a.low, false))::int) as n_conflict
from numbered as a
inner join numbered as b on a.question_id = b.question_id and a.place < b.place
group by a.question_id
"""


def rendered(template: str, call: str = "") -> str:
    """SQL as dbt would compile it, with every table under its own name: a template, or one macro of the project."""
    environment = jinja2.Environment(autoescape=False)
    macros = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "macros").glob("[!m]*.sql")))
    return environment.from_string(macros + template + call).render(ref=str, var=VARIABLES.__getitem__)


def timed(connection: duckdb.DuckDBPyConnection, queries: Mapping[str, str], rounds: int = 5) -> dict[str, float]:
    """The median seconds of each query, run by turns, with all its rows fetched."""

    def task(query: str) -> Callable[[], object]:
        return lambda: connection.execute(query).fetchall()

    return alternated({name: task(query) for name, query in queries.items()}, rounds)


def swept() -> str:
    """The counts of all pairs by the macro that the models use, where nobody denies and all is known on one day."""
    return f"""
with intervals as (select question_id, low, high, count(*)::double as n from claims group by question_id, low, high),
ends as (
    select question_id, 0 as known_from, 0 as level, 0 as block, coalesce(low, '-infinity') as end_value, 0 as end_step,
        1 as is_start, n as n_asserted, 0.0::double as n_denied, n as n_asserted_before, 0.0::double as n_denied_before
    from intervals
    union all
    select question_id, 0, 0, 0, coalesce(high, 'infinity'), 1, 0, 0.0, 0.0, n, 0.0 from intervals
),
apart as ({rendered("", '{{ disjoint_pairs("ends", ["question_id"]) }}')}),
alike as (
    select question_id, sum(n) as n_claims, sum(n * (n - 1) / 2) as n_agree from intervals group by question_id
)
select
    alike.question_id,
    n_agree,
    n_apart as n_conflict,
    n_claims * (n_claims - 1) / 2 - n_agree - n_apart as n_compatible
from alike
inner join apart on alike.question_id = apart.question_id
"""


def against_extremes(connection: duckdb.DuckDBPyConnection, asks: str, figure: str) -> dict[str, float]:
    """Seconds of the group-by (`extremes`) and of the comparison (`swept`) on claims made for it; both are prepared."""
    connection.execute(CLAIMS.format(asks=asks, figure=figure))
    tasks = {"extremes": EXTREMES, "swept": swept()}
    for name, query in tasks.items():
        connection.execute(f"prepare {name} as {query}")
    return timed(connection, {name: f"execute {name}" for name in tasks}, ROUNDS)


def against_pairs(connection: duckdb.DuckDBPyConnection, size: int) -> dict[str, float]:
    """Seconds of the self-join (`pairs`) and of the comparison (`swept`); that both count the same is seen to first."""
    connection.execute(CLAIMS.format(asks=f"select 0 as ask, {size} as size", figure=ROUNDED))
    connection.execute("create or replace table numbered as select row_number() over () as place, * from claims")
    tasks = {"pairs": BRUTE, "swept": swept()}
    counts = {name: connection.execute(query).fetchall()[0][1:3] for name, query in tasks.items()}
    if counts["pairs"] != counts["swept"]:
        raise SystemExit(f"the sweep counts {counts['swept']}, the pairs are {counts['pairs']}")
    return timed(connection, tasks)


# What int_pair_days__swept reads: a class is a printed figure; it stands for an interval at each tolerance.
CLASSES = """
create or replace table dated as
select
    question_id, low, high, date '2025-01-01' + (hash(rowid) % {days})::int as known_from,
    min(rowid) over (partition by question_id, low, high) as class_id
from claims;
create or replace table int_claim_classes__grouped as
select
    question_id, 'clm_' || class_id as class_id, 'any' as day_class, 'count' as value_type, known_from,
    true as is_swept, false as is_denied, true as has_figure, count(*) as n_added
from dated
group by all;
create or replace table int_claim_readings__bounded as
select distinct
    'clm_' || class_id as claim_id, tolerance, low as compared_low, high as compared_high, false as compared_low_open,
    false as compared_high_open
from dated, (values (0.05), (0.1), (0.2)) as tolerances(tolerance);
create or replace table read as
select question_id, known_from, tolerance, low, high
from dated, (values (0.05), (0.1), (0.2)) as tolerances(tolerance)
"""


def by_day(connection: duckdb.DuckDBPyConnection, size: int, days: int) -> dict[str, float]:
    """Seconds of the model int_pair_days__swept, and of minima and maxima by day and tolerance over as many claims."""
    connection.execute(CLAIMS.format(asks=f"select 0 as ask, {size} as size", figure=ROUNDED))
    connection.execute(CLASSES.format(days=days))
    model = (ROOT / "models" / "intermediate" / "int_pair_days__swept.sql").read_text(encoding="utf-8")
    tasks = {
        "swept": rendered(model),
        "extremes": "select question_id, tolerance, known_from, min(low), max(low), min(high), max(high) from read "
        "group by question_id, tolerance, known_from",
    }
    return timed(connection, tasks)


def main() -> None:
    """Measure, and keep the rows."""
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    group_by = "one group-by of its minima and maxima"
    one = "select 0 as ask, 100000 as size"
    skewed = "select range as ask, (100000 / (1 + range) ** 0.85)::bigint as size from range(10000)"
    rows = []
    for what, peer, size, asks, figure, target in (
        ("all pairs of one question counted", group_by, "100,000 claims, 5 × 10⁹ pairs", one, ROUNDED, 4.0),
        ("the same, no two figures alike", group_by, "100,000 claims, 5 × 10⁹ pairs", one, UNLIKE, None),
        ("all pairs of all questions counted", group_by, "2 M claims, 10,000 questions", skewed, ROUNDED, None),
    ):
        seconds = against_extremes(connection, asks, figure)
        rows.append(ratio(what, peer, size, seconds["swept"], seconds["extremes"], target, ROUNDS))
    seconds = by_day(connection, 100_000, 700)
    rows.append(
        ratio(
            "the pairs of one question counted by each of 700 days, at three tolerances (int_pair_days__swept)",
            "minima and maxima by day and tolerance",
            "100,000 claims",
            seconds["swept"],
            seconds["extremes"],
            None,
            5,
        )
    )
    seconds = against_pairs(connection, 5_000)
    what = "all pairs of one question counted; both count the same"
    rows.append(ratio(what, "a self-join", "5,000 claims, 12.5 M pairs", seconds["swept"], seconds["pairs"], None, 5))
    for row in rows:
        print(f"{row.ratio:8.3g}  {row.what}, against {row.peer} ({row.size})")
    keep("compare", rows)


def ratio(what: str, peer: str, size: str, seconds: float, of_peer: float, target: float | None, rounds: int) -> Ratio:
    """One row of the table of measurements."""
    return Ratio(
        part="archive",
        what=what,
        peer=peer,
        size=size,
        ratio=seconds / of_peer,
        target=target,
        seconds=seconds,
        peer_seconds=of_peer,
        rounds=rounds,
    )


if __name__ == "__main__":
    main()
