"""References: everything that a reader needs to find the words again."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dashboards import cite


def test_a_reference_names_document_words_claim_and_build(warehouse: Path) -> None:
    assert cite.reference("clm_length_alpha") == (
        "Alpha, “The alpha story”, 23–24 July 2025.\n"
        "“lasted less than 40 minutes”: less than 40 minutes, in its own voice. Quote checked: in the digest only.\n"
        "Claim clm_length_alpha, document doc-alpha. Parley, a warehouse of reported figures, version 0.1.0, "
        "build bld_0123456789ab of 1 August 2025. CC BY 4.0."
    )


def test_the_address_of_the_document_is_given(warehouse: Path) -> None:
    assert "https://example.org/gamma\n" in cite.reference("clm_start_gamma")


def test_a_claim_that_is_not_held_has_no_reference(warehouse: Path) -> None:
    assert cite.reference("clm_nothing") == ""
    assert cite.references([]) == {}


def test_many_are_made_at_once(warehouse: Path) -> None:
    assert set(cite.references(["clm_length_alpha", "clm_start_gamma", "clm_nothing"])) == {
        "clm_length_alpha",
        "clm_start_gamma",
    }


def test_a_denial_is_said_once(changed: Path) -> None:
    with duckdb.connect(changed) as connection:
        connection.execute(
            "update marts.fct_claims set is_denied = true, value_label = 'denied: 40 minutes' "
            "where claim_id = 'clm_length_alpha'"
        )
    assert "“lasted less than 40 minutes”: denied: 40 minutes, in its own voice." in cite.reference("clm_length_alpha")
