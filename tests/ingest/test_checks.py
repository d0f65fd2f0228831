"""Each rule on rows: one cell of a sound corpus is changed, and exactly that cell is named."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from making import ALPHA, BETA, Made, actor, claim, claim_id, dismissal, question, sound

import ingest
from ingest import identity, pipeline, shards
from ingest.codes import Codes
from ingest.findings import Findings
from ingest.references import Gaps
from parley import paths


def found(made: Made) -> list[ingest.Problem]:
    """The findings of the row stage: everything that is checked without a text."""
    made.write()
    source = shards.whole(made.corpus)
    findings = Findings()
    findings.extend(source.problems)
    pipeline.check(identity.with_ids(source.tables), Codes(paths.SEEDS), Gaps(incomplete=source.incomplete), findings)
    return findings.problems()


# file, row (from 0), column, new value, what the problem says. One change each.
CELLS = [
    ("documents", 0, "document_id", "Alpha_2030", "is not a slug"),
    ("documents", 0, "publisher", "", "is empty, but required"),
    ("documents", 0, "publisher", "gamma", "names what is not in actors.csv: gamma"),
    ("documents", 0, "publisher", "clerk", "is an actor of kind person"),
    ("documents", 0, "wire", "alpha", "is an actor of kind outlet"),
    ("documents", 0, "title", " The mill", "blanks or line breaks"),
    ("documents", 0, "title", "The mill\u00a0", "blanks or line breaks"),
    ("documents", 0, "url", "valley.example/mill", "is not a web address"),
    ("documents", 0, "language", "English", "is not a language code"),
    ("documents", 0, "published_latest", "2030-02-30", "is not an ISO date"),
    ("documents", 0, "published_latest", "2030-3-2", "is not an ISO date"),
    ("documents", 0, "published_latest", "1899-12-31", "is not an ISO date"),
    ("documents", 0, "published_latest", "2030-03-01", "lies before published_earliest"),
    ("documents", 0, "published_latest", "2030-03-09", "though the day is printed"),
    ("documents", 0, "published_basis", "guessed", "is not a code of seeds/published_bases.csv"),
    ("documents", 0, "original_sha256", "abc", "is not a SHA-256"),
    ("questions", 0, "question", "How many", "does not end in a question mark"),
    ("questions", 0, "cardinality", "many", "for identities only"),
    ("questions", 0, "unit", "minute", "is a unit of value_type duration"),
    ("questions", 0, "category", "venue", "belongs to the topic talks"),
    ("questions", 0, "event_id", "meeting-one", "names what is not in events.csv"),
    ("questions", 0, "domain_low", "none", "is not a number of 0 or more"),
    ("questions", 3, "domain_low", "0", "is not an ISO date"),
    ("questions", 7, "domain_low", "0", "has no meaning for an identity"),
    ("questions", 2, "basis", "each_side", "has no meaning for a date"),
    ("questions", 0, "basis", "not_stated", "is the basis of a claim"),
    ("questions", 0, "subject_side", "north", "is not a code of seeds/sides.csv"),
    ("questions", 0, "scope", "rams", "is given without a family"),
    ("questions", 0, "share_of", "carts", "value_type is not share"),
    ("questions", 5, "share_of", "hay", "is the question itself"),
    ("questions", 5, "share_of", "straw", "names what is not in questions.csv: straw"),
    ("events", 0, "related_to", "meeting-two", "relates the event to itself"),
    ("events", 0, "related_to", "meeting-one", "names what is not in events.csv"),
    ("actors", 5, "actor_id", "outlet", "is reserved"),
    ("actors", 5, "member_of", "council", "names what is not in actors.csv"),
    ("actors", 5, "member_of", "clerk", "a member of itself"),
    ("places", 0, "located_in", "valley", "names what is not in places.csv"),
    ("claims", 0, "document_id", BETA, "is not the document that the file is named after"),
    ("claims", 0, "question_id", "goats", "names what is not in questions.csv: goats"),
    ("claims", 0, "occurrence", "0", "is not a whole number of 1 or more"),
    ("claims", 0, "position", "footnote", "is not a code of seeds/positions.csv"),
    ("claims", 0, "value", "1,200", "is not a whole number"),
    ("claims", 0, "value", "-5", "is not a whole number"),
    ("claims", 0, "value", "1200.5", "is not a whole number"),
    ("claims", 0, "value", "inf", "is not a whole number"),
    ("claims", 0, "value", "", "is empty"),
    ("claims", 1, "value", "NaN", "is not a number of 0 or more"),
    ("claims", 1, "value", "1e3", "is not a number of 0 or more"),
    ("claims", 2, "value", "2030-05-32", "is not an ISO date"),
    ("claims", 2, "value", "May 16", "is not an ISO date"),
    ("claims", 2, "value", "2130-05-16", "is not an ISO date"),
    ("claims", 4, "value", "12", "is given, but the hedge is indefinite"),
    ("claims", 5, "value", "Old Mill", "is not a slug"),
    ("claims", 5, "value", "new-mill", "names what is not in places.csv: new-mill"),
    ("claims", 0, "value_high", "1300", "neither is the hedge between"),
    ("claims", 0, "hedge", "abut", "is not a code of seeds/hedges.csv"),
    ("claims", 0, "hedge_high", "about", "is given without value_high"),
    ("claims", 0, "hedge_low", "exactly", "cannot be the hedge of the lower end of at_least"),
    ("claims", 1, "hedge_low", "about", "leave no lower end: the hedge is exactly"),
    ("claims", 5, "hedge_low", "about", "asks who or where"),
    ("claims", 0, "gloss", "At least 1,200.", "the document is in English"),
    ("claims", 0, "said_on", "2030-03-03", "lies after the day of the page, 2030-03-02"),
    ("claims", 5, "hedge", "about", "cannot be the hedge of an identity"),
    ("claims", 0, "precision", "day", "does not ask for a date"),
    ("claims", 2, "precision", "", "is empty, but the question asks for a date"),
    ("claims", 0, "unit", "", "is empty"),
    ("claims", 0, "unit", "minute", "cannot be converted to the question's unit, person"),
    ("claims", 1, "unit", "month", "cannot be converted to the question's unit, minute"),
    ("claims", 0, "basis", "", "is empty, but the question is asked each_side"),
    ("claims", 1, "basis", "each_side", "the question has no basis"),
    ("claims", 0, "as_of", "yesterday", "is not an ISO date"),
    ("claims", 0, "claimant", "upper+miller", "names what is not in actors.csv: miller"),
    ("claims", 0, "claimant", "upper+outlet", "joins outlet with others"),
    ("claims", 0, "claimant", "upper+upper", "names somebody twice"),
    ("claims", 0, "claimant", "upper, lower", "is not a slug"),
    ("claims", 0, "relayed_by", "telegraph", "names what is not in actors.csv: telegraph"),
    ("claims", 0, "ambiguous", "sheep", "is the claim's own question"),
    ("claims", 0, "ambiguous", "goats", "names what is not in questions.csv: goats"),
    ("claims", 0, "coder", "", "is empty, but required"),
    ("claims", 4, "note", "", "is empty, but the count is indefinite"),
    ("claims", 0, "quote", " ".join(["word"] * 13), "is longer than 12 words"),
    ("dismissals", 0, "edition", "print", "is not a code of seeds/text_editions.csv"),
    ("dismissals", 0, "phrase", "councils", "holds no numeral"),
    ("dismissals", 0, "phrase", "two " * 12 + "two", "is longer than 12 words"),
    ("dismissals", 0, "reason", "bored", "is not a code of seeds/dismissal_reasons.csv"),
]  # fmt: skip


@pytest.fixture(scope="module")
def found_together(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int, str], list[ingest.Problem]]:
    """The findings of one corpus that has, for each of CELLS, a copy of the row with that cell changed at its end."""
    made = sound(tmp_path_factory.mktemp("cells"))
    for table, row, column, value, _ in CELLS:
        made.rows(table).append({**made.rows(table)[row], column: value})
    together: dict[tuple[str, int, str], list[ingest.Problem]] = {}
    for problem in found(made):
        together.setdefault((problem.file, problem.line, problem.column), []).append(problem)
    return together


@pytest.mark.parametrize("case", range(len(CELLS)), ids=[f"{c[0]}-{c[2]}-{c[3]}"[:60] for c in CELLS])
def test_a_bad_cell_is_named(
    found_together: dict[tuple[str, int, str], list[ingest.Problem]], tmp_path: Path, case: int
) -> None:
    table, _, column, value, said = CELLS[case]
    before = sum(other[0] == table for other in CELLS[:case])
    file = f"{table}/{ALPHA}.csv" if table in ("claims", "dismissals") else f"{table}.csv"
    line = 2 + len(sound(tmp_path).rows(table)) + before
    problems = found_together.get((file, line, column), [])
    assert any(said in p.problem and p.value == value and p.remedy for p in problems), problems


def test_a_sound_corpus_has_no_findings(made: Made) -> None:
    assert found(made) == []


def test_ends_in_the_wrong_order_are_refused(made: Made) -> None:
    made.rows("claims")[1].update({"value": "25", "value_high": "24", "hedge": "between"})
    assert [p.column for p in found(made)] == ["value_high"]


@pytest.mark.parametrize(("value", "columns"), [("104", []), ("0", []), ("-4", ["value"])])
def test_a_share_may_be_above_all_but_not_below_nothing(made: Made, value: str, columns: list[str]) -> None:
    made.rows("claims")[1].update({"value": value, "question_id": "hay", "unit": "percent"})
    assert [p.column for p in found(made)] == columns


def test_an_identity_has_no_upper_end(made: Made) -> None:
    made.rows("claims")[5]["value_high"] = "old-mill"
    assert [(p.column, "who or where" in p.problem) for p in found(made)] == [("value_high", True)]
    made.rows("claims")[5]["hedge_high"] = "at_most"
    assert [(p.column, "who or where" in p.problem) for p in found(made)] == [
        ("hedge_high", True),
        ("value_high", True),
    ]


@pytest.mark.parametrize(
    ("hedge", "columns"), [("at_least", ["hedge_high"]), ("more_than", ["hedge_high"]), ("less_than", [])]
)
def test_an_upper_end_has_a_hedge_that_ends(made: Made, hedge: str, columns: list[str]) -> None:
    made.rows("claims")[1].update({"value_high": "60", "hedge_high": hedge})
    assert [p.column for p in found(made)] == columns


@pytest.mark.parametrize(
    ("hedge", "own", "columns"),
    [
        ("at_most", "about", []),
        ("less_than", "nearly", []),
        ("at_most", "exactly", ["hedge_high"]),
        ("at_most", "at_most", ["hedge_high"]),
        ("about", "about", ["hedge_high"]),
    ],
)
def test_the_figure_of_at_most_may_have_a_hedge_of_its_own(
    made: Made, hedge: str, own: str, columns: list[str]
) -> None:
    made.rows("claims")[1].update({"hedge": hedge, "hedge_high": own})
    assert [p.column for p in found(made)] == columns


@pytest.mark.parametrize(
    ("hedge", "own", "columns"),
    [
        ("at_least", "about", []),
        ("more_than", "nearly", []),
        ("between", "more_than", []),
        ("between", "at_most", ["hedge_low"]),
        ("at_least", "more_than", ["hedge_low"]),
        ("at_most", "about", ["hedge_low"]),
    ],
)
def test_a_lower_end_may_have_a_hedge_of_its_own(made: Made, hedge: str, own: str, columns: list[str]) -> None:
    made.rows("claims")[1].update({"hedge": hedge, "hedge_low": own})
    if hedge == "between":
        made.rows("claims")[1]["value_high"] = "60"
    assert [p.column for p in found(made)] == columns


@pytest.mark.parametrize(
    ("value_type", "value", "hedge", "columns"),
    [
        ("ordinal", "9", "exactly", []),
        ("ordinal", "0", "exactly", ["value"]),
        ("ordinal", "1.5", "exactly", ["value"]),
        ("ordinal", "9", "about", ["hedge"]),
        ("clock", "14:43", "exactly", []),
        ("clock", "00:00", "at_least", []),
        ("clock", "24:00", "exactly", ["value"]),
        ("clock", "2:43", "exactly", ["value"]),
        ("clock", "883", "exactly", ["value"]),
        ("clock", "14:43", "about", []),
        ("clock", "14:43", "nearly", ["hedge"]),
    ],
)
def test_places_in_an_order_and_times_of_day(
    made: Made, value_type: str, value: str, hedge: str, columns: list[str]
) -> None:
    unit = {"ordinal": "ordinal", "clock": "clock_time"}[value_type]
    made.rows("questions").append(question("nth", value_type, unit, "talks", "schedule"))
    made.rows("claims")[1].update({"question_id": "nth", "unit": unit, "value": value, "hedge": hedge})
    assert [p.column for p in found(made)] == columns
    made.rows("questions")[-1].update({"basis": "each_side", "domain_low": "1"})
    made.rows("claims")[1]["basis"] = "each_side"
    on_question = [p.column for p in found(made) if p.file == "questions.csv"]
    assert on_question == (["basis"] if value_type == "ordinal" else ["basis", "domain_low"])


def test_a_foreign_quote_has_a_gloss_and_an_empty_one_has_none(made: Made) -> None:
    made.rows("documents")[0]["language"] = "uk"
    for row in made.rows("claims")[:4]:
        row["gloss"] = "What it says."
    made.rows("claims")[4]["quote"] = ""
    made.rows("claims")[3]["quote"] = ""
    made.rows("claims")[2]["gloss"] = "word " * 20 + "word"
    assert [(p.line, p.column) for p in found(made)] == [(4, "gloss"), (5, "gloss"), (7, "gloss")]


def test_claims_without_a_quote_are_told_apart_by_their_occurrence(made: Made) -> None:
    for _ in range(2):
        made.rows("claims").append(claim(ALPHA, "carts", "", value="40", unit="group", note="row E034"))
    assert [(p.line, p.column) for p in found(made)] == [(9, "document_id")]
    for number, row in enumerate(made.rows("claims")[-2:], 1):
        row["occurrence"] = str(number)
    assert found(made) == []


def test_what_nothing_tells_apart_is_one_question(made: Made) -> None:
    rams = question("rams", "count", "person", "exchanges", "all", basis="each_side", family="sheep")
    made.rows("questions")[0]["family"] = "sheep"
    made.rows("questions").append(rams)
    assert [(p.line, p.column) for p in found(made)] == [(10, "scope")]
    for column, value in (("scope", "rams"), ("stage", "promised"), ("subject_side", "ukraine")):
        made.rows("questions")[-1] = {**rams, column: value}
        assert found(made) == [], column


def test_links_do_not_lead_back(made: Made) -> None:
    def link(part: str, whole: str, **cells: str) -> dict[str, str]:
        kind = {"kind": "part_of", "polarity": "asserted", "claimant": "outlet", "note": "row E034", **cells}
        return {"document_id": ALPHA, "part": part, "whole": whole, **kind}

    # carts < sheep < mill < carts is a circle; session-day leads into it, and is none of it.
    chain = [link("carts", "sheep"), link("sheep", "mill"), link("session-day", "carts")]
    made.tables["links.csv"] = [*chain, link("mill", "carts", kind="counts_towards")]
    assert found(made) == []
    made.tables["links.csv"] = [*chain, link("mill", "carts", polarity="denied")]
    assert found(made) == []
    made.tables["links.csv"] = [*chain, link("mill", "carts")]
    assert [(p.line, p.column) for p in found(made)] == [(2, "whole"), (3, "whole"), (5, "whole")]


def test_identities_with_several_answers_need_a_question_for_many(made: Made) -> None:
    made.rows("questions")[7]["unit"] = "actor"
    made.rows("claims")[5]["value"] = "upper+lower"
    assert ["names several" in p.problem for p in found(made)] == [True]
    made.rows("questions")[7]["cardinality"] = "many"
    assert found(made) == []


def test_an_unspaced_quote_is_measured_in_characters(made: Made) -> None:
    made.rows("documents")[0]["language"] = "ja"
    for row in made.rows("claims"):
        row["gloss"] = "What it says."
    made.rows("claims")[5]["quote"] = "人" * 40
    assert found(made) == []
    made.rows("claims")[5]["quote"] = "人" * 41
    assert ["is longer" in p.problem for p in found(made)] == [True]


def test_doubled_rows_are_refused_with_the_place_of_the_first(made: Made) -> None:
    made.rows("actors").append(actor("alpha", "wire"))
    made.rows("claims").append({**made.rows("claims")[0], "value": "1300"})
    doubled = [p for p in found(made) if "has the same" in p.problem]
    assert [(p.file, p.line) for p in doubled] == [("actors.csv", 8), (f"claims/{ALPHA}.csv", 8)]
    assert "actors.csv, line 2" in doubled[0].problem


def test_two_documents_cannot_have_one_original(made: Made) -> None:
    made.rows("documents")[0]["original_sha256"] = made.rows("documents")[1]["original_sha256"]
    assert [(p.line, p.column) for p in found(made)] == [(3, "original_sha256")]


def test_an_inferred_day_of_publication_needs_a_note(made: Made) -> None:
    made.rows("documents")[0].update(published_basis="inferred", published_latest="2030-03-09")
    assert [(p.line, p.column) for p in found(made)] == [(2, "note")]
    made.rows("documents")[0]["note"] = "Within the week."
    assert found(made) == []


def test_files_without_a_document_and_strange_files_are_refused(made: Made) -> None:
    made.raw_files = {"texts/gamma-2030.txt": b"x\n", "claims/list.xlsx": b"x\n"}
    assert [(p.file, p.line) for p in found(made)] == [("claims/list.xlsx", 0), ("texts/gamma-2030.txt", 0)]


def test_what_no_table_reads_is_refused(made: Made) -> None:
    made.raw_files = dict.fromkeys(("link.csv", "claim/x.csv", "claims/sub/x.csv", "texts/old/x.txt"), b"x\n")
    problems = found(made)
    assert [p.file for p in problems] == ["claim", "claims/sub", "link.csv", "texts/old"]
    assert all(p.remedy for p in problems)


def test_what_is_at_home_beside_the_tables_is_let_be(made: Made) -> None:
    names = ("README.md", "LICENSE", "corrections.yml", ".gitkeep", "originals/x.bin", ".git/x", "claims/.gitkeep")
    made.raw_files = dict.fromkeys(names, b"# nothing yet\n")
    assert found(made) == []


def test_the_part_of_a_link_is_answered_by_its_document(made: Made) -> None:
    link = {
        "document_id": ALPHA, "kind": "part_of", "part": "carts", "whole": "sheep", "polarity": "asserted",
        "quote": "several dozen carts", "claimant": "outlet", "exhaustive": "false",
    }  # fmt: skip
    made.tables["links.csv"] = [link]
    assert found(made) == []
    for column, value, said in (
        ("part", "hay", "no claim of"),
        ("whole", "goats", "not in questions.csv"),
        ("part", "goats", "no claim of"),
        ("whole", "carts", "is the part itself"),
        ("exhaustive", "yes", "neither true nor false"),
        ("kind", "counts_towards", "for part_of only"),
    ):
        made.tables["links.csv"] = [{**link, column: value}]
        assert any(said in p.problem for p in found(made)), (column, value)
    # Another document may answer the whole; of `not 20,000 but 339` this one answers both, of an equality none.
    for kind, part, whole, columns in (
        ("part_of", "carts", "hay", []),
        ("instead_of", "carts", "hay", ["whole"]),
        ("equals", "truce", "hay", []),
        ("supersedes", "carts", "carts", ["whole"]),
    ):
        made.tables["links.csv"] = [{**link, "kind": kind, "part": part, "whole": whole, "exhaustive": ""}]
        assert [p.column for p in found(made)] == columns, kind


def test_a_retired_id_may_not_be_in_use_and_successors_must_exist(made: Made) -> None:
    used = claim_id(made.rows("claims")[2])
    made.tables["retired_claims.csv"] = [
        {"claim_id": used, "retired_on": "2030-05-01", "reason": "Coded twice."},
        {"claim_id": "clm_0000000000000000", "retired_on": "2030-05-01", "reason": "Gone.", "successor": used},
        {
            "claim_id": "clm_0000000000000001",
            "retired_on": "2030-05-01",
            "reason": "Gone.",
            "successor": "clm_000000000000000f",
        },
    ]
    problems = found(made)
    assert [(p.file, p.line, p.column) for p in problems] == [
        (f"claims/{ALPHA}.csv", 4, "quote"),
        ("retired_claims.csv", 4, "successor"),
    ]
    assert "retired_claims.csv, line 2" in problems[0].problem


def test_a_proof_of_a_claim_that_is_gone_asks_for_its_retirement(made: Made) -> None:
    proof = {"claim_id": "clm_000000000000000a", "original_sha256": "0" * 64, "start": "1", "end": "5"}
    made.tables["proofs.csv"] = [{**proof, "proven_on": "2030-05-01"}]
    [problem] = found(made)
    assert (problem.file, problem.line, problem.column) == ("proofs.csv", 2, "claim_id")
    assert "retired_claims.csv" in problem.remedy
    made.tables["retired_claims.csv"] = [
        {"claim_id": "clm_000000000000000a", "retired_on": "2030-05-01", "reason": "The quote was lengthened."}
    ]
    assert found(made) == []


def test_every_needed_file_must_be_there(made: Made) -> None:
    del made.tables["events.csv"]
    made.write()
    with pytest.raises(ingest.CorpusRefused) as refused:
        made.load(quarantine=True)
    assert [(p.file, p.problem) for p in refused.value.problems] == [("events.csv", "the file is missing")]


def test_a_text_cannot_relay_itself(made: Made) -> None:
    made.rows("claims")[0]["relayed_by"] = "outlet"
    assert [(p.column, p.problem) for p in found(made)] == [("relayed_by", "names what is not in actors.csv: outlet")]


def test_normalisation_is_part_of_what_makes_rows_the_same(made: Made) -> None:
    # Composed and decomposed letters are different quotes: ids come from the characters as they are.
    for form in ("NFC", "NFD"):
        quote = unicodedata.normalize(form, "the mäll")
        made.rows("claims").append(claim(ALPHA, "mill", quote, value="old-mill"))
    assert found(made) == []


def test_a_question_of_every_value_type_can_be_asked(made: Made) -> None:
    made.rows("questions").append(question("goats", "count", "person", "exchanges", "all", domain_low="0"))
    made.tables[f"dismissals/{ALPHA}.csv"].append(dismissal(ALPHA, "original", "two thirds", "background"))
    assert found(made) == []
