"""Evidence: a document with every claim and every dismissed numeral marked in its text, and the details beside it."""

from __future__ import annotations

import streamlit as st

from dashboards import address, cite, claim_ids, downloads, footer, markup, originals, queries, reading, taken, wording
from dashboards.queries import Codes
from dashboards.warehouse import Row

_PAGE = "evidence"
_DOCUMENT = "evidence_document"
_CLAIM = "evidence_claim"
_EDITION = "evidence_edition"
_SEARCH = "evidence_search"
_LISTED = 500
"""How many documents the list has at most; beyond, words find them."""
_EDITIONS = {"original": "Original, held on this machine", "digest": "Digest, in Parley's words"}


def _seed() -> bool:
    """Set document and claim from the address, where it was not this page that wrote it; true if it was not."""
    if not address.is_new(_PAGE) and _DOCUMENT in st.session_state:
        return False
    asked, document = st.query_params.get("claim", ""), st.query_params.get("document", "")
    named = claim_ids.meant(asked) if asked else []
    if asked and not named:
        _tell_missing(asked)
    elif len(named) > 1:
        _tell_several(named)
    is_known = queries.document(document) is not None
    if document and not is_known:
        st.warning("This warehouse has no document of that address. It may come from another build; choose one.")
    if len(named) == 1:
        # The claim's own id, which is longer than one cited long ago: the address will say it.
        st.session_state[_CLAIM], st.session_state[_DOCUMENT] = named[0]["claim_id"], named[0]["document_id"]
    else:
        st.session_state[_CLAIM] = ""
        st.session_state[_DOCUMENT] = document if is_known else queries.busiest_document()
    st.session_state[_EDITION] = address.value("edition", list(_EDITIONS)) or None
    return True


def _tell_missing(claim_id: str) -> None:
    """Say what became of a claim that an old link asks for."""
    gone = claim_ids.retired(claim_id)
    if gone is None:
        st.warning("This warehouse has no claim of that address. It may come from another build; choose a document.")
        return
    st.warning("This claim was retired; its successor, if it has one, is named below.")
    st.text(f"{gone['claim_id']}, retired on {gone['retired_on']}: {gone['reason']}. {gone['successor'] or ''}")


def _tell_several(claims: list[Row]) -> None:
    """Let the reader choose among the claims whose ids begin as an old link says."""
    st.warning("More than one claim has an id that begins so: choose below which is meant.")
    links = (markup.link("evidence", claim["claim_id"], claim=claim["claim_id"]) for claim in claims)
    st.html(f"<ul>{''.join(f'<li>{link}</li>' for link in links)}</ul>")


def _scroll_to(claim_id: str) -> None:
    """Bring the mark of a claim into view once it stands: an address cannot do it before the text is there."""
    place = markup.anchor(f"mark-{claim_id}")
    script = f"setTimeout(() => document.getElementById('{place}')?.scrollIntoView({{block: 'center'}}), 400)"
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def _unselect() -> None:
    """Another document: the claim of the one before is not its own."""
    st.session_state[_CLAIM] = ""


def _text(document: Row, digest: str | None, original: str | None) -> tuple[str, str]:
    """The text to show and its edition; where the original is held, the reader chooses, and begins with it."""
    if original is None or digest is None:
        return (digest or "", "digest") if original is None else (original, "original")
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


def _show(document: Row, codes: Codes) -> None:
    """The passport in a line, then the text with its claims beside it, or the claims alone with the passport."""
    document_id, selected = document["document_id"], st.session_state[_CLAIM]
    claims = queries.claims_in(document_id)
    cited = cite.references(claim["claim_id"] for claim in claims)
    digest, original = queries.digest(document_id), originals.held(document["original_sha256"])
    passport = reading.passport(document, claims, queries.coverage(document_id), codes)
    title = wording.counted(len(claims), "claim").capitalize()
    st.html(reading.brief(document, claims, codes))
    left, right = st.columns([11, 9], gap="medium")
    if digest is None and original is None:
        with left:
            st.header(title)
            st.html(reading.details(claims, [], codes, cited, selected, is_open=True))
        with right:
            st.header("Passport")
            st.info("No text of this document is held here: its claims are listed without one.")
            st.html(passport)
    else:
        with left:
            st.header("Text")
            words, edition = _text(document, digest, original)
            placed, dismissed = reading.places(claims, edition), queries.dismissed(document_id, edition)
            st.html(reading.edition_note(edition) + reading.key(claims, codes, is_grey=bool(dismissed)))
            if not placed:
                st.info("This build does not know where the quotes stand in it: build with the originals to mark them.")
            st.html(reading.body(words, placed, dismissed, codes, selected))
            st.html(reading.dismissals(dismissed, codes) + markup.fold("Passport of this document", passport))
        with right:
            st.header(title)
            st.html(reading.details(claims, placed, codes, cited, selected))
    downloads.offer(taken.rows(claims), f"claims-of-{document_id}", f"Download {title.lower()} of this document")


def page() -> None:
    """Draw the page."""
    codes = queries.codes()
    n_documents = queries.n_documents()
    st.title("Evidence")
    if not n_documents:
        st.info("The warehouse holds no document yet: add one to the corpus, then run `make build`.")
        footer.show()
        return
    is_new = _seed()
    document = _chosen(n_documents)
    _show(document, codes)
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


def _chosen(n_documents: int) -> Row:
    """Let the reader choose a document; where there are very many, of those that words find."""
    words = ""
    if n_documents > _LISTED:
        words = st.text_input(
            f"Find a document among {n_documents:,}", key=_SEARCH, placeholder="publisher, title, address"
        )
    documents = {row["document_id"]: row for row in queries.documents(words, _LISTED)}
    chosen = st.session_state[_DOCUMENT]
    held = documents.get(chosen) or queries.document(chosen)
    if held is None:
        # Another build was published meanwhile, which does not have it.
        st.session_state[_DOCUMENT] = queries.busiest_document()
        held = queries.document(st.session_state[_DOCUMENT])
    if held:
        documents.setdefault(held["document_id"], held)
    st.selectbox(
        "Document", list(documents), key=_DOCUMENT, format_func=lambda code: _name(documents[code]), on_change=_unselect
    )
    return documents[st.session_state[_DOCUMENT]]


def _name(document: Row) -> str:
    """A document in the list: publisher, day, title, number of claims, and whether a text of it is held."""
    when = wording.days(document["published_earliest"], document["published_latest"])
    title = document["title"] or "without a title"
    held = ", with its text" if document["has_digest"] else ""
    claims = wording.counted(document["n_claims"], "claim")
    return f"{wording.publisher(document['publisher'])}, {when}: {title} ({claims}{held})"


if __name__ == "__main__":
    from dashboards.app import main

    main()
