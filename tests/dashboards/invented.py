"""The invented warehouse as a file: the rows of `cases` and `claims`, and the real code lists."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Template

from dashboards import statements
from parley.paths import ROOT, SEEDS
from tests.dashboards import cases, claims, house, ledgers

_OF_QUESTIONS = ("definition", "cardinality", "scope", "share_of")
"""Columns that dim_questions has and fct_answers has not."""

_MODELS = (
    *("fct_widest_pairs", "fct_outlet_answers", "fct_outlet_figures", "fct_outlet_events", "fct_outlet_agreement"),
    *("fct_defined_apart", "fct_claim_qualities", "fct_answer_qualities", "fct_outlets", "fct_outlet_relations"),
    "fct_question_words",
)
"""Marts that are made of other marts: by the models themselves."""

_ENDS = tuple(
    f"""
    alter table marts.{table} add column {end}_open boolean default false;
    update marts.{table} as answers
    set {end}_open = coalesce((
        select bool_and(claims.{end}_open)
        from marts.fct_claims as claims
        where
            claims.question_id = answers.question_id and claims.bound_{end} = answers.{end}
            and claims.has_interval and not claims.is_denied and answers.value_type <> 'date'
    ), false)
    """
    for table in ("fct_answers", "fct_answer_versions")
    for end in ("low", "high")
)
"""Whether the ends of all figures together belong to them."""

_COVERED = {"document_id": "doc-alpha", "text_edition": "digest", "proven_on": None}

RETIRED_ON = date(2025, 8, 2)

_TYPES = {"verdict_sensitive": "boolean", "touching": "boolean", "same_document": "boolean", "same_origin": "boolean"}
_DOUBLES = (
    "low",
    "high",
    "core_low",
    "core_high",
    "bound_low",
    "bound_high",
    "value",
    "value_high",
    "gap",
    "gap_share",
    "overlap_width",
    "widest_gap",
    "widest_gap_share",
    *("reported_low", "reported_high", "framework_low", "framework_high"),
    *("delivered_core_low", "delivered_core_high", "outstanding_core_low", "outstanding_core_high"),
)
_DATES = (
    *("proven_on", "as_of", "retrieved_on", "starts_on", "published_earliest", "published_latest", "coded_on"),
    *("value_high_date", "said_on", "tells_from", "tells_until", "superseded_on", "known_from"),
    *("valid_from", "valid_to"),
)


def build(path: Path) -> Path:
    """Write the invented warehouse into a new file and return its path."""
    with duckdb.connect(path) as connection:
        for schema in ("raw", "seeds", "marts", "checks"):
            connection.execute(f"create schema {schema}")
        for name in ("units", "unit_conversions", "basis_conversions", "sides", *statements.LISTS):
            source = str(SEEDS / f"{name}.csv").replace("'", "''")
            connection.execute(f"create table seeds.{name} as from read_csv('{source}', header = true)")
        tables = {
            "marts.dim_events": cases.EVENTS,
            "marts.dim_actors": cases.ACTORS,
            "marts.dim_places": [{"place_id": "istanbul", "name": "Istanbul"}],
            "marts.dim_documents": cases.DOCUMENTS,
            "marts.dim_questions": [
                {name: row[name] for name in ("question_id", "question", "event_id", *_OF_QUESTIONS)}
                for row in cases.QUESTIONS
            ],
            "marts.fct_answers": [
                {name: value for name, value in row.items() if name not in _OF_QUESTIONS} for row in cases.QUESTIONS
            ],
            "marts.fct_answer_versions": _versions(),
            "marts.fct_claims": _claims(),
            "marts.fct_claim_pairs": _pairs(),
            "marts.bridge_claim_claimants": _bridge(),
            "marts.bridge_claim_relays": _relays(),
            "marts.fct_numeral_coverage": _numerals(),
            "raw.texts": [
                {"document_id": key, "text_edition": "digest", "text": text} for key, text in cases.TEXTS.items()
            ],
            "raw.coverage": [_COVERED | {"source": "counted", "numerals": 4, "coded": 3, "dismissed": 1}],
            "marts.fct_text_coverage": [
                _COVERED
                | {"publisher": "alpha", "counted_or_recorded": "counted", "place_in_list": 1}
                | {"n_numerals": 4, "n_coded": 3, "n_dismissed": 1}
            ],
            "marts.fct_promises": ledgers.PROMISES,
            "marts.fct_promise_versions": ledgers.PROMISE_VERSIONS,
            "marts.fct_deliveries": ledgers.DELIVERIES,
            "marts.fct_running_totals": ledgers.TOTALS,
            "marts.fct_partitions": ledgers.PARTITIONS,
            "marts.fct_direction_balance": ledgers.BALANCES,
            "marts.fct_round_lengths": ledgers.ROUND_LENGTHS,
            "marts.fct_corrections": ledgers.CORRECTIONS,
            "raw.retired_claims": [
                {
                    "claim_id": "clm_old",
                    "retired_on": date(2025, 8, 2),
                    "reason": "Coded twice",
                    "successor": "clm_evil",
                }
            ],
            **house.TABLES,
        }
        for name, rows in tables.items():
            _write(connection, name, rows)
        for statement in _ENDS:
            connection.execute(statement)
        connection.execute(
            "create table marts.bridge_document_claims as select document_id, claim_id from marts.fct_claims"
        )
        for name in _MODELS:
            connection.execute(f"create table marts.{name} as {model(name)}")
    return path


def model(name: str) -> str:
    """The SQL of a model of the project, on the tables written here."""
    text = (ROOT / "models" / "marts" / f"{name}.sql").read_text(encoding="utf-8")
    return Template(text).render(ref=_referred, joined_values=_all_joined, split_parts=_all_parts)


def _referred(name: str) -> str:
    return f"{'seeds' if name in (*statements.LISTS, 'sides') else 'marts'}.{name}"


def _all_joined(column: str, separator: str, order_by: str = "") -> str:
    """The macro `joined_values`, for DuckDB."""
    return f"string_agg({column}, '{separator}' order by {order_by or column})"


def _all_parts(relation: str, keys: list[str], column: str, separator: str) -> str:
    """The macro `split_parts`, for DuckDB."""
    return f"select {', '.join(keys)}, unnest(string_split({column}, '{separator}')) as part from {relation}"


def _versions() -> list[cases.Row]:
    """The answers by the days in which they stood: what was published later made a second version of some."""
    last = cases.LATER_KNOWN - timedelta(days=1)
    found = []
    for row in cases.QUESTIONS:
        answer = {name: value for name, value in row.items() if name not in _OF_QUESTIONS}
        name, first = row["question_id"], row["valid_from"]
        if name in cases.EARLIER:
            since = {"version_id": f"{name}-1", "valid_from": cases.FIRST_KNOWN, "valid_to": last}
            found.append(answer | cases.EARLIER[name] | since)
        if first is not None:
            found.append(answer | {"version_id": f"{name}-2", "valid_from": first, "valid_to": None})
    return found


def _claims() -> list[cases.Row]:
    events = {row["question_id"]: row["event_id"] for row in cases.QUESTIONS}
    return [
        row
        | {"event_id": events[row["question_id"]]}
        | {"claimant_names": _joined(_credited(row), " and "), "relayer_names": _joined(_relaying(row), ", then by ")}
        for row in claims.CLAIMS
    ]


def _credited(claim: cases.Row) -> list[str]:
    return [claim["publisher"] if who == "outlet" else who for who in claim["claimant_id"].split("+")]


def _relaying(claim: cases.Row) -> list[str]:
    return claim["relayed_by"].split(">") if claim["relayed_by"] else []


def _joined(who: list[str], between: str) -> str | None:
    """The names of some actors; None without any."""
    names = {row["actor_id"]: row["name"] for row in cases.ACTORS}
    return between.join(names.get(one, one) for one in who) or None


def _pairs() -> list[cases.Row]:
    documents = {row["claim_id"]: row["document_id"] for row in claims.CLAIMS}
    return [row | {f"document_id_{end}": documents[row[f"claim_id_{end}"]] for end in "ab"} for row in claims.PAIRS]


def _relays() -> list[cases.Row]:
    return [
        {"claim_id": row["claim_id"], "step": at, "actor_id": who, "question_id": row["question_id"]}
        for row in claims.CLAIMS
        for at, who in enumerate(_relaying(row), start=1)
    ]


def _bridge() -> list[cases.Row]:
    return [
        {"claim_id": row["claim_id"], "claimant_id": who, "ordinal": at, "question_id": row["question_id"]}
        for row in claims.CLAIMS
        for at, who in enumerate(_credited(row), start=1)
    ]


def _numerals() -> list[cases.Row]:
    start = cases.DIGEST.index("first")
    place = {"char_start": start, "char_end": start + len("first"), "numeral": "first"}
    why = {"dismissal_reason": "idiom", "dismissal_note": cases.HOSTILE, "is_dismissed": True}
    return [{"document_id": "doc-alpha", "text_edition": "digest", **place, **why}]


def _write(connection: duckdb.DuckDBPyConnection, name: str, rows: list[cases.Row]) -> None:
    """Create a table with the columns of the first row, and fill it."""
    columns = ", ".join(f'"{column}" {_type(column, [row[column] for row in rows])}' for column in rows[0])
    connection.execute(f"create table {name} ({columns})")
    places = ", ".join("?" for _ in rows[0])
    connection.executemany(f"insert into {name} values ({places})", [list(row.values()) for row in rows])


def _type(column: str, values: list[Any]) -> str:
    """The type of a column: by its name where all its values may be empty."""
    if column in _TYPES:
        return _TYPES[column]
    if column in _DOUBLES or (column.startswith(("bound_", "core_low", "core_high")) and not column.endswith("_open")):
        return "double"
    if column in _DATES:
        return "date"
    known = next((value for value in values if value is not None), "")
    return {bool: "boolean", int: "bigint", float: "double", date: "date", datetime: "timestamp"}.get(
        type(known), "varchar"
    )
