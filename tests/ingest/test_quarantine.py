"""Quarantine: bad rows are set aside with their reason, and all that depends on them; the rest is loaded."""

from __future__ import annotations

import json

from making import ALPHA, BETA, Made


def rejects(made: Made) -> list[tuple[object, ...]]:
    return made.query("select source_file, source_line, column_name, problem from raw.rejects order by all")


def test_a_sound_corpus_has_no_rejects(made: Made) -> None:
    assert made.run(quarantine=True).n_rejects == 0
    assert rejects(made) == []
    assert (made.corpus / "proofs.csv").exists()


def test_a_bad_claim_is_set_aside_with_its_row_and_its_numerals(made: Made) -> None:
    made.rows("claims")[1]["value"] = "41"
    summary = made.run(quarantine=True)
    assert [row[:3] for row in rejects(made)] == [
        (f"claims/{ALPHA}.csv", 3, "value"),
        (f"texts/{ALPHA}.txt", 4, ""),
    ]
    assert summary.n_rejects == 2
    assert summary.n_claims == 9
    [(row,)] = made.query("select row_json from raw.rejects where column_name = 'value'")
    assert json.loads(str(row))["quote"] == "only 40 minutes"
    assert made.query("select numerals, coded + dismissed from raw.coverage where text_edition = 'digest'") == [
        (5, 5),
        (4, 4),
    ]
    # What was not counted whole is not recorded as proven.
    assert not (made.corpus / "coverage.csv").exists()


def test_rows_that_depend_on_a_bad_row_go_with_it(made: Made) -> None:
    made.rows("questions")[0]["unit"] = "sheep"
    made.tables["links.csv"] = [
        {"document_id": ALPHA, "kind": "part_of", "part": "carts", "whole": "sheep", "polarity": "asserted",
         "quote": "several dozen carts", "claimant": "outlet"}
    ]  # fmt: skip
    made.run(quarantine=True)
    reasons = {(file, line): problem for file, line, column, problem in rejects(made) if column}
    assert "depends on a row of questions.csv that was set aside: sheep" in reasons[(f"claims/{ALPHA}.csv", 2)]
    assert "depends on a row of questions.csv that was set aside: sheep" in reasons[(f"claims/{BETA}.csv", 2)]
    assert "depends on a row of questions.csv that was set aside: sheep" in reasons[("links.csv", 2)]
    assert made.query("select count(*) from raw.claims") == [(8,)]
    assert made.query("select count(*) from raw.links") == [(0,)]


def test_a_bad_actor_takes_its_document_and_all_its_rows(made: Made) -> None:
    made.rows("actors")[0]["side"] = "north"
    made.run(quarantine=True)
    assert made.query("select document_id from raw.documents") == [(BETA,)]
    assert made.query("select distinct document_id from raw.claims") == [(BETA,)]
    assert made.query("select distinct document_id from raw.dismissals") == [(BETA,)]


def test_a_link_to_a_question_whose_claim_the_text_belies_goes_too(made: Made) -> None:
    made.rows("claims")[0]["quote"] = "at least 1,200 goats"
    made.tables["links.csv"] = [
        {"document_id": ALPHA, "kind": "part_of", "part": "sheep", "whole": "carts", "polarity": "asserted",
         "quote": "several dozen carts", "claimant": "outlet"}
    ]  # fmt: skip
    made.run(quarantine=True)
    assert ("links.csv", 2, "part", f"is a question that no claim of {ALPHA} answers") in rejects(made)


def test_a_file_that_cannot_be_read_is_one_reject(made: Made) -> None:
    made.raw_files = {f"claims/{BETA}.csv": b"\xff\n"}
    made.run(quarantine=True)
    assert [row[:2] for row in rejects(made) if str(row[0]).startswith("claims/")] == [(f"claims/{BETA}.csv", 1)]
    assert made.query("select distinct document_id from raw.claims") == [(ALPHA,)]


def test_a_digest_that_cannot_be_read_takes_the_rows_about_it(made: Made) -> None:
    made.raw_files = {f"texts/{ALPHA}.txt": b"the mill \xff\n"}
    made.run(quarantine=True)
    assert (f"texts/{ALPHA}.txt", 1, "", "the file is not valid UTF-8") in rejects(made)
    assert made.query("select distinct document_id from raw.claims") == [(BETA,)]
    assert made.query("select distinct document_id from raw.dismissals") == [(BETA,)]


def test_a_malformed_row_is_set_aside_and_its_neighbours_are_kept(made: Made) -> None:
    rows = made._csv("places.csv", made.rows("places"))
    made.raw_files = {"places.csv": rows + b'inn,The "Inn,building,\nbarn,The barn,building,\n'}
    made.run(quarantine=True)
    assert [row[:2] for row in rejects(made)] == [("places.csv", 3)]
    assert made.query("select place_id from raw.places order by 1") == [("barn",), ("old-mill",)]


def test_a_dismissal_of_a_coded_numeral_is_set_aside_alone(made: Made) -> None:
    made.rows("dismissals").append(
        {"document_id": ALPHA, "edition": "digest", "phrase": "40 minutes", "reason": "repeat"}
    )
    made.run(quarantine=True)
    assert [row[:2] for row in rejects(made)] == [(f"dismissals/{ALPHA}.csv", 5)]
    assert made.query("select count(*) from raw.claims") == [(10,)]
