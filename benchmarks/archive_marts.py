"""Makes a published file of any size out of the shipped one, for measuring what pages ask of it.

Each question is copied, and each of its claims is copied onto every copy with other documents: the figures stay what
they are, so verdicts, pairs in conflict and envelopes are those of the shipped corpus, and only the number of rows
grows. One question has 100,000 claims. To the words of the shipped corpus each question adds some that no other has, as
names and figures do. Pairs are copied once per question, as models list no more than witnesses of a question with so
many claims. The record (promises, deliveries, totals, parts, balances) is as long as it was, and is that of the first
copy of each question. Code lists stay as they are.
`python -m benchmarks.archive_marts FILE [CLAIMS]`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import duckdb

from parley import paths

CLAIMS = 20_000_000
CLAIMS_PER_QUESTION = 200
CLAIMS_OF_THE_LARGEST = 100_000
_OWN_WORDS = 3
"""How many words each question has for itself: 300,000. Among the shipped claims twice as many have 1.44 times as many
words (n^0.52), which makes some 250,000 of twenty million."""

_EVENT_COPIES = 28
_BATCHES = 16
"""Tables of claims are sorted and written in so many parts: twenty million rows at once took 10 GB and more."""

# The first copy of a question keeps its id: pages know some by it.
_COPY = "if(q.n = 0, '', '-' || q.n)"
_QUESTION = f"question_id || {_COPY}"
_COPIED_CLAIM = f"claim_id || '-' || q.n || '-' || c.n as claim_id, {_QUESTION} as question_id"
# The events of the shipped corpus keep their own questions.
_EVENT = f"event_id || '-' || if(q.n = 0, 0, 1 + q.n % {_EVENT_COPIES - 1})"

# Table: what is copied once per copy of a question, with the columns that then name something else.
_PER_QUESTION = {
    "dim_questions": {"question_id": _QUESTION, "event_id": _EVENT},
    "fct_answers": {
        "question_id": _QUESTION,
        "event_id": _EVENT,
        "version_id": "version_id || '-' || q.n",
        "pairs_listed": "false",
        **{name: f"{name} * $copies" for name in ("n_claims", "n_documents", "n_origins", "n_silent", "n_denied")},
    },
    "fct_answer_versions": {"question_id": _QUESTION, "event_id": _EVENT, "version_id": "version_id || '-' || q.n"},
    "fct_claim_pairs": {
        "question_id": _QUESTION,
        "question_id_b": f"question_id_b || {_COPY}",
        "pair_id": "pair_id || '-' || q.n",
        "claim_id_a": "claim_id_a || '-' || q.n || '-0'",
        "claim_id_b": "claim_id_b || '-' || q.n || '-0'",
        "is_witness": "true",
    },
    "fct_widest_pairs": {
        "question_id": _QUESTION,
        "pair_id": "pair_id || '-' || q.n",
        "claim_id_a": "claim_id_a || '-' || q.n || '-0'",
        "claim_id_b": "claim_id_b || '-' || q.n || '-0'",
    },
    "fct_defined_apart": {"question_id": _QUESTION, "other_question_id": f"other_question_id || {_COPY}"},
    "fct_outlet_answers": {
        "question_id": _QUESTION,
        "event_id": _EVENT,
        "claim_id": "claim_id || '-' || q.n || '-0'",
        "n_claims": "n_claims * $copies",
    },
    "fct_outlet_agreement": {"question_id": _QUESTION},
    "fct_answer_qualities": {
        "question_id": _QUESTION,
        "claim_id": "claim_id || '-' || q.n || '-0'",
        "n_claims": "n_claims * $copies",
    },
}
_COPIED_DOCUMENTS = (
    "select * replace (document_id || '-' || n as document_id, "
    "row_number() over (order by place_in_list, n) as place_in_list)"
)
_RECORD = (
    *("fct_promises", "fct_promise_versions", "fct_deliveries", "fct_running_totals", "fct_partitions"),
    *("fct_direction_balance", "fct_round_lengths"),
)
_IDS_OF_THE_FIRST = {r"claim_ids?$": "-0-0", r"(document|event)_ids?$": "-0"}
"""What is added to ids in a column of such a name."""

# What is counted from the tables that were copied.
_DERIVED = {
    "bridge_document_claims": "select document_id, claim_id from marts.fct_claims order by all",
    "fct_outlet_relations": (
        "select outlet_id_a, outlet_id_b, relation, count(*) as n_questions "
        "from marts.fct_outlet_agreement group by all order by all"
    ),
}
# The keys by which pages look rows up, as the published file has them.
_KEYS = {
    "fct_claims": "claim_id",
    "dim_documents": "document_id",
    "dim_questions": "question_id",
    "fct_answers": "question_id",
}
_ORDER = {
    "fct_outlet_answers": "event_id, question_id, outlet_id",
    "fct_outlet_agreement": "outlet_id_a, outlet_id_b, question_id",
}


def make(source: Path, target: Path, n_claims: int = CLAIMS) -> dict[str, int]:
    """Write the file.

    Args:
        source: a published file.
        target: the file to be made; there is none yet.
        n_claims: how many claims it has, about.

    Returns:
        How many rows each of its larger tables has.
    """
    with duckdb.connect(target) as connection:
        connection.execute(f"attach '{str(source).replace(chr(39), chr(39) * 2)}' as shipped (read_only)")
        connection.execute("set preserve_insertion_order = true")
        connection.execute("set memory_limit = '8GB'")
        shipped = _counted(connection, "shipped")
        questions = max(n_claims // CLAIMS_PER_QUESTION // shipped["dim_questions"], 1)
        copies = max(n_claims // questions // shipped["fct_claims"], 1)
        documents = max(n_claims // 20 // shipped["dim_documents"], 1)
        sizes = {"questions": questions, "copies": copies, "documents": documents}
        for schema in ("raw", "seeds", "marts", "checks"):
            connection.execute(f"create schema {schema}")
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = 'shipped' "
            "and schema_name in ('raw', 'seeds', 'marts', 'checks') order by all"
        ).fetchall()
        for schema, table in tables:
            _copy(connection, schema, table, sizes)
        for table, query in _DERIVED.items():
            connection.execute(f"create table marts.{table} as {query}")
        for table, key in _KEYS.items():
            connection.execute(f"create unique index key_of_{table} on marts.{table} ({key})")
        connection.execute("detach shipped")
        connection.execute("checkpoint")
        return _counted(connection, target.stem)


def _copy(connection: duckdb.DuckDBPyConnection, schema: str, table: str, sizes: dict[str, int]) -> None:
    """One table, as many times as it has to be there."""
    name, source = f"{schema}.{table}", f"shipped.{schema}.{table}"
    if table in _DERIVED:
        return
    numbered = f"(select range as n from range({sizes['questions']})) as q"
    if table in _PER_QUESTION:
        replaced = ", ".join(
            f"{expression.replace('$copies', str(sizes['copies']))} as {column}"
            for column, expression in _PER_QUESTION[table].items()
        )
        order = _ORDER.get(table, "question_id")
        statement = f"select * replace ({replaced}) from {source}, {numbered} order by {order}"
    elif name == "marts.dim_events":
        kind = "if(n > 0 and kind = 'round', 'exchange', kind) as kind"
        copied = f"{source}, range({_EVENT_COPIES}) as e(n)"
        statement = f"select * replace (event_id || '-' || n as event_id, {kind}) from {copied}"
    elif name in ("marts.dim_documents", "marts.fct_text_coverage"):
        statement = f"{_COPIED_DOCUMENTS} from {source}, range({sizes['documents']}) as d(n) order by place_in_list"
    elif name == "marts.fct_outlets":
        statement = f"select * replace (n_documents * {sizes['documents']} as n_documents) from {source}"
    elif name in ("marts.fct_claims", "marts.bridge_claim_claimants", "marts.bridge_claim_relays"):
        _copy_claims(connection, table, sizes)
        return
    elif name == "marts.fct_outlet_figures":
        # As the model does: of the copies of all figures as many as it lets stand for an outlet.
        copied = (
            f"select figures.* replace ({_COPIED_CLAIM}), c.n as copy "
            f"from {source} as figures, {numbered}, range(6) as c(n)"
        )
        place = "row_number() over (partition by question_id, outlet_id order by copy, claim_id)"
        order = "outlet_id, question_id, claim_id"
        statement = f"select * exclude (copy) from ({copied}) qualify {place} <= 6 order by {order}"
    elif name == "marts.fct_question_words":
        statement = _words(source, numbered)
    elif table in _RECORD:
        columns = [row[0] for row in connection.execute(f"describe {source}").fetchall()]
        replaced = ", ".join(
            f"regexp_replace({column}, '([^ ]+)', '\\1{added}', 'g') as {column}"
            for column in columns
            for pattern, added in _IDS_OF_THE_FIRST.items()
            if re.search(pattern, column)
        )
        statement = f"select * replace ({replaced}) from {source}"
    elif name == "raw.coverage":
        copied = f"{source}, range({sizes['documents']}) as d(n)"
        statement = f"select * replace (document_id || '-' || n as document_id) from {copied}"
    else:
        statement = f"from {source}"
    connection.execute(f"create table {name} as {statement}")


def _words(source: str, numbered: str) -> str:
    """The statement for the words of all copies of the questions, and those that each has for itself."""
    return f"""
        with places as (
            select word, known_from, unnest(string_split(question_ids, ' ')) as question_id from {source}
        )
        select
            word, known_from, string_agg({_QUESTION}, ' ' order by {_QUESTION}) as question_ids,
            count(*) as n_questions
        from places, {numbered}
        group by word, known_from
        union all
        select left(md5({_QUESTION} || ' ' || w.n), 9), date '1970-01-01', {_QUESTION}, 1
        from shipped.marts.dim_questions, {numbered}, range({_OWN_WORDS}) as w(n)
        order by word, known_from
    """


def _copy_claims(connection: duckdb.DuckDBPyConnection, table: str, sizes: dict[str, int]) -> None:
    """A table of claims or of what belongs to them, with more copies of the largest question, by question."""
    source, copies = f"shipped.marts.{table}", sizes["copies"]
    replaced = _COPIED_CLAIM
    if table == "fct_claims":
        document = f"document_id || '-' || ((q.n * {copies} + c.n) % {sizes['documents']})"
        replaced += f", {_EVENT} as event_id, {document} as document_id"
    by_size = connection.execute(
        "select question_id from shipped.marts.fct_claims group by all order by count(*) desc, question_id"
    ).fetchall()
    largest, questions = by_size[0][0], sorted(row[0] for row in by_size)
    connection.execute(f"create table marts.{table} as from {source} limit 0")
    for at in range(_BATCHES):
        batch = questions[at * len(questions) // _BATCHES : (at + 1) * len(questions) // _BATCHES]
        connection.execute(
            f"""
            insert into marts.{table}
            select copied.* replace ({replaced})
            from
                (from {source} where list_contains($batch, question_id)) as copied,
                range({sizes["questions"]}) as q(n), range({copies}) as c(n)
            union all
            select copied.* replace ({replaced})
            from
                (from {source} where question_id = $largest and list_contains($batch, question_id)) as copied,
                (select 0 as n) as q, range({copies}, {CLAIMS_OF_THE_LARGEST // 20}) as c(n)
            order by question_id
            """,
            {"batch": batch, "largest": largest},
        )


def _counted(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, int]:
    """Rows per table of schema marts."""
    found = connection.execute(
        "select table_name, estimated_size from duckdb_tables() where database_name = $name and schema_name = 'marts'",
        {"name": database},
    ).fetchall()
    return dict(found)


if __name__ == "__main__":
    made = make(paths.published(), Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else CLAIMS)
    for table, n_rows in sorted(made.items(), key=lambda item: -item[1])[:12]:
        print(f"{table:28} {n_rows:>12,}")
