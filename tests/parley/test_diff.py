"""What changed between two builds."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from parley.cli import cli
from parley.diff import Change, Difference, diff
from parley.failure import Failure

from .coded import BODIES, FORTY, LONGER, Claim, FormerClaim, publish_coded

BEFORE = {"corpus/claims/one.csv": "aa", "corpus/claims/two.csv": "bb", "models/x.sql": "cc"}
AFTER = {"corpus/claims/one.csv": "aa", "corpus/claims/two.csv": "dd", "seeds/y.csv": "ee"}
RECODED = LONGER._replace(value=55, bound_low=50)
RECOMPUTED = BODIES._replace(bound_low=1100)
NEW = Claim("one-2025", "r9-new", "six trucks\x1b[31m", 6, 6)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published file and the build before it: one claim new, one gone, one recoded, one recomputed."""
    target = tmp_path_factory.mktemp("place") / "parley.duckdb"
    verdicts = {"r3-duration": "conflict", "r3-bodies": "single", "r3-old": "silent"}
    publish_coded(target, (FORTY, LONGER, BODIES), verdicts, listed=BEFORE)
    verdicts = {"r3-duration": "single", "r3-bodies": "single", "r9-new": "single"}
    publish_coded(target, (RECODED, RECOMPUTED._replace(source_line=9), NEW), verdicts, listed=AFTER)
    return target


def compared(place: Path, before: int, after: int) -> Difference:
    builds = {at: next((place.parent / "builds").glob(f"parley-00000{at}-*.duckdb")) for at in (1, 2)}
    return diff(builds[before], builds[after])


def test_every_change_is_told_with_its_columns(place: Path) -> None:
    assert compared(place, 1, 2).changes == [
        Change("answer", "r3-old", "gone", None, "How many?: silent", None),
        Change("answer", "r9-new", "new", None, None, "How many?: single"),
        Change("answer", "r3-duration", "verdict", "verdict", "conflict", "single"),
        Change("claim", FORTY.claim_id, "gone", None, "one-2025, r3-duration, 40", None),
        Change("claim", NEW.claim_id, "new", None, None, "one-2025, r9-new, 6"),
        Change("claim", LONGER.claim_id, "recoded", "value", "60", "55"),
        *sorted(
            [
                Change("claim", LONGER.claim_id, "recomputed", "bound_low", "54.0", "50.0"),
                Change("claim", LONGER.claim_id, "recomputed", "value_label", "60", "55"),
                Change("claim", BODIES.claim_id, "recomputed", "bound_low", "1200.0", "1100.0"),
            ],
            key=lambda change: (change.id, change.column or ""),
        ),
        Change("input", "corpus/claims/two.csv", "changed", "sha256", "bb", "dd"),
        Change("input", "models/x.sql", "gone", None, "cc", None),
        Change("input", "seeds/y.csv", "new", None, None, "ee"),
    ]


def test_a_line_that_moved_is_no_change(place: Path) -> None:
    assert [change for change in compared(place, 1, 2).changes if change.column == "source_line"] == []


def test_the_other_way_round_is_the_opposite(place: Path) -> None:
    there, back = compared(place, 1, 2), compared(place, 2, 1)
    turned = {"new": "gone", "gone": "new"}
    opposite = {(c.thing, c.id, turned.get(c.change, c.change), c.column, c.after, c.before) for c in there.changes}
    assert {tuple(change) for change in back.changes} == opposite
    assert back.counts == {thing: numbers[::-1] for thing, numbers in there.counts.items()}


def test_a_file_does_not_differ_from_itself(place: Path) -> None:
    found = diff(place, place)
    assert found.changes == []
    assert found.counts == {"claim": (3, 3), "answer": (3, 3), "input": (3, 3)}
    assert found.builds[0] == found.builds[1]


def test_a_claim_with_two_columns_changed_counts_once(place: Path) -> None:
    found = compared(place, 1, 2)
    assert (found.number("claim", "recomputed"), found.number("claim", "recoded")) == (2, 1)


def test_a_file_from_before_ids_were_longer_is_compared_claim_by_claim(tmp_path: Path) -> None:
    before, after = tmp_path / "before.duckdb", tmp_path / "after.duckdb"
    publish_coded(before, [FormerClaim(*claim) for claim in (FORTY, LONGER, BODIES)], keep=0)
    publish_coded(after, (LONGER, RECOMPUTED, NEW), keep=0)
    # Ids in other columns: one that is the same but for its length, one that is another.
    for path, origins in (
        (before, ("0123456789ab", "ba9876543210")),
        (after, ("0123456789abcdef", "ba9876543219fedc")),
    ):
        with duckdb.connect(path) as connection:
            connection.execute("alter table marts.fct_claims add column origin_id varchar")
            for claim, origin in zip((LONGER, BODIES), origins, strict=True):
                set_origin = "update marts.fct_claims set origin_id = ? where starts_with(claim_id, ?)"
                connection.execute(set_origin, [f"org_{origin}", claim.claim_id[:16]])
    there = [change for change in diff(before, after).changes if change.thing == "claim"]
    former = FormerClaim(*FORTY).claim_id
    assert there == [
        Change("claim", former, "gone", None, "one-2025, r3-duration, 40", None),
        Change("claim", NEW.claim_id, "new", None, None, "one-2025, r9-new, 6"),
        Change("claim", BODIES.claim_id, "recomputed", "bound_low", "1200.0", "1100.0"),
        Change("claim", BODIES.claim_id, "recomputed", "origin_id", "org_ba9876543210", "org_ba9876543219"),
    ]
    back = [change for change in diff(after, before).changes if change.change == "recomputed"]
    assert [(change.id, change.before) for change in back] == [
        (FormerClaim(*BODIES).claim_id, "1100.0"),
        (FormerClaim(*BODIES).claim_id, "org_ba9876543219"),
    ]


@pytest.mark.parametrize("content", [b"", b"no database" * 1000], ids=["empty", "another kind"])
def test_no_warehouse_is_refused(content: bytes, place: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    other.write_bytes(content)
    with pytest.raises(Failure, match="cannot be compared"):
        diff(other, place)


def run(place: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(place))
    result = CliRunner().invoke(cli, ["diff", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_command_tells_the_numbers_first(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run(place, monkeypatch, "1", "published").splitlines()
    assert "claims: 3 before, 3 after; 1 new, 1 gone, 1 recoded, 2 recomputed" in told
    assert "answers: 3 before, 3 after; 1 new, 1 gone, 1 with another verdict" in told
    assert "inputs: 3 before, 3 after; 1 new, 1 gone, 1 changed" in told
    assert f"  recoded    {LONGER.claim_id}  value: 60 → 55" in told
    assert "  verdict    r3-duration  verdict: conflict → single" in told


def test_command_gives_the_same_to_programs(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = compared(place, 1, 2).changes
    table = list(csv.reader(io.StringIO(run(place, monkeypatch, "1", "2", "--format", "csv"))))
    assert table == [list(Change._fields), *([value or "" for value in change] for change in changes)]
    records = json.loads(run(place, monkeypatch, "1", "2", "--format", "json"))
    assert records == [change._asdict() for change in changes]


def test_command_escapes_what_a_terminal_would_obey(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = place.with_name("hostile.duckdb")
    publish_coded(target, (FORTY,), {"r3-duration\x1b[2J": "single"})
    publish_coded(target, (FORTY,), {"r3-duration": "single"})
    told = run(target, monkeypatch, "1", "2")
    assert "\x1b[2J" not in told
    assert r"r3-duration\x1b[2J" in told
