"""The Evidence page, run by Streamlit's own test harness."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from dashboards import queries
from tests.dashboards.conftest import Open, html

ORIGINAL = "The alpha story. The meeting lasted less than 40 minutes, for the third time.\r\nEnd.\n"
QUOTE = "lasted less than 40 minutes"


def test_a_document_shows_its_text_with_marks_and_dismissals(warehouse: Path, evidence: Open) -> None:
    test = evidence(document="doc-alpha")
    assert not test.exception
    page = html(test)
    # Four quotes by themselves, and one of two claims that is cut where the shorter ends.
    assert page.count("<mark") == 4 + 2
    assert 'title="no claim: idiom (&lt;script&gt;' in page
    assert "Parley’s digest" in page
    assert [header.value for header in test.header] == ["Text", "6 claims"]


def test_a_claim_is_selected_by_its_address(warehouse: Path, evidence: Open) -> None:
    test = evidence(claim="clm_swap_alpha")
    page = html(test)
    assert page.count("pl-selected") == 2
    assert "<details open>" in page
    assert "compare?question=swap" in page
    assert test.query_params == {"claim": "clm_swap_alpha"}


def test_a_dismissed_numeral_leads_to_its_reason(warehouse: Path, evidence: Open) -> None:
    page = html(evidence(document="doc-alpha"))
    (place,) = re.findall(r'class="pl-dismissed" href="#(why-[0-9-]+)"', page)
    assert f'id="{place}"' in page
    assert "Numerals that are no claim (1)" in page


def test_a_document_that_is_not_there_says_so(warehouse: Path, evidence: Open) -> None:
    test = evidence(document="doc-of-another-build")
    assert "no document of that address" in test.warning[0].value
    assert test.query_params == {"document": "doc-alpha"}


def test_each_claim_has_a_reference_and_all_can_be_downloaded(warehouse: Path, evidence: Open) -> None:
    test = evidence(document="doc-alpha")
    assert html(test).count("<summary>Cite this</summary>") == 6
    assert len(test.get("download_button")) == 1


def test_the_interval_of_a_claim_says_its_open_end(warehouse: Path, evidence: Open) -> None:
    assert "0 to below 40 minutes" in html(evidence(document="doc-alpha"))


def test_another_document_leaves_the_claim_behind(warehouse: Path, evidence: Open) -> None:
    test = evidence(claim="clm_swap_alpha")
    test.selectbox(key="evidence_document").select("doc-beta").run()
    assert test.query_params == {"document": "doc-beta"}
    assert "pl-selected" not in html(test)


def test_a_document_without_a_text_lists_its_claims(warehouse: Path, evidence: Open) -> None:
    test = evidence(document="doc-beta")
    assert "No text of this document is held" in test.info[0].value
    assert "denied: no figure given" in html(test)


def test_a_document_without_a_text_shows_its_passport_and_its_address(warehouse: Path, evidence: Open) -> None:
    test = evidence(document="doc-gamma")
    assert not test.exception
    page = html(test)
    assert page.count('href="https://example.org/gamma"') == 2
    assert page.count("In English:") == 3
    assert not test.expander
    assert "3 quotes" in page
    assert f"{len(queries.claims_in('doc-beta'))} claims without a quote" in html(evidence(document="doc-beta"))


def test_what_a_claim_tells_of_and_who_identifies_it(warehouse: Path, evidence: Open) -> None:
    page = html(evidence(document="doc-gamma"))
    for term, said in (("Said on", "2025-07-29"), ("Identified by", "Kyiv"), ("Tells of", "23 July 2025")):
        assert f"<dt>{term}</dt><dd>{said}</dd>" in page


def test_a_claim_cited_by_its_former_id_is_selected_and_cited_in_full(warehouse: Path, evidence: Open) -> None:
    test = evidence(claim="clm_brought_gamm")
    assert not test.warning
    assert test.query_params == {"claim": "clm_brought_gamma"}
    assert "pl-selected" in html(test)


@pytest.fixture
def alike(tmp_path: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A warehouse with two claims whose former ids were one, and one that was retired with its id in full."""
    path = Path(shutil.copy(warehouse, tmp_path / "parley.duckdb"))
    with duckdb.connect(path) as connection:
        for table in ("marts.fct_claims", "marts.bridge_document_claims"):
            for end, was in (("a", "clm_swap_alpha"), ("b", "clm_length_beta")):
                connection.execute(f"update {table} set claim_id = 'clm_0123456789ab000{end}' where claim_id = '{was}'")
        connection.execute("update raw.retired_claims set claim_id = 'clm_ba98765432100000'")
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(path))


def test_of_a_former_id_that_two_claims_had_both_are_named(alike: None, evidence: Open) -> None:
    test = evidence(claim="clm_0123456789ab")
    assert "More than one claim" in test.warning[0].value
    page = html(test)
    assert [f'href="evidence?claim=clm_0123456789ab000{end}"' in page for end in "abc"] == [True, True, False]
    assert "pl-selected" not in page


def test_a_claim_retired_in_full_is_known_by_its_former_id(alike: None, evidence: Open) -> None:
    assert "retired" in evidence(claim="clm_ba9876543210").warning[0].value
    # Less than that may be anybody's.
    assert "has no claim of that address" in evidence(claim="clm_ba987654321").warning[0].value


@pytest.mark.parametrize(("claim", "words"), [("clm_old", "retired"), ("clm_never", "has no claim of that address")])
def test_a_claim_that_is_gone(warehouse: Path, evidence: Open, claim: str, words: str) -> None:
    test = evidence(claim=claim)
    assert not test.exception
    assert words in test.warning[0].value


def test_the_passport_links_out_only_to_web_addresses(warehouse: Path) -> None:
    from dashboards.markup import outward

    assert 'href="https://example.org/a&quot;b"' in outward('https://example.org/a"b')
    assert "href" not in outward("javascript:alert(1)")


@pytest.fixture
def proven(tmp_path: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A warehouse whose build held the original of doc-alpha, which is held now too."""
    originals = tmp_path / "originals"
    originals.mkdir()
    (originals / "some name").write_bytes(ORIGINAL.encode())
    path = tmp_path / "proven.duckdb"
    path.write_bytes(warehouse.read_bytes())
    start, third = ORIGINAL.index(QUOTE), ORIGINAL.index("third")
    with duckdb.connect(path) as connection:
        connection.execute(
            "update marts.dim_documents set original_sha256 = ? where document_id = 'doc-alpha'",
            [hashlib.sha256(ORIGINAL.encode()).hexdigest()],
        )
        connection.execute(
            "update marts.fct_claims set text_edition = 'original', proof = 'original', char_start = ?, char_end = ? "
            "where claim_id = 'clm_length_alpha'",
            [start, start + len(QUOTE)],
        )
        connection.execute(
            "insert into marts.fct_numeral_coverage "
            "values ('doc-alpha', 'original', ?, ?, 'third', 'idiom', null, true)",
            [third, third + len("third")],
        )
    monkeypatch.setenv("PARLEY_WAREHOUSE", str(path))
    monkeypatch.setenv("PARLEY_ORIGINALS", str(originals))
    return path


def test_an_original_held_here_is_shown_from_here(proven: Path, evidence: Open) -> None:
    page = html(evidence(claim="clm_length_alpha"))
    assert "<b>The article itself</b>" in page
    assert f'<a class="pl-back" href="compare?question=length" target="_self">{QUOTE}</a></mark>' in page
    assert 'title="no claim: idiom">third</a>' in page
    assert "proof: original" in page


def test_the_digest_can_be_chosen_instead(proven: Path, evidence: Open) -> None:
    test = evidence(document="doc-alpha", edition="digest")
    assert "Parley’s digest" in html(test)
    assert test.query_params == {"document": "doc-alpha", "edition": "digest"}


def test_markup_in_data_is_shown_not_obeyed(warehouse: Path, evidence: Open) -> None:
    test = evidence(document="doc-evil")
    page = html(test)
    assert page.count("<script") == 0
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_of_very_many_documents_words_find_one(
    warehouse: Path, evidence: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboards.pages.evidence._LISTED", 1)
    test = evidence(document="doc-beta")
    assert not test.exception
    assert "doc-beta" in test.selectbox(key="evidence_document").value
    test.text_input(key="evidence_search").set_value("gamma").run()
    assert not test.exception
    # What is shown stays until another one is chosen.
    assert test.selectbox(key="evidence_document").value == "doc-beta"
    assert len(test.selectbox(key="evidence_document").options) == 2
