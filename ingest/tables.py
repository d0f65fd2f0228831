"""The files of the corpus: which columns each table has, and what kind of thing each column holds.

This page is the one place that names the columns; checks.py walks over it, csvs.py reads by it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column of a file.

    kind is text, slug, slugs (joined by +), chain (slugs joined by >), day, whole (0, 1, …), position (1, 2, …), code,
    sha256, claim_id, truth, language, url or mapping (JSON); codes names the code list of seeds/ for kind code.
    """

    name: str
    kind: str = "text"
    required: bool = False
    codes: str = ""


@dataclass(frozen=True)
class Table:
    """A table of the corpus: one file `<name>.csv`, or (per_document) one file per document in the folder `<name>`.

    is_yaml: the file is `<name>.yml`, a list of entries; needed: nothing can be loaded without it.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    per_document: bool = False
    needed: bool = False
    is_yaml: bool = False

    @property
    def file(self) -> str:
        """The name of the table's file, if it has one."""
        return f"{self.name}.yml" if self.is_yaml else f"{self.name}.csv"

    @property
    def column_names(self) -> list[str]:
        """The columns in the order in which raw keeps them."""
        return [column.name for column in self.columns]


def _must(name: str, kind: str = "text", codes: str = "") -> Column:
    return Column(name, kind, True, codes)


def _may(name: str, kind: str = "text", codes: str = "") -> Column:
    return Column(name, kind, False, codes)


DOCUMENTS = Table(
    "documents",
    (
        _must("document_id", "slug"),
        _must("publisher", "slug"),
        _may("title"),
        _may("author"),
        _may("place"),
        _may("url", "url"),
        _must("language", "language"),
        _must("published_earliest", "day"),
        _must("published_latest", "day"),
        _must("published_basis", "code", "published_bases"),
        _may("wire", "slug"),
        _may("retrieved_on", "day"),
        _may("archive_url", "url"),
        _may("version"),
        _may("original_sha256", "sha256"),
        _may("note"),
    ),
    key=("document_id",),
    needed=True,
)
QUESTIONS = Table(
    "questions",
    (
        _must("question_id", "slug"),
        _must("question"),
        _must("topic", "code", "topics"),
        _must("value_type", "code", "value_types"),
        _must("cardinality", "code", "cardinalities"),
        _must("unit", "code", "units"),
        _may("basis", "code", "bases"),
        _must("event_id", "slug"),
        _must("category", "code", "categories"),
        _must("stage", "code", "stages"),
        _may("subject_side", "code", "sides"),
        _may("domain_low"),
        _may("family", "slug"),
        _may("scope", "slug"),
        _may("share_of", "slug"),
        _must("definition"),
    ),
    key=("question_id",),
    needed=True,
)
EVENTS = Table(
    "events",
    (
        _must("event_id", "slug"),
        _must("name"),
        _must("kind", "code", "event_kinds"),
        _may("starts_on", "day"),
        _may("ends_on", "day"),
        _may("related_to", "slugs"),
        _may("note"),
    ),
    key=("event_id",),
    needed=True,
)
ACTORS = Table(
    "actors",
    (
        _must("actor_id", "slug"),
        _must("name"),
        _must("kind", "code", "actor_kinds"),
        _must("side", "code", "sides"),
        _may("member_of", "slugs"),
        _may("country"),
        _may("note"),
    ),
    key=("actor_id",),
    needed=True,
)
PLACES = Table(
    "places",
    (
        _must("place_id", "slug"),
        _must("name"),
        _must("kind", "code", "place_kinds"),
        _may("located_in", "slug"),
    ),
    key=("place_id",),
    needed=True,
)
LINKS = Table(
    "links",
    (
        _must("document_id", "slug"),
        _must("kind", "code", "link_kinds"),
        _must("part", "slug"),
        _must("whole", "slug"),
        _may("partition"),
        _may("exhaustive", "truth"),
        _must("polarity", "code", "polarities"),
        _may("quote"),
        _may("gloss"),
        _may("occurrence", "position"),
        _must("claimant", "slugs"),
        _may("note"),
    ),
    key=("document_id", "kind", "part", "whole", "partition", "polarity", "claimant"),
)
RETIRED_CLAIMS = Table(
    "retired_claims",
    (
        _must("claim_id", "claim_id"),
        _must("retired_on", "day"),
        _must("reason"),
        _may("successor", "claim_id"),
    ),
    key=("claim_id",),
)
PROOFS = Table(
    "proofs",
    (
        _must("claim_id", "claim_id"),
        _must("original_sha256", "sha256"),
        _must("start", "whole"),
        _must("end", "whole"),
        _must("proven_on", "day"),
    ),
    key=("claim_id",),
)
COVERAGE = Table(
    "coverage",
    (
        _must("document_id", "slug"),
        _must("original_sha256", "sha256"),
        _must("numerals", "whole"),
        _must("coded", "whole"),
        _must("dismissed", "whole"),
        _must("proven_on", "day"),
    ),
    key=("document_id",),
)
CLAIMS = Table(
    "claims",
    (
        _must("document_id", "slug"),
        _must("question_id", "slug"),
        _may("quote"),
        _may("gloss"),
        _may("occurrence", "position"),
        _must("position", "code", "positions"),
        _must("polarity", "code", "polarities"),
        _may("value"),
        _may("value_high"),
        _must("hedge", "code", "hedges"),
        _may("hedge_low", "code", "hedges"),
        _may("hedge_high", "code", "hedges"),
        _may("precision", "code", "precisions"),
        _may("unit", "code", "units"),
        _may("basis", "code", "bases"),
        _may("as_of", "day"),
        _may("said_on", "day"),
        _must("claimant", "slugs"),
        _may("relayed_by", "chain"),
        _may("identified_by", "slugs"),
        _must("voice", "code", "voices"),
        _must("status", "code", "statuses"),
        _may("ambiguous", "slug"),
        _must("coder"),
        _must("coded_on", "day"),
        _may("note"),
    ),
    key=("document_id", "question_id", "quote", "occurrence", "claimant"),
    per_document=True,
)
DISMISSALS = Table(
    "dismissals",
    (
        _must("document_id", "slug"),
        _must("edition", "code", "text_editions"),
        _must("phrase"),
        _may("occurrence", "position"),
        _must("reason", "code", "dismissal_reasons"),
        _may("note"),
    ),
    key=("document_id", "edition", "phrase", "occurrence"),
    per_document=True,
)
CORRECTIONS = Table(
    "corrections",
    (
        _must("id", "slug"),
        _must("action", "code", "correction_actions"),
        _must("document", "slug"),
        _may("claim", "claim_id"),
        _must("column"),
        _may("to"),
        _must("expect", "mapping"),
        _must("reason"),
        _must("source"),
        _must("status", "code", "correction_statuses"),
        _must("reported_on", "day"),
        _must("reported_by"),
    ),
    key=("id",),
    is_yaml=True,
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        DOCUMENTS,
        QUESTIONS,
        EVENTS,
        ACTORS,
        PLACES,
        LINKS,
        RETIRED_CLAIMS,
        PROOFS,
        COVERAGE,
        CLAIMS,
        DISMISSALS,
        CORRECTIONS,
    )
}

CODED = ("claims", "dismissals")
"""The tables that say what stands in the texts. They grow with the corpus: they are read and checked shard by shard."""
