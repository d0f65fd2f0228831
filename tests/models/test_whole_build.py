"""The models on the whole corpus find what the five articles disagree on; the order of the rows changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from ingest.ids import DIGITS

pytestmark = pytest.mark.slow

Ask = Callable[[str], list[tuple[object, ...]]]

CONFLICTS = """
    select distinct
        least(claim_a.value_label, claim_b.value_label),
        greatest(claim_a.value_label, claim_b.value_label),
        pairs.kind,
        pairs.gap,
        pairs.touching
    from marts.fct_claim_pairs as pairs
    inner join marts.fct_claims as claim_a on pairs.claim_id_a = claim_a.claim_id
    inner join marts.fct_claims as claim_b on pairs.claim_id_b = claim_b.claim_id
    where pairs.relation = 'conflict' and pairs.question_id = '{question}'
    order by all
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("r3-duration", [("40 minutes", "less than 40 minutes", "unattributed", 0.0, True)]),
        ("r2-date", [("2025-06-02", "2025-06-03", "self_contradiction", 1.0, True)]),
        # two months after 24 July is 24 September, half a month on either side: 9 September is 8 days after the first
        ("ultimatum-end", [("2025-09-01", "2025-09-24 (month)", "self_contradiction", 8.0, False)]),
        (
            "r3-bodies-offered",
            [
                ("3,000 bodies to Ukraine", "more than 3,000 bodies to Ukraine", "rival_claimants", 1.0, True),
                ("3,000 bodies to Ukraine", "more than 3,000 bodies to Ukraine", "same_claimant", 1.0, True),
            ],
        ),
        ("r3-head-ukraine", [("Andriy Yermak", "Rustem Umerov", "unattributed", None, None)]),
    ],
)
def test_the_known_disagreements_are_found(ask: Ask, question: str, expected: list[tuple[object, ...]]) -> None:
    assert set(expected) <= set(ask(CONFLICTS.format(question=question)))
    assert ask(f"select verdict from marts.fct_answers where question_id = '{question}'") == [("conflict",)]


def test_about_and_at_least_are_compatible_assuming_a_basis(ask: Ask) -> None:
    found = ask(
        """
        select distinct
            least(claim_a.value_label, claim_b.value_label),
            greatest(claim_a.value_label, claim_b.value_label),
            pairs.relation,
            pairs.rule,
            pairs.assumes,
            pairs.overlap_width
        from marts.fct_claim_pairs as pairs
        inner join marts.fct_claims as claim_a on pairs.claim_id_a = claim_a.claim_id
        inner join marts.fct_claims as claim_b on pairs.claim_id_b = claim_b.claim_id
        where pairs.question_id = 'r3-pow-swap' and pairs.relation <> 'agree'
        """,
    )
    labels = ("about 1,200 persons", "at least 1,200 persons each side")
    assert (*labels, "compatible", "overlap", "each_side", 120.0) in found


def test_ids_made_from_content_have_as_many_digits_whoever_makes_them(ask: Ask) -> None:
    """Ingest (ingest/ids.py) and models (macro short_hash) each say once how many."""
    columns = ask(
        """
        select schema_name || '.' || table_name, column_name from duckdb_columns()
        where not internal and column_name similar to '(.*_)?id' and data_type = 'VARCHAR'
        """
    )
    made = " union ".join(f"select {column} as id from {table}" for table, column in columns)
    form = "'^([a-z]+)_([0-9a-f]{8,})$'"
    told = f"regexp_extract(id, {form}, 1), len(regexp_extract(id, {form}, 2))"
    found = ask(f"select distinct {told} from ({made}) where regexp_matches(id, {form}) order by all")
    kinds = ("bal", "clm", "dlv", "ech", "len", "lnk", "num", "org", "pair", "prm", "prt", "ttl", "ver")
    assert found == [(kind, DIGITS) for kind in kinds]


def test_the_order_of_the_rows_changes_nothing(
    built: Path, build: Callable[[Path, Path], None], tmp_path: Path
) -> None:
    """Every table of the ingest is rewritten in an order of hashes; every mart is the same, row for row.

    The same file is built again, because dbt parses the project anew for another.
    """
    before = tmp_path / "before.duckdb"
    shutil.copy(built, before)
    with duckdb.connect(str(built)) as connection:
        tables = connection.sql("select table_name from duckdb_tables() where schema_name = 'raw'").fetchall()
        for (table,) in tables:
            connection.execute(f"create table raw.shuffled as select * from raw.{table} as row order by hash(row)")
            connection.execute(f"delete from raw.{table}")
            connection.execute(f"insert into raw.{table} select * from raw.shuffled")
            connection.execute("drop table raw.shuffled")
    build(built, built.parent)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{before}' as first (read_only)")
        connection.execute(f"attach '{built}' as second (read_only)")
        marts = connection.sql(
            "select table_name from duckdb_tables() where database_name = 'first' and schema_name = 'marts'"
        ).fetchall()
        assert len(marts) >= 16
        for (mart,) in marts:
            for one, other in (("first", "second"), ("second", "first")):
                difference = f"from {one}.marts.{mart} except all from {other}.marts.{mart}"
                assert connection.sql(difference).fetchall() == [], mart
