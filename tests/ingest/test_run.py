"""Whole loads of an invented corpus: what schema raw holds, what is refused, what the ledgers keep."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import duckdb
import pytest
from making import ALPHA, BETA, BETA_ORIGINAL, Made, claim, claim_id, dismissal, sound

import ingest

ALPHA_CLAIMS = f"claims/{ALPHA}.csv"


def where(problems: list[ingest.Problem]) -> list[tuple[str, int, str]]:
    return [(p.file, p.line, p.column) for p in problems]


def break_quote(made: Made) -> None:
    made.rows("claims")[1]["quote"] = "only 40 minuets"


def break_value(made: Made) -> None:
    made.rows("claims")[1]["value"] = "41"


def break_hedge(made: Made) -> None:
    made.rows("claims")[0]["hedge"] = "about"


def break_exactly(made: Made) -> None:
    made.rows("claims")[0]["hedge"] = "exactly"


def break_slug(made: Made) -> None:
    made.rows("claims")[0]["claimant"] = "Upper"


def break_csv_quote(made: Made) -> None:
    rows = made._csv(ALPHA_CLAIMS, made.rows("claims")).decode()
    made.raw_files[ALPHA_CLAIMS] = rows.replace("only 40 minutes", 'only "40 minutes').encode()


def break_encoding(made: Made) -> None:
    made.raw_files[f"texts/{ALPHA}.txt"] = made.texts[ALPHA].replace("mill", "müll").encode("latin-1")


def break_date(made: Made) -> None:
    made.rows("claims")[2]["value"] = "2030-05-36"


def break_digest(made: Made) -> None:
    made.texts[ALPHA] += "Once more: only 40 minutes.\n"


@pytest.mark.parametrize(
    ("damage", "place", "said"),
    [
        (break_quote, (ALPHA_CLAIMS, 3, "quote"), "does not stand in the digest"),
        (break_value, (ALPHA_CLAIMS, 3, "value"), "cannot be read in the quote: only 40 minutes"),
        (break_hedge, (ALPHA_CLAIMS, 2, "hedge"), "has no cue"),
        (break_exactly, (ALPHA_CLAIMS, 2, "hedge"), "cue of another hedge: at least"),
        (break_slug, (ALPHA_CLAIMS, 2, "claimant"), "is not a slug"),
        (break_csv_quote, (ALPHA_CLAIMS, 3, ""), "stray quotation mark"),
        (break_encoding, (f"texts/{ALPHA}.txt", 4, ""), "not valid UTF-8"),
        (break_date, (ALPHA_CLAIMS, 4, "value"), "is not an ISO date"),
        (break_digest, (ALPHA_CLAIMS, 3, "quote"), "stands 2 times in the digest"),
    ],
)
def test_damage_is_refused_at_its_place_and_nothing_is_written(
    made: Made, damage: object, place: tuple[str, int, str], said: str
) -> None:
    assert callable(damage)
    damage(made)
    problems = made.refused()
    assert any(said in p.problem for p in problems if (p.file, p.line, p.column) == place), problems
    assert sorted(path.name for path in made.root.iterdir()) == ["corpus", "originals"]
    assert not (made.corpus / "proofs.csv").exists()


def test_a_broken_quote_is_the_only_complaint_about_its_numerals(made: Made) -> None:
    break_quote(made)
    assert where(made.refused()) == [(ALPHA_CLAIMS, 3, "quote")]


@pytest.mark.parametrize("name", ["questions.csv", "actors.csv", ALPHA_CLAIMS, f"dismissals/{ALPHA}.csv"])
def test_a_row_that_cannot_be_read_is_the_only_complaint_about_what_needs_it(made: Made, name: str) -> None:
    lines = made._csv(name, made.tables[name]).split(b"\n")
    made.raw_files[name] = b"\n".join([lines[0], b'"x"y' + lines[1], *lines[2:]])
    assert where(made.refused()) == [(name, 2, "")]


def test_all_problems_are_reported_at_once_sorted_by_file_and_line(made: Made) -> None:
    for damage in (break_quote, break_hedge, break_date):
        damage(made)
    made.rows("documents")[1]["language"] = "English"
    made.texts[BETA] += "The clerk has seven ducks.\n"
    assert where(made.refused()) == [
        (ALPHA_CLAIMS, 2, "hedge"),
        (ALPHA_CLAIMS, 3, "quote"),
        (ALPHA_CLAIMS, 4, "value"),
        ("documents.csv", 3, "language"),
        (f"texts/{BETA}.txt", 4, ""),
    ]


def test_a_refused_load_leaves_the_last_file_as_it_was(made: Made) -> None:
    made.run()
    before = made.database.read_bytes()
    break_value(made)
    assert made.refused()
    assert made.database.read_bytes() == before
    assert sorted(path.name for path in made.root.iterdir()) == ["corpus", "originals", "work.duckdb"]


def test_the_hints_on_a_quote_that_is_not_found(made: Made) -> None:
    made.texts[ALPHA] += "The new mäll; Seven Bells rang, 13,000 bells; it rained 5–6 times.\n"
    for quote in ("new ma\u0308ll", "seven Bells rang", "3,000 bells", "rained 5-6 times"):
        made.rows("claims").append(claim(ALPHA, "mill", quote, value="old-mill"))
    hints = [p.problem for p in made.refused() if p.column == "quote"]
    for hint, said in zip(
        hints, ("Unicode form", "other capitals", "longer word or number", "another dash"), strict=True
    ):
        assert said in hint
        assert "line 6" in hint


# Numerals.


def test_a_numeral_that_nothing_accounts_for_is_named_with_its_context(made: Made) -> None:
    made.texts[ALPHA] += "A herd of nearly sixty-five fat goats was seen there.\n"
    [problem] = made.refused()
    assert (problem.file, problem.line, problem.value) == (f"texts/{ALPHA}.txt", 6, "sixty-five")
    assert problem.problem.endswith(": of nearly sixty-five fat goats")


def test_a_numeral_of_an_original_must_be_accounted_for_too(made: Made) -> None:
    del made.tables[f"dismissals/{BETA}.csv"][1]
    [problem] = made.refused()
    assert (problem.file, problem.line, problem.value) == ("originals/anything.bin", 1, "twice")


def test_a_numeral_is_not_coded_merely_because_it_stands_in_a_quote(made: Made) -> None:
    made.texts[ALPHA] = made.texts[ALPHA].replace('"the old mill"', '"the old mill of two wheels"')
    made.rows("claims")[5]["quote"] = "the old mill of two wheels"
    assert [(p.value, p.line) for p in made.refused()] == [("two", 4)]


def test_coded_and_dismissed_and_dismissed_twice_are_refused(made: Made) -> None:
    made.rows("dismissals").append(dismissal(ALPHA, "digest", "40 minutes", "repeat"))
    made.rows("dismissals").append(dismissal(ALPHA, "digest", "The two councils", "party_count"))
    problems = made.refused()
    assert where(problems) == [(f"dismissals/{ALPHA}.csv", n, "phrase") for n in (5, 6)]
    assert "that a claim codes: 40 on line 4 of the digest" in problems[0].problem
    assert "that another row dismisses: two on line 1 of the digest" in problems[1].problem


def test_every_numeral_of_an_unprinted_date_is_coded(made: Made) -> None:
    made.texts[ALPHA] = made.texts[ALPHA].replace("by the end of June", "within two months")
    made.rows("claims")[3].update(quote="within two months", value="2030-05-02")
    assert made.refused() == []
    assert made.query("select numeral, claim_id is not null from raw.numerals where numeral = 'two'") == [
        ("two", False),
        ("two", True),
    ]


def test_other_numerals_of_a_quote_that_names_a_day_are_not_coded(made: Made) -> None:
    made.texts[ALPHA] = made.texts[ALPHA].replace("by the end of June", "within two months of June 9 or five")
    note = "Not the printed date: two months later."
    made.rows("claims")[3].update(quote="within two months of June 9 or five", value="2030-08-09", note=note)
    problems = made.refused()
    assert sorted(p.value for p in problems) == ["five", "two"]
    assert all("neither coded nor dismissed" in p.problem for p in problems)


def test_the_indefinite_word_itself_is_coded(made: Made) -> None:
    made.texts[ALPHA] = made.texts[ALPHA].replace("several dozen carts", "several hundred carts")
    made.rows("claims")[4]["quote"] = "several hundred carts"
    del made.rows("dismissals")[2]
    assert made.refused() == []
    assert made.query("select indefinite_word from raw.claims where hedge = 'indefinite'") == [("several hundred",)]


# Occurrences.


@pytest.mark.parametrize(
    ("occurrence", "said"),
    [
        ("", "stands 2 times in the original originals/x: lines 3, 4"),
        ("3", "there is no such occurrence: the original originals/x has 2"),
        ("1", ""),
        ("2", ""),
    ],
)
def test_a_repeated_quote_of_an_original_needs_its_occurrence(made: Made, occurrence: str, said: str) -> None:
    original = BETA_ORIGINAL + "A truce of 24 to 48 hours.\n"
    made.originals = {"x": original.encode()}
    made.rows("documents")[1]["original_sha256"] = hashlib.sha256(original.encode()).hexdigest()
    made.tables[f"claims/{BETA}.csv"][3]["occurrence"] = occurrence
    other = {"1": "2", "2": "1"}.get(occurrence, "2")
    made.tables[f"dismissals/{BETA}.csv"].append(
        dismissal(BETA, "original", "24 to 48 hours", "repeat", occurrence=other)
    )
    problems = made.refused()
    if said:
        assert said in problems[0].problem
        assert (problems[0].file, problems[0].line) == (f"claims/{BETA}.csv", 5)
        return
    assert problems == []
    [(start, end)] = made.query("select original_start, original_end from raw.claims where question_id = 'truce'")
    places = [at for at in range(len(original)) if original.startswith("24 to 48 hours", at)]
    assert (start, end) == (places[int(occurrence) - 1], places[int(occurrence) - 1] + 14)


def test_an_occurrence_that_nothing_needs_is_refused(made: Made) -> None:
    made.tables[f"claims/{BETA}.csv"][3]["occurrence"] = "1"
    [problem] = made.refused()
    assert (problem.column, problem.remedy) == ("occurrence", "leave it empty")


def test_a_dismissal_of_the_digest_alone_may_say_which_occurrence(made: Made) -> None:
    made.texts[ALPHA] += "The two councils are two.\n"
    made.rows("dismissals")[0].update(phrase="two", occurrence="1")
    made.rows("dismissals").append(dismissal(ALPHA, "digest", "two", "party_count", occurrence="2"))
    assert [(p.value, p.line) for p in made.refused()] == [("two", 6)]


# What raw holds.


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The sound corpus, loaded once for the tests that only look."""
    made = sound(tmp_path_factory.mktemp("loaded"))
    made.run()
    return made


def test_offsets_cut_the_quotes_out_of_both_editions(loaded: Made) -> None:
    rows = loaded.query(
        "select document_id, quote, digest_start, digest_end, original_start, original_end, text_edition, char_start"
        " from raw.claims"
    )
    assert len(rows) == 10
    for document_id, quote, start, end, original_start, original_end, edition, char_start in rows:
        assert loaded.texts[str(document_id)][start:end] == quote
        assert (edition, char_start) == (("original", original_start) if document_id == BETA else ("digest", start))
        if document_id == BETA:
            cut = BETA_ORIGINAL[original_start:original_end]
            assert " ".join(cut.split()) == quote


def test_values_are_typed_and_ids_follow_the_formula(loaded: Made) -> None:
    assert loaded.query(
        "select question_id, value, value_number, value_high_number, value_date, value_text, proof from raw.claims"
        f" where document_id = '{ALPHA}' and question_id in ('sheep', 'session-day', 'mill', 'carts') order by 1"
    ) == [
        ("carts", None, None, None, None, None, "digest"),
        ("mill", "old-mill", None, None, None, "old-mill", "digest"),
        ("session-day", "2030-05-16", None, None, datetime.date(2030, 5, 16), None, "digest"),
        ("sheep", "1200", 1200.0, None, None, None, "digest"),
    ]
    made = [(claim_id(row),) for name in (ALPHA, BETA) for row in loaded.tables[f"claims/{name}.csv"]]
    assert sorted(made) == loaded.query("select claim_id from raw.claims order by 1")


def test_numerals_name_their_claim_or_their_dismissal(loaded: Made) -> None:
    assert loaded.query(
        "select numeral, numeral_value, question_id, dismissal_reason from raw.numerals"
        " left join raw.claims using (claim_id)"
        f" where numerals.document_id = '{BETA}' and numerals.text_edition = 'original' order by numerals.char_start"
    ) == [
        ("one", 1.0, None, "idiom"),
        ("twice", 2.0, None, "background"),
        ("1,200", 1200.0, "sheep", None),
        ("half", 0.5, "hay", None),
        ("24", 24.0, "truce", None),
        ("48", 48.0, "truce", None),
        ("2030", 2030.0, None, "credit"),
    ]
    assert loaded.query("select count(*) from raw.claim_numerals") == [(11,)]
    assert loaded.query("select text_edition, source, numerals, coded, dismissed from raw.coverage order by all") == [
        ("digest", "counted", 4, 4, 0),
        ("digest", "counted", 6, 3, 3),
        ("original", "counted", 7, 4, 3),
    ]


def test_the_text_of_an_original_is_nowhere_in_the_file(loaded: Made) -> None:
    assert loaded.query("select document_id, n_chars, held from raw.originals") == [(BETA, len(BETA_ORIGINAL), True)]
    for (table,) in loaded.query("select table_name from duckdb_tables() where schema_name = 'raw'"):
        assert "märsh" not in str(loaded.query(f"select * from raw.{table}"))


def test_a_document_without_a_text_is_loaded_unproven(made: Made) -> None:
    del made.texts[ALPHA], made.tables[f"dismissals/{ALPHA}.csv"]
    made.rows("claims")[0]["quote"] = ""
    assert where(made.refused()) == [(ALPHA_CLAIMS, 2, "note")]
    made.rows("claims")[0]["note"] = "row E034"
    made.run()
    assert made.query(f"select distinct proof, text_edition from raw.claims where document_id = '{ALPHA}'") == [
        ("none", None)
    ]


def test_a_quote_is_never_empty_where_a_text_is_held(made: Made) -> None:
    made.rows("claims")[5]["quote"] = ""
    assert where(made.refused()) == [(ALPHA_CLAIMS, 7, "quote")]


def test_the_file_is_readable_by_duckdb_1_5(loaded: Made) -> None:
    with duckdb.connect(str(loaded.database), read_only=True) as connection:
        [(tags,)] = connection.execute("select tags from duckdb_databases() where database_name = 'work'").fetchall()
    assert tags["storage_version"].startswith("v1.5.0")


def test_no_column_is_without_a_type(made: Made) -> None:
    made.tables = {name: rows for name, rows in made.tables.items() if not name.startswith(("claims/", "dismissals/"))}
    made.texts, made.originals = {}, {}
    made.run()
    assert made.query("select table_name from duckdb_columns() where schema_name = 'raw' and data_type not in "
                      "('VARCHAR', 'BIGINT', 'DOUBLE', 'DATE', 'BOOLEAN', 'TIMESTAMP')") == []  # fmt: skip


def test_the_order_in_which_files_were_created_changes_nothing(made: Made, tmp_path: Path) -> None:
    made.run()
    first = _everything(made)
    again = Made(tmp_path / "again", made.tables, made.texts, {"zzz": made.originals["anything.bin"]})
    again.write(backwards=True)
    again.load()
    assert _everything(again) == first


def test_a_second_load_writes_the_same_rows_and_touches_no_ledger(made: Made) -> None:
    made.run()
    first, ledger = _everything(made), (made.corpus / "proofs.csv").stat().st_mtime_ns
    summary = made.load()
    assert _everything(made) == first
    assert summary.n_new_proofs == 0
    assert (made.corpus / "proofs.csv").stat().st_mtime_ns == ledger


def _everything(made: Made) -> dict[str, list[tuple[object, ...]]]:
    """All rows of schema raw in their order, but for the time of the load."""
    with duckdb.connect(str(made.database), read_only=True) as connection:
        names = connection.execute("select table_name from duckdb_tables() where schema_name = 'raw'").fetchall()
        columns = {"loads": "* exclude (loaded_at)"}
        return {
            name: connection.execute(f"select {columns.get(name, '*')} from raw.{name}").fetchall()
            for (name,) in sorted(names)
        }


# Originals and ledgers.


def test_an_original_is_known_by_its_hash_and_others_are_ignored(made: Made) -> None:
    made.originals = {"renamed": made.originals["anything.bin"], "other.txt": b"not known \xff"}
    summary = made.run()
    assert (summary.n_originals, summary.ignored_originals, summary.n_new_proofs) == (1, ["other.txt"], 4)


def test_an_original_with_another_content_is_not_taken_for_it(made: Made) -> None:
    made.originals = {"anything.bin": BETA_ORIGINAL.replace("twice", "thrice").encode()}
    assert made.run().n_originals == 0


def test_a_quote_absent_from_a_held_original_is_refused(made: Made) -> None:
    made.texts[BETA] = made.texts[BETA].replace("about 1,200 sheep", "about 1,200 lambs")
    made.tables[f"claims/{BETA}.csv"][0]["quote"] = "about 1,200 lambs"
    [problem] = [p for p in made.refused() if p.column == "quote"]
    assert (problem.file, problem.line) == (f"claims/{BETA}.csv", 2)
    assert "does not stand in the original originals/anything.bin" in problem.problem


def test_proofs_are_kept_for_whoever_does_not_hold_the_original(made: Made) -> None:
    made.run()
    proofs = "select claim_id, original_start, original_end from raw.claims where proof = '{}' order by 1"
    proven = made.query(proofs.format("original"))
    assert len(proven) == 4
    (made.root / "originals" / "anything.bin").unlink()
    made.load()
    assert made.query(proofs.format("recorded")) == proven
    recorded = "select source, numerals, coded, dismissed from raw.coverage where text_edition = 'original'"
    assert made.query(recorded) == [("recorded", 7, 4, 3)]
    assert made.query("select count(*) from raw.numerals where text_edition = 'original'") == [(0,)]


def test_a_proof_keeps_its_day_until_something_changes(made: Made) -> None:
    made.run()
    ledger = made.corpus / "proofs.csv"
    today = datetime.date.today().isoformat()
    lines = ledger.read_text().replace(today, "2029-01-01").splitlines()
    # The first row is kept, the second has an offset that is no longer true.
    cells = lines[2].split(",")
    ledger.write_text("\n".join([*lines[:2], ",".join([*cells[:2], "0", *cells[3:]]), *lines[3:]]) + "\n")
    made.load()
    days = [line.split(",")[4] for line in ledger.read_text().splitlines()[1:]]
    assert days == ["2029-01-01", today, "2029-01-01", "2029-01-01"]
    assert lines[1:2] == ledger.read_text().splitlines()[1:2]


def test_a_proof_in_another_original_proves_nothing(made: Made) -> None:
    made.run()
    (made.root / "originals" / "anything.bin").unlink()
    made.rows("documents")[1]["original_sha256"] = "f" * 64
    made.raw_files = {"proofs.csv": (made.corpus / "proofs.csv").read_bytes()}
    made.run()
    assert made.query("select distinct proof from raw.claims") == [("digest",)]


def test_a_claim_whose_quote_changes_must_be_retired(made: Made) -> None:
    made.run()
    made.tables[f"claims/{BETA}.csv"][3]["quote"] = "for 24 to 48 hours"
    made.texts[BETA] = made.texts[BETA].replace("24 to 48 hours", "for 24 to 48 hours")
    [problem] = made.refused()
    assert (problem.file, problem.column) == ("proofs.csv", "claim_id")
    made.tables["retired_claims.csv"] = [
        {"claim_id": problem.value, "retired_on": "2030-05-01", "reason": "The quote was lengthened."}
    ]
    assert made.run().n_new_proofs == 1
