"""Ids of claims: met twice or not, and read in ledgers as they were written when they had twelve digits."""

from __future__ import annotations

import polars as pl
import pytest
from making import ALPHA, BETA, Made, claim_id

from ingest import identity, load, shards

FORMER = len("clm_") + 12
RETIRED = {"retired_on": "2030-05-01", "reason": "Coded twice."}
CORRECTION = """- id: cor-0001
  action: recode
  document: {document}
  claim: {claim}
  column: claimant
  to: lower
  expect: {{claimant: upper}}
  reason: The lower council says it.
  source: row E001
  status: open
  reported_on: 2030-05-01
  reported_by: tester
"""


@pytest.fixture
def parted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shard per document: a ledger is read beside the claims of one at a time."""
    monkeypatch.setattr(shards, "SIZE", 1)


@pytest.fixture
def alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """All claims of a document have ids that begin alike: clm_aaaaaaaaaaaa0000, clm_aaaaaaaaaaaa0001 …; b for BETA."""

    def ids(contents: list[tuple[str, pl.DataFrame, list[str]]]) -> list[pl.Series]:
        return [
            pl.Series(
                [f"{prefix}{name[0] * 12}{row:04x}" for row, name in enumerate(rows["document_id"])], dtype=pl.String
            )
            for prefix, rows, _ in contents
        ]

    monkeypatch.setattr(load, "ids", ids)


def met(*digits: str) -> identity.Met:
    tables = {
        "proofs": pl.DataFrame(schema={"claim_id": pl.String}),
        "retired_claims": pl.DataFrame(schema={"successor": pl.String}),
    }
    found = identity.Met(tables)
    for one in digits:
        found.take(pl.DataFrame({"claim_id": [f"clm_{one}"]}))
    return found


def test_of_the_ids_that_went_by_those_met_twice_are_told() -> None:
    # The greatest of 64 bits, leading zeros, and a neighbour of each.
    digits = ["f" * 16, "0" * 16, "0" * 15 + "1", "f" * 15 + "e", "00000000deadbeef"]
    assert met(*digits).doubled() == []
    assert met(*digits, digits[0], digits[4], digits[4]).doubled() == ["clm_00000000deadbeef", "clm_ffffffffffffffff"]
    assert met().doubled() == []


def shortened(made: Made) -> list[str]:
    """Write proofs.csv as it was when ids had twelve digits, long ago; its lines as they should come to be."""
    ledger = made.corpus / "proofs.csv"
    header, *lines = ledger.read_text().splitlines()
    cells = [line.split(",") for line in lines]
    wanted = sorted(",".join([*row[:4], "2029-01-01"]) for row in cells)
    former = [",".join([row[0][:FORMER], *row[1:4], "2029-01-01"]) for row in cells]
    ledger.write_text("\n".join([header, *former]) + "\n")
    return wanted


@pytest.mark.parametrize("held", [True, False])
def test_a_proof_under_its_former_id_stays_and_is_written_out(made: Made, parted: None, held: bool) -> None:
    made.run()
    wanted = shortened(made)
    if not held:
        (made.root / "originals" / "anything.bin").unlink()
    assert made.load().n_new_proofs == 0
    assert (made.corpus / "proofs.csv").read_text().splitlines()[1:] == wanted
    proof = "original" if held else "recorded"
    days = "select count(*), cast(min(proven_on) as varchar), cast(max(proven_on) as varchar) from raw.claims"
    assert made.query(f"{days} where proof = '{proof}'") == [(len(wanted), "2029-01-01", "2029-01-01")]


def test_quarantine_reads_former_ids_and_leaves_the_ledger_alone(made: Made, parted: None) -> None:
    made.run()
    shortened(made)
    made.rows("claims")[5]["value"] = "no such mill"
    made.raw_files["proofs.csv"] = (made.corpus / "proofs.csv").read_bytes()
    (made.root / "originals" / "anything.bin").unlink()
    made.originals.clear()
    made.run(quarantine=True)
    assert made.query("select count(*) from raw.claims where proof = 'recorded'") == [(4,)]
    assert made.query("select distinct column_name from raw.rejects where source_file = 'proofs.csv'") == []
    assert (made.corpus / "proofs.csv").read_bytes() == made.raw_files["proofs.csv"]


def test_a_correction_that_names_a_claim_by_its_former_id_is_applied(made: Made, parted: None) -> None:
    full = claim_id(made.rows("claims")[0])
    ledger = CORRECTION.format(document=ALPHA, claim=full[:FORMER]).encode()
    made.raw_files["corrections.yml"] = ledger
    made.run()
    assert made.query("select claim_id, claimant from raw.claims where corrected") == [(full, "lower")]
    assert made.query("select claim_id, coded_value, guard from raw.corrections") == [(full, "upper", "holds")]
    assert (made.corpus / "corrections.yml").read_bytes() == ledger


def test_retired_claims_are_known_by_their_former_ids(made: Made, parted: None) -> None:
    used, successor = claim_id(made.rows("claims")[2]), claim_id(made.tables[f"claims/{BETA}.csv"][0])
    former, later = "clm_0123456789ab", "clm_ba98765432100000"
    lines = [
        {"claim_id": former, **RETIRED, "successor": successor[:FORMER]},
        {"claim_id": later, **RETIRED, "successor": former},
    ]
    made.tables["retired_claims.csv"] = lines
    made.run()
    # What is gone has no id in full; its successor has.
    assert made.query("select claim_id, successor from raw.retired_claims order by 1") == [
        (former, successor),
        (later, former),
    ]
    made.tables["retired_claims.csv"] = [*lines, {"claim_id": used[:FORMER], **RETIRED}]
    [problem] = made.refused()
    assert (problem.file, problem.line, problem.column) == (f"claims/{ALPHA}.csv", 4, "quote")
    assert f"has the id {used}, which retired_claims.csv, line 4, retired" in problem.problem


def test_a_proof_ends_with_a_claim_that_is_retired_by_its_former_id(made: Made) -> None:
    proof = {"claim_id": "clm_0123456789abcdef", "original_sha256": "0" * 64, "start": "1", "end": "5"}
    made.tables["proofs.csv"] = [proof | {"proven_on": "2030-05-01"}]
    assert [(problem.file, problem.column) for problem in made.refused()] == [("proofs.csv", "claim_id")]
    made.tables["retired_claims.csv"] = [{"claim_id": "clm_0123456789ab", **RETIRED}]
    made.run()
    assert made.query("select claim_id from raw.retired_claims") == [("clm_0123456789abcdef",)]


@pytest.mark.usefixtures("alike")
def test_a_former_id_that_begins_several_is_refused_with_all_of_them(made: Made, parted: None) -> None:
    proof = {"claim_id": f"clm_{'b' * 12}", "original_sha256": "0" * 64, "start": "1", "end": "5"}
    made.tables["proofs.csv"] = [proof | {"proven_on": "2030-05-01"}]
    made.tables["retired_claims.csv"] = [
        {"claim_id": "clm_0123456789ab", **RETIRED, "successor": f"clm_{'a' * 12}"},
        {"claim_id": "clm_0123456789ac", **RETIRED, "successor": f"clm_{'c' * 12}"},
    ]
    made.raw_files["corrections.yml"] = CORRECTION.format(document=ALPHA, claim=f"clm_{'a' * 12}").encode()
    problems = {(p.file, p.line, p.column): p for p in made.refused()}
    several = {place: p.problem for place, p in problems.items() if "begins the ids of several claims" in p.problem}
    assert set(several) == {
        ("corrections.yml", 1, "claim"),
        ("proofs.csv", 2, "claim_id"),
        ("retired_claims.csv", 2, "successor"),
    }
    assert set(problems) - set(several) == {("retired_claims.csv", 3, "successor")}
    named = [f"clm_{'b' * 12}{row:04x}" for row in range(4)]
    assert several["proofs.csv", 2, "claim_id"].endswith(", ".join(named))
    assert "write out" in problems["proofs.csv", 2, "claim_id"].remedy


def test_a_former_id_beside_the_same_in_full_is_refused(made: Made) -> None:
    made.run()
    header, *lines = (made.corpus / "proofs.csv").read_text().splitlines()
    name = lines[0].split(",")[0]
    ledger = [header, *lines, lines[0].replace(name, name[:FORMER])]
    made.raw_files["proofs.csv"] = ("\n".join(ledger) + "\n").encode()
    [problem] = made.refused()
    assert (problem.file, problem.line, problem.column) == ("proofs.csv", len(ledger), "claim_id")
    assert name in problem.problem


@pytest.mark.parametrize("digits", [11, 13, 15, 17])
def test_an_id_of_another_length_is_none(made: Made, digits: int) -> None:
    made.tables["retired_claims.csv"] = [{"claim_id": f"clm_{'0' * digits}", **RETIRED}]
    [problem] = made.refused()
    assert (problem.column, problem.problem) == ("claim_id", "is not a claim id")
    assert "16 digits" in problem.remedy
