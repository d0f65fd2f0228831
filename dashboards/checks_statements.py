"""What the Checks page asks: the expectations' results, the contract of the tables, numeral coverage, freshness."""

from __future__ import annotations

from dashboards.warehouse import Row, rows

# What failed stands first, the gravest of it at the top.
_RESULTS = """
select
    check_id, suite, table_name, column_name, expectation, success, severity, n_evaluated, n_unexpected, observed,
    threshold, reason, remedy, rows_json, examples, checked_at
from checks.results
order by success, severity, suite, check_id
"""

# What the tables themselves refuse: each contract of the models becomes constraints of the file.
_CONSTRAINTS = """
select constraint_type, count(*) as n_constraints, count(distinct table_name) as n_tables
from duckdb_constraints()
where database_name = 'parley' and schema_name = 'marts'
group by constraint_type
order by list_position(['PRIMARY KEY', 'NOT NULL', 'CHECK'], constraint_type) nulls last, constraint_type
"""

_DESCRIBED = """
select count(distinct table_name) as n_tables, count(*) as n_columns, count(comment) as n_described
from duckdb_columns()
where database_name = 'parley' and schema_name = 'marts'
"""

_COVERAGE = """
select
    coverage.document_id, coverage.text_edition, coverage.counted_or_recorded as source,
    coverage.n_numerals, coverage.n_coded, coverage.n_dismissed, coverage.proven_on,
    coalesce(publishers.name, coverage.publisher) as publisher,
    summed.n_texts, summed.all_numerals, summed.all_accounted
from marts.fct_text_coverage as coverage
cross join (
    select
        count(*) as n_texts,
        sum(n_numerals)::bigint as all_numerals,
        sum(n_coded + n_dismissed)::bigint as all_accounted
    from marts.fct_text_coverage
) as summed
left join marts.dim_actors as publishers on coverage.publisher = publishers.actor_id
where coverage.place_in_list <= 500
order by coverage.place_in_list
"""

_LOAD = """
select
    loads.loaded_at, loads.corpus_sha256, loads.parley_version, loads.n_documents, loads.n_texts, loads.n_originals,
    loads.n_claims, loads.n_rejects,
    (select count(*) from raw.load_files) as n_files,
    (select max(last_published_on) from marts.fct_outlets) as newest_published,
    (select max(last_retrieved_on) from marts.fct_outlets) as newest_retrieved,
    (select max(last_coded_on) from marts.fct_outlets) as newest_coded
from raw.loads as loads
order by loads.loaded_at desc
limit 1
"""

_NEWEST = """
select
    documents.document_id, documents.title, documents.published_latest,
    coalesce(publishers.name, documents.publisher) as publisher
from (
    from marts.dim_documents
    order by published_latest desc, document_id
    limit 1
) as documents
left join marts.dim_actors as publishers on documents.publisher = publishers.actor_id
"""


def results() -> list[Row]:
    """What the expectations found at the last build: rows of checks.results, those that failed first."""
    return rows(_RESULTS)


def constraints() -> list[Row]:
    """What the tables of marts refuse by themselves: constraint_type, n_constraints, n_tables."""
    return rows(_CONSTRAINTS)


def described() -> Row:
    """How many tables and columns marts has, and how many columns say what they mean."""
    return rows(_DESCRIBED)[0]


def coverage() -> list[Row]:
    """How many numerals of each text are claims, and how many are dismissed with a reason; sums over all texts beside.

    At most 500 texts: those with numerals left over first.
    """
    return rows(_COVERAGE)


def load() -> Row | None:
    """What was read last: when, how much, and how new the newest of it is; None without a load."""
    found = rows(_LOAD)
    return found[0] if found else None


def newest() -> Row | None:
    """The document that was published last; None without documents."""
    found = rows(_NEWEST)
    return found[0] if found else None
