"""A published file is checked: each kind of damage is found, each change of inputs is told apart from it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import duckdb
import pytest

from parley import paths
from parley.failure import Failure
from parley.verify import Check, damage, verify

from .coded import BODIES, CONTRACT, FORTY, LONGER, VERDICTS, Claim, FormerClaim, publish_coded

SOURCE = "models/marts/fct_answers.yml"


LISTED = {
    SOURCE: hashlib.sha256(CONTRACT.encode()).hexdigest(),
    "corpus/claims/one.csv": "cd",
    "setting/quarantine": "true",
}


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A project with one contract, and the inputs of a build from it."""
    contract = tmp_path / SOURCE
    contract.parent.mkdir(parents=True)
    contract.write_text(CONTRACT, encoding="utf-8")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    return dict(LISTED)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published file of that build, made once."""
    path = tmp_path_factory.mktemp("template") / "parley.duckdb"
    publish_coded(path, listed=LISTED, keep=0)
    return path


@pytest.fixture
def target(template: Path, tmp_path: Path, listed: dict[str, str]) -> Path:
    """A copy of it."""
    return Path(shutil.copy(template, tmp_path / "parley.duckdb"))


def named(checks: list[Check], name: str) -> Check:
    return next(check for check in checks if check.name == name)


def test_a_whole_file_passes_every_check(target: Path, listed: dict[str, str]) -> None:
    checks = verify(target, listed)
    assert [(check.name, check.damage, check.changes) for check in checks] == [
        (name, [], [])
        for name in (
            "format",
            "content",
            "contract of the marts",
            "row identities",
            "inputs that it was built from",
            "corpus and models now",
        )
    ]


def test_looking_changes_nothing(target: Path, listed: dict[str, str]) -> None:
    before = target.read_bytes()
    verify(target, listed)
    assert target.read_bytes() == before
    assert not target.with_name("parley.duckdb.wal").exists()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("update marts.fct_claims set value = 41 where value = 40", "marts.fct_claims: values have changed"),
        ("update marts.fct_answers set verdict = 'agree'", "marts.fct_answers: values have changed"),
        ("delete from raw.claims where value = '40'", "raw.claims: 2 rows, 3 when published"),
        ("drop table marts.fct_claim_pairs cascade", "marts.fct_claim_pairs: the table is missing"),
        ("create table marts.extra as select 1 as one", "marts.extra: the table was not published"),
        ("update checks.builds set built_at = now()", "checks.builds: values have changed"),
        ("update checks.inputs set sha256 = 'ab'", "checks.inputs: values have changed"),
        ("alter table marts.fct_answers rename n_claims to n", "marts.fct_answers: values have changed"),
        ("drop table checks.tables", "checks.tables missing"),
    ],
)
def test_what_was_changed_by_hand_is_found(statement: str, told: str, target: Path) -> None:
    with duckdb.connect(target) as connection:
        connection.execute(statement)
    assert [line for line in damage(target) if told in line]


@pytest.mark.parametrize("at", [0, 4096, 20_000], ids=["header", "first block", "data"])
def test_flipped_bytes_are_found(at: int, target: Path) -> None:
    content = bytearray(target.read_bytes())
    content[at : at + 4096] = bytes(255 - byte for byte in content[at : at + 4096])
    target.write_bytes(content)
    assert damage(target)


@pytest.mark.parametrize("content", [b"", b"not a database" * 1000], ids=["empty", "another kind of file"])
def test_no_database_is_damage(content: bytes, target: Path) -> None:
    target.write_bytes(content)
    assert [line for line in damage(target) if "cannot be opened" in line]


def test_a_file_cut_short_is_damage(target: Path) -> None:
    target.write_bytes(target.read_bytes()[: target.stat().st_size // 2])
    assert damage(target)


def test_a_log_beside_it_is_damage(target: Path) -> None:
    with duckdb.connect(target) as connection:
        connection.execute("pragma disable_checkpoint_on_shutdown")
        connection.execute("create table marts.extra as select 1 as one")
    assert target.with_name("parley.duckdb.wal").exists()
    assert damage(target)


def test_a_missing_file_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="there is no file"):
        verify(tmp_path / "none.duckdb")


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("alter table marts.fct_answers drop column question", "column question is missing"),
        ("alter table marts.fct_answers alter n_claims type varchar", "column n_claims is VARCHAR, not BIGINT"),
        ("alter table marts.fct_answers add column more integer", "column more is in no contract"),
        ("update marts.fct_answers set question_id = null", "column question_id is NULL in 2 rows"),
        ("update marts.fct_answers set question_id = 'r3-duration'", "1 keys (question_id) stand more than once"),
    ],
)
def test_a_broken_contract_is_found(statement: str, told: str, target: Path) -> None:
    with duckdb.connect(target) as connection:
        connection.execute(statement)
    assert [line for line in named(verify(target), "contract of the marts").damage if told in line]


def test_a_contract_that_changed_after_the_build_is_no_damage(target: Path, tmp_path: Path) -> None:
    (tmp_path / SOURCE).write_text(CONTRACT.replace("bigint", "double"), encoding="utf-8")
    found = named(verify(target), "contract of the marts")
    assert found.damage == []
    assert found.changes == ["marts.fct_answers: column n_claims is BIGINT, not DOUBLE"]


class _Renamed(Claim):
    """A claim whose id is not the hash of its content."""

    @property
    def claim_id(self) -> str:
        return "clm_0000000000000000"


def test_an_id_that_is_not_the_hash_of_its_content_is_found(target: Path, listed: dict[str, str]) -> None:
    publish_coded(target, (_Renamed(*FORTY), LONGER, BODIES), listed=listed, keep=0)
    assert damage(target) == ["1 claims whose id is not the hash of their content"]


class _Cut(Claim):
    """A claim whose id has lost its last digit."""

    @property
    def claim_id(self) -> str:
        return super().claim_id[:-1]


def test_ids_as_they_were_before_are_whole_and_others_are_not(target: Path, listed: dict[str, str]) -> None:
    publish_coded(target, [FormerClaim(*claim) for claim in (FORTY, LONGER, BODIES)], listed=listed, keep=0)
    assert damage(target) == []
    publish_coded(target, (_Cut(*FORTY), LONGER, BODIES), listed=listed, keep=0)
    assert damage(target) == ["1 claims whose id is not the hash of their content"]


def test_an_answer_that_counts_claims_that_are_not_there_is_found(target: Path, listed: dict[str, str]) -> None:
    publish_coded(target, verdicts=VERDICTS | {"r9-none": "silent"}, listed=listed, keep=0)
    assert damage(target) == []
    with duckdb.connect(target) as connection:
        connection.execute("update marts.fct_answers set n_claims = 5 where question_id = 'r9-none'")
    assert "1 answers whose number of claims is not that of marts.fct_claims" in damage(target)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({"corpus/claims/one.csv": "ef"}, "corpus/claims/one.csv: changed since"),
        ({"corpus/claims/two.csv": "ef"}, "corpus/claims/two.csv: new since"),
        ({"corpus/claims/one.csv": None}, "corpus/claims/one.csv: gone since"),
        ({"models/staging/stg_claims.sql": "ef"}, "models/staging/stg_claims.sql: new since"),
    ],
)
def test_inputs_that_changed_are_told_and_are_no_damage(
    now: dict[str, str | None], told: str, target: Path, listed: dict[str, str]
) -> None:
    later = {name: value for name, value in {**listed, **now}.items() if value is not None}
    checks = verify(target, later)
    assert [line for check in checks for line in check.damage] == []
    assert named(checks, "corpus and models now").changes == [told]


def test_settings_of_the_build_are_no_change(target: Path, listed: dict[str, str]) -> None:
    checks = verify(target, listed | {"setting/quarantine": "false"})
    assert named(checks, "corpus and models now").changes == []


def test_a_file_edited_while_the_build_ran_is_told(target: Path, listed: dict[str, str]) -> None:
    publish_coded(target, listed=listed | {"corpus/claims/one.csv": "before the edit"}, keep=0)
    changes = named(verify(target), "inputs that it was built from").changes
    assert changes == ["corpus/claims/one.csv: changed while the build ran"]
