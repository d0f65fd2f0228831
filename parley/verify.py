"""Is a published file what it says it is, and is it still of today's corpus?

Damage is what makes a file untrue to itself: its format, its contents since publication, the contract of its marts,
its ids. Change is what has happened to its inputs since: the file is good, another build would differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.ids import CLAIM, DIGITS, FORMER_DIGITS, FORMER_LENGTH
from parley import contracts
from parley.connection import open_read_only
from parley.failure import Failure
from parley.inputs import Listed, digest_of
from parley.paths import shown
from parley.publish import STORAGE_VERSION
from parley.signature import contents

if TYPE_CHECKING:
    import duckdb

CHANGED = 4
"""Exit code of `parley verify` where the file is whole, but its inputs have changed since."""

_MOST = 20
"""Of one check so many lines are told, and how many more there are."""

# The same hash as ingest makes; NULL counts as the empty string. A file built before ids were lengthened is whole, too.
_CLAIM_IDS = f"""
select count(*)
from raw.claims
where claim_id is distinct from '{CLAIM}' || left(sha256(concat_ws(
    chr(31), coalesce(document_id, ''), coalesce(question_id, ''), coalesce(quote, ''),
    coalesce(occurrence::varchar, ''), coalesce(claimant, '')
)), if(length(claim_id) = {FORMER_LENGTH}, {FORMER_DIGITS}, {DIGITS}))
"""

_IDENTITIES = (
    ("claims whose id is not the hash of their content", _CLAIM_IDS),
    (
        "claims that are in raw.claims or in marts.fct_claims, not in both",
        """select count(*) from raw.claims as a full join marts.fct_claims as b on a.claim_id = b.claim_id
        where a.claim_id is null or b.claim_id is null""",
    ),
    (
        "answers whose number of claims is not that of marts.fct_claims",
        """select count(*) from marts.fct_answers as answers
        left join (select question_id, count(*) as n from marts.fct_claims group by all) as claims
        on answers.question_id = claims.question_id where answers.n_claims != coalesce(claims.n, 0)""",
    ),
    (
        "pairs that name a claim which is not there",
        """select count(*) from marts.fct_claim_pairs
        where claim_id_a not in (select claim_id from marts.fct_claims)
        or claim_id_b not in (select claim_id from marts.fct_claims)""",
    ),
)


@dataclass
class Check:
    """One check of a file: its name, what it looked at, and what it found."""

    name: str
    looked_at: str = ""
    damage: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)


def verify(file: Path, now: Listed | None = None) -> list[Check]:
    """All checks of a published file, in order; those that need an earlier one that failed are left out.

    Args:
        file: the file.
        now: the inputs as they stand now; None: do not look.

    Raises:
        Failure: there is no file.
    """
    import duckdb

    if not file.is_file():
        raise Failure("verify", f"there is no file {shown(file)}", remedy="run `parley build`, or name another")
    form = Check("format")
    try:
        connection = open_read_only(file)
    except Failure as failure:
        form.damage.append(f"the file cannot be opened: {failure.details or failure.message}")
        return [form]
    found: list[Check] = []
    try:
        # One by one: what was found before an error counts.
        for check in _checks(file, connection, form, now):
            found.append(check)
    except duckdb.Error as error:
        found.append(Check("the rest", damage=[f"it cannot be read: {str(error).splitlines()[0]}"]))
    finally:
        connection.close()
    return found


def damage(file: Path) -> list[str]:
    """What is wrong with a file by itself, a line each; nothing where it is whole."""
    return [line for check in verify(file) for line in check.damage]


def _checks(file: Path, connection: duckdb.DuckDBPyConnection, form: Check, now: Listed | None) -> Iterator[Check]:
    """The checks of `verify`, on an open file."""
    _format(file, connection, form)
    yield form
    if form.damage:
        return
    yield _contents(connection)
    listed = dict(connection.execute("select input, sha256 from checks.inputs").fetchall())
    yield _contracts(connection, listed)
    yield _identities(connection)
    yield _inputs(connection, listed)
    if now is not None:
        # With which settings it was built is no change of what there is to build from.
        now = {**now, **{name: value for name, value in listed.items() if name.startswith("setting/")}}
        yield Check(
            "corpus and models now",
            f"{len(now):,} inputs",
            changes=_few([f"{name}: {what} since" for name, what in changed_inputs(listed, now).items()]),
        )


def _format(file: Path, connection: duckdb.DuckDBPyConnection, check: Check) -> None:
    """Storage version, no log beside, and the tables by which a file speaks of itself."""
    query = "select tags['storage_version'] from duckdb_databases() where database_name = current_database()"
    (storage,) = connection.execute(query).fetchone() or (None,)
    check.looked_at = f"storage version {storage}"
    if not str(storage).startswith(STORAGE_VERSION):
        check.damage.append(f"storage version {storage}, readers need {STORAGE_VERSION}")
    if file.with_name(file.name + ".wal").exists():
        check.damage.append(f"{file.name}.wal lies beside it: a client has written to it, or rows are missing")
    tables = "select table_name from duckdb_tables() where schema_name = 'checks' and not internal"
    held = {row[0] for row in connection.execute(tables).fetchall()}
    if missing := sorted({"builds", "history", "inputs", "tables"} - held):
        names = ", ".join(f"checks.{name}" for name in missing)
        check.damage.append(f"{names} missing: not published by Parley, or by a version before 0.2; build it anew")
        return
    (builds,) = connection.execute("select count(*) from checks.builds").fetchone() or (0,)
    if builds != 1:
        check.damage.append(f"checks.builds has {builds:,} rows, not one")


def _contents(connection: duckdb.DuckDBPyConnection) -> Check:
    """Every table holds the rows that were published."""
    query = "select schema_name, table_name, n_rows, content from checks.tables"
    said = {(schema, table): (rows, content) for schema, table, rows, content in connection.execute(query).fetchall()}
    found = contents(connection)
    lines = [f"{'.'.join(name)}: the table is missing" for name in said if name not in found]
    lines += [f"{'.'.join(name)}: the table was not published" for name in found if name not in said]
    for name in (name for name in said if name in found and said[name] != found[name]):
        rows, were = found[name][0], said[name][0]
        told = f"{rows:,} rows, {were:,} when published" if rows != were else "values have changed since publication"
        lines.append(f"{'.'.join(name)}: {told}")
    return Check("content", f"{len(found)} tables, {sum(rows for rows, _ in found.values()):,} rows", _few(lines))


def _contracts(connection: duckdb.DuckDBPyConnection, listed: Listed) -> Check:
    """The marts keep the contracts of the models; of a model that has changed since, a difference is a change."""
    check = Check("contract of the marts")
    promised = contracts.of_models()
    for contract in promised:
        lines = list(contracts.broken(connection, contract))
        (check.damage if listed.get(contract.source) == contract.sha256 else check.changes).extend(lines)
    columns = sum(len(contract.columns) for contract in promised)
    check.looked_at = f"{len(promised)} tables, {columns} columns"
    check.damage, check.changes = _few(check.damage), _few(check.changes)
    return check


def _identities(connection: duckdb.DuckDBPyConnection) -> Check:
    """Ids are the hashes of what they stand for, and the tables agree about the claims."""
    check = Check("row identities", f"{len(_IDENTITIES)} rules")
    for what, query in _IDENTITIES:
        (number,) = connection.execute(query).fetchone() or (0,)
        if number:
            check.damage.append(f"{number:,} {what}")
    return check


def _inputs(connection: duckdb.DuckDBPyConnection, listed: Listed) -> Check:
    """The list of inputs is the one whose fingerprint the file bears, and the files that were loaded are on it."""
    check = Check("inputs that it was built from", f"{len(listed):,} inputs")
    (said,) = connection.execute("select inputs_sha256 from checks.builds").fetchone() or ("",)
    if digest_of(listed) != said:
        check.damage.append("the list of inputs does not have the hash that the build bears")
    loaded = connection.execute("select source_file, sha256 from raw.load_files").fetchall()
    other = [name for name, sha256 in loaded if listed.get(f"corpus/{name}", sha256) != sha256]
    check.changes = _few([f"corpus/{name}: changed while the build ran" for name in other])
    return check


def changed_inputs(listed: Listed, now: Listed) -> dict[str, str]:
    """The inputs that are not as they were: name to what happened."""
    differ = sorted(name for name in {*listed, *now} if listed.get(name) != now.get(name))
    return {name: "new" if name not in listed else "gone" if name not in now else "changed" for name in differ}


def _few(lines: list[str]) -> list[str]:
    """The first lines, and how many more there are."""
    more = len(lines) - _MOST
    return [*lines[:_MOST], f"and {more:,} more"] if more > 0 else lines
