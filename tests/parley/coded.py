"""Work files of coded claims, invented: small, but with ids as ingest makes them and tables that agree."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from parley.inputs import digest_of
from parley.publish import publish

CONTRACT = """
models:
  - name: fct_answers
    constraints:
      - {type: primary_key, columns: [question_id]}
    columns:
      - {name: question_id, data_type: string, constraints: [{type: not_null}]}
      - {name: question, data_type: string}
      - {name: verdict, data_type: string}
      - {name: n_claims, data_type: bigint}
"""


class Claim(NamedTuple):
    """One coded claim, and what a model made of it."""

    document_id: str
    question_id: str
    quote: str
    value: float
    bound_low: float
    source_line: int = 2

    @property
    def claim_id(self) -> str:
        """As docs/columns.md says: a hash of document, question, quote, occurrence and claimant."""
        content = "\x1f".join([self.document_id, self.question_id, self.quote, "", "outlet"])
        return "clm_" + hashlib.sha256(content.encode()).hexdigest()[:16]


class FormerClaim(Claim):
    """A claim with the id that it had when ids were shorter: the first twelve digits."""

    @property
    def claim_id(self) -> str:
        """The beginning of today's."""
        return super().claim_id[: len("clm_") + 12]


FORTY = Claim("one-2025", "r3-duration", "took 40 minutes", 40, 40)
LONGER = Claim("two-2025", "r3-duration", "almost an hour", 60, 54)
BODIES = Claim("two-2025", "r3-bodies", "1,200 bodies", 1200, 1200)
VERDICTS = {"r3-duration": "conflict", "r3-bodies": "single"}


def make_coded(path: Path, claims: Sequence[Claim], verdicts: dict[str, str]) -> Path:
    """Write a work file with these claims, and an answer with a verdict for each question."""
    connection = duckdb.connect()
    connection.execute(f"attach '{path}' as work (storage_version 'v1.5.0')")
    connection.execute("use work")
    connection.execute("begin")
    for schema in ("raw", "marts", "checks"):
        connection.execute(f"create schema {schema}")
    connection.execute("create table raw.documents as select unnest(['one-2025', 'two-2025']) as document_id")
    connection.execute("create table raw.load_files as select 'claims/one.csv' as source_file, 'cd' as sha256")
    connection.execute(
        "create table raw.claims (claim_id varchar, document_id varchar, question_id varchar, quote varchar, "
        "occurrence bigint, claimant varchar, value varchar, source_line bigint)"
    )
    connection.execute(
        "create table marts.fct_claims (claim_id varchar, document_id varchar, question_id varchar, quote varchar, "
        "value double, value_label varchar, bound_low double, source_line bigint)"
    )
    for claim in claims:
        name, document, question = claim.claim_id, claim.document_id, claim.question_id
        coded = [name, document, question, claim.quote, None, "outlet", str(claim.value), claim.source_line]
        made = [name, document, question, claim.quote, claim.value, str(claim.value), claim.bound_low]
        connection.execute("insert into raw.claims values (?, ?, ?, ?, ?, ?, ?, ?)", coded)
        connection.execute("insert into marts.fct_claims values (?, ?, ?, ?, ?, ?, ?, ?)", [*made, claim.source_line])
    connection.execute(
        "create table marts.fct_answers (question_id varchar, question varchar, verdict varchar, n_claims bigint)"
    )
    for question, verdict in verdicts.items():
        number = sum(claim.question_id == question for claim in claims)
        connection.execute("insert into marts.fct_answers values (?, 'How many?', ?, ?)", [question, verdict, number])
    connection.execute("create table marts.dim_questions as select question_id from marts.fct_answers")
    connection.execute("create table marts.fct_claim_pairs (claim_id_a varchar, claim_id_b varchar)")
    connection.execute("create table checks.results as select true as success")
    connection.execute("commit")
    connection.close()
    return path


def publish_coded(
    target: Path,
    claims: Sequence[Claim] = (FORTY, LONGER, BODIES),
    verdicts: dict[str, str] | None = None,
    *,
    listed: dict[str, str] | None = None,
    keep: int = 3,
) -> None:
    """Publish such a work file, as a build does; the inputs differ where the claims do, unless they are given."""
    work = target.with_name("work.duckdb")
    work.unlink(missing_ok=True)
    make_coded(work, claims, VERDICTS if verdicts is None else verdicts)
    found = listed or {"corpus/claims/one.csv": hashlib.sha256(repr((claims, verdicts)).encode()).hexdigest()}
    publish(work, target, inputs=digest_of(found), seconds=1, listed=found, keep=keep)
    work.unlink()
