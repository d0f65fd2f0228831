"""Evidence: a document with every claim and every dismissed numeral marked in its text, and the details beside it."""

from __future__ import annotations

import streamlit as st

from dashboards import address, footer, markup, originals, queries, reading, wording
from dashboards.queries import Codes
from dashboards.warehouse import Row

_PAGE = "evidence"
_DOCUMENT = "evidence_document"
_CLAIM = "evidence_claim"
_EDITION = "evidence_edition"
_EDITIONS = {"original": "Original, held on this machine", "digest": "Digest, in Parley's words"}


def _seed(documents: list[str]) -> bool:
    """Set document and claim from the address, where it was not this page that wrote it; true if it was not."""
    if not address.is_new(_PAGE) and _DOCUMENT in st.session_state:
        return False
    asked = st.query_params.get("claim", "")
    holder = queries.document_of(asked) if asked else None
    if asked and holder is None:
        _tell_missing(asked)
    st.session_state[_CLAIM] = asked if holder else ""
    st.session_state[_DOCUMENT] = holder or address.value("document", documents, documents[0])
    st.session_state[_EDITION] = address.value("edition", list(_EDITIONS)) or None
    return True


def _tell_missing(claim_id: str) -> None:
    """Say what became of a claim that an old link asks for."""
    gone = queries.retired(claim_id)
    if gone is None:
        st.warning("This warehouse has no claim of that address. It may come from another build; choose a document.")
        return
    st.warning("This claim was retired; its successor, if it has one, is named below.")
    st.text(f"{gone['claim_id']}, retired on {gone['retired_on']}: {gone['reason']}. {gone['successor'] or ''}")


def _scroll_to(claim_id: str) -> None:
    """Bring the mark of a claim into view once it stands: an address cannot do it before the text is there."""
    place = markup.anchor(f"mark-{claim_id}")
    script = f"setTimeout(() => document.getElementById('{place}')?.scrollIntoView({{block: 'center'}}), 400)"
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def _unselect() -> None:
    """Another document: the claim of the one before is not its own."""
    st.session_state[_CLAIM] = ""


def _text(document: Row) -> tuple[str | None, str]:
    """The text to show and its edition; where the original is held, the reader chooses, and begins with it."""
    original = originals.held(document["original_sha256"])
    digest = queries.digest(document["document_id"])
    if original is None:
        return digest, "digest"
    if digest is None:
        return original, "original"
    if st.session_state[_EDITION] is None:
        st.session_state[_EDITION] = "original"
    chosen = st.segmented_control(
        "Which text",
        list(_EDITIONS),
        key=_EDITION,
        label_visibility="collapsed",
        format_func=_EDITIONS.__getitem__,
        required=True,
    )
    return (digest, "digest") if chosen == "digest" else (original, "original")


def _show(document: Row, codes: Codes, names: dict[str, str]) -> None:
    document_id, selected = document["document_id"], st.session_state[_CLAIM]
    claims = queries.claims_in(document_id)
    passport = reading.passport(document, claims, queries.coverage(document_id), codes)
    st.html(reading.brief(document, claims, codes))
    has_text = queries.digest(document_id) is not None or originals.held(document["original_sha256"]) is not None
    if has_text:
        st.expander("Passport of this document").html(passport)
    left, right = st.columns([11, 9], gap="medium")
    with left:
        st.header("Text")
        words, edition = _text(document)
        placed = reading.places(claims, edition) if words else []
        dismissed = queries.dismissed(document_id, edition) if words else []
        if words is None:
            st.info("No text of this document is held here: its claims are listed without one.")
            st.html(passport)
        else:
            st.html(reading.edition_note(edition) + reading.key(claims, codes))
            if not placed:
                st.info("This build does not know where the quotes stand in it: build with the originals to mark them.")
            st.html(reading.body(words, placed, dismissed, codes, selected))
        if dismissed:
            with st.expander(f"Numerals that are no claim ({len(dismissed)})"):
                st.html(reading.dismissals(dismissed, codes))
    with right:
        st.header(wording.counted(len(claims), "claim").capitalize())
        st.html(reading.details(claims, placed, codes, names, selected))


def page() -> None:
    """Draw the page."""
    codes, names = queries.codes(), queries.names()
    documents = {row["document_id"]: row for row in queries.documents()}
    st.title("Evidence")
    if not documents:
        st.info("The warehouse holds no document yet: add one to the corpus, then run `make build`.")
        return
    is_new = _seed(list(documents))
    st.selectbox(
        "Document", list(documents), key=_DOCUMENT, format_func=lambda code: _name(documents[code]), on_change=_unselect
    )
    document = documents[st.session_state[_DOCUMENT]]
    _show(document, codes, names)
    claim = st.session_state[_CLAIM]
    if claim and is_new:
        _scroll_to(claim)
    address.write(
        _PAGE,
        {
            "document": "" if claim else document["document_id"],
            "claim": claim,
            "edition": "digest" if st.session_state.get(_EDITION) == "digest" else "",
        },
    )
    footer.show()


def _name(document: Row) -> str:
    """A document in the list: publisher, title, day."""
    when = wording.days(document["published_earliest"], document["published_latest"])
    title = document["title"] or "without a title"
    return f"{wording.publisher(document['publisher'])}, {when}: {title}"


if __name__ == "__main__":
    from dashboards.app import main

    main()
