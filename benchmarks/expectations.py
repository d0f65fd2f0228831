"""How long 40 checks over 20 million claims take, against one pass of SQL that computes the same sums.

    python benchmarks/expectations.py [ROWS]

The claims are made here by SQL, plausible but for a few; most checks hold, two fail and list rows. What is
timed is all that `python -m expectations` does once Great Expectations is imported: count in SQL, let it judge, fetch
the rows of what fails, write checks.results. Writes `benchmarks/results/expectations.json`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks.record import Ratio, alternated, keep
from expectations.check import Check, ColumnRule, RowRule, Suite
from expectations.results import evaluate

TABLE = "marts.fct_claims"
TOPICS = ("exchanges", "casualties", "children", "talks", "context")
MEASURES = {"bound_low": 1e8, "bound_high": 1e8, "value": 1e8, "char_start": 4000, "char_end": 4100, "n_words": 12}
"""What a check looks at in each topic, and the most that it may be."""

CLAIMS = """
create schema marts;
create table marts.fct_claims as
select
    claim as claim_id, claim // 20 as document_id, hash(claim) % {questions} as question_id,
    ['exchanges', 'casualties', 'children', 'talks', 'context'][1 + (hash(claim, 1) % 5)::int] as topic,
    -- one figure in a hundred thousand has a digit too many
    (1 + hash(claim, 2) % 9999)::double * if(hash(claim, 3) % 100000 = 0, 1000, 1) as value,
    value * 0.9::double as bound_low, value * 1.1::double as bound_high,
    (hash(claim, 4) % 3900)::int as char_start, char_start + 1 + (hash(claim, 5) % 80)::int as char_end,
    (1 + hash(claim, 6) % 12)::int as n_words
from range({rows}) as claims(claim)
"""


def check(check_id: str, rule: RowRule | ColumnRule) -> Check:
    """A check whose words do not matter."""
    words = {"lists": "rows", "threshold": "within limits", "reason": "Measured.", "remedy": "None."}
    return Check(check_id=check_id, table=TABLE, column=None, rule=rule, severity="warning", **words)


def row_check(topic: str, measure: str) -> Check:
    """Of one topic, the claims whose measure is negative or too great."""
    rule = RowRule(
        judged=f"select claim_id, document_id, question_id, {measure} from {{batch}} where topic = '{topic}'",
        fails=f"{measure} < 0 or {measure} > $maximum",
        limits={"maximum": MEASURES[measure]},
        observed=(f"min({measure})", f"max({measure})"),
    )
    return check(f"{measure.replace('_', '-')}-{topic}", rule)


def between(column: str) -> Check:
    """One of Great Expectations' own, which it pushes down itself."""
    settings = {"column": column, "min_value": 0, "max_value": 1e9}
    rule = ColumnRule(expectation="expect_column_values_to_be_between", settings=settings, shows=("claim_id",))
    return check(f"{column.replace('_', '-')}-between", rule)


def suites() -> list[Suite]:
    """Forty checks: as in the shipped suites nearly all are rules on rows, and a few are of Great Expectations."""
    rules = [row_check(topic, measure) for topic in TOPICS for measure in MEASURES]
    failing = [
        RowRule(judged="select claim_id, value from {batch}", fails="value > 5000000", observed=("max(value)",)),
        RowRule(judged="select claim_id, char_end from {batch}", fails="char_end > 3978", observed=("max(char_end)",)),
    ]
    ordered = [
        RowRule(judged=f"select claim_id, {one}, {other} from {{batch}}", fails=f"{one} > {other}")
        for one, other in (("bound_low", "bound_high"), ("char_start", "char_end"), ("bound_low", "value"))
    ]
    more = [check(f"more-{number}", rule) for number, rule in enumerate([*failing, *ordered])]
    native = [between(column) for column in ("value", "bound_low", "bound_high", "char_start", "n_words")]
    return [Suite(name="measured", about="As many as a large corpus has.", checks=(*rules, *more, *native))]


def one_pass(checks: list[Check]) -> str:
    """One query that computes in one pass over the claims what the checks count and observe, by topic.

    A sum with a filter of its own for each check and topic instead was twelve times slower than the checks.
    """
    sums = ["count(*)"]
    for measure, most in MEASURES.items():
        sums += [f"count(*) filter ({measure} < 0 or {measure} > {most})", f"min({measure})", f"max({measure})"]
    for one in checks:
        if isinstance(one.rule, ColumnRule):
            column = one.rule.settings["column"]
            sums += [f"count({column})", f"count(*) filter (not {column} between 0 and 1e9)"]
        elif " where " not in one.rule.judged:
            sums.append(f"count(*) filter ({one.rule.fails})")
    return f"select topic, {', '.join(sums)} from {TABLE} group by topic"


def main(rows: int) -> None:
    """Measure, and keep the row."""
    from expectations.run import verdicts  # slow: Great Expectations

    measured = suites()
    checks = [one for suite in measured for one in suite.checks]
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "work.duckdb"
        with duckdb.connect(str(database)) as connection:
            connection.execute(CLAIMS.format(rows=rows, questions=rows // 200))
        failed = [result for result in evaluate(database, measured, verdicts) if not result.success]
        if {"more-0", "more-1"} - {one.check_id for one in failed} or not all(one.rows for one in failed):
            raise SystemExit(
                f"these fail otherwise than they should: {[(one.check_id, one.observed) for one in failed]}"
            )

        def summed() -> object:
            with duckdb.connect(str(database), read_only=True) as connection:
                return connection.execute(one_pass(checks)).fetchall()

        tasks: dict[str, Callable[[], object]] = {
            "checks": lambda: evaluate(database, measured, verdicts),
            "pass": summed,
        }
        seconds = alternated(tasks)
    row = Ratio(
        part="archive",
        what=f"{len(checks)} checks counted, judged and written, Great Expectations imported",
        peer="one pass of SQL that computes the same sums",
        size=f"{rows / 1e6:g} M claims",
        ratio=seconds["checks"] / seconds["pass"],
        target=3.0,
        seconds=seconds["checks"],
        peer_seconds=seconds["pass"],
    )
    print(f"{row.ratio:.3g}  {row.what}, against {row.peer} ({row.size})")
    keep("expectations", [row])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000_000)
