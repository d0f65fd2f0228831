"""The way from files to schema raw: read, check rows, check texts, shard by shard, then all or nothing is put in place.

What grows with the corpus (claims, dismissals, texts) is read, checked and written one shard at a time; the small
tables are held, and checked once.
"""

from __future__ import annotations

import dataclasses
import datetime
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

from ingest import batches, checks, claims, corpus, corrections, editions, identity, references, rules, shards, write
from ingest.codes import Codes
from ingest.findings import ROW_KEY, SCHEMA, Findings, without
from ingest.originals import Held, hold
from ingest.problems import CorpusRefused, LoadSummary, Problem
from ingest.rejects import Rejects
from ingest.tables import CODED
from parley import paths

Tables = dict[str, pl.DataFrame]
Look = Callable[[Tables, Findings], None]
# Of these, a shard sees its own lines, and may set some aside.
PARTED = ("links", "corrections")


def run(
    folder: Path, originals: Path | None, database: Path, quarantine: bool, seeds: Path | None = None
) -> LoadSummary:
    """See ingest.run."""
    started = time.perf_counter()
    today = datetime.date.today()
    codes = Codes(seeds or paths.SEEDS)
    source = corpus.open_corpus(folder)
    if source.fatal:
        # What is wrong with the other files shows as well.
        for _ in shards.read(source):
            pass
        raise CorpusRefused(source.problems)
    held = hold(originals, source.tables["documents"])
    way = Way(source, held, codes, quarantine)
    with write.Writer(database, codes) as writer:
        for shard in shards.read(source):
            way.take(shard, writer)
            # Let go before the next is read.
            del shard
        tables = way.end(writer)
        return writer.finish(source, held, tables, way.rejects.frame(), today, started)


class Way:
    """A load under way: the small tables, what was found wrong, and what was set aside."""

    def __init__(self, source: corpus.Corpus, held: Held, codes: Codes, quarantine: bool) -> None:
        self._source, self._held, self._codes, self._quarantine = source, held, codes, quarantine
        self.rejects = Rejects()
        self._findings = Findings()
        self._n_said = 0
        self._left: dict[str, list[pl.DataFrame]] = {name: [] for name in PARTED}
        coded = identity.with_ids(source.tables)
        said = Findings()
        said.extend([*self._new_problems(), *held.problems])
        if quarantine:
            coded = self.rejects.take(coded, said.frame())
            self._small = self._settled(coded, self._look_at_small)
        else:
            self._small = coded
            self._findings.merge(said.frame())
            check_small(coded, codes, self._gaps(coded), self._findings)
        # The first look at a shard is at the tables as they are coded: a question that is set aside has said why.
        self._coded = coded
        self._met = identity.Met(self._small)

    def _gaps(self, small: Tables) -> references.Gaps:
        documents = small["documents"]["document_id"]
        if self._quarantine:
            return dataclasses.replace(self.rejects.gaps, documents=documents)
        return references.Gaps(incomplete=self._source.incomplete, unread=self._source.unread, documents=documents)

    def _new_problems(self) -> list[Problem]:
        """What has become known of the files since this was asked last."""
        new, self._n_said = self._source.problems[self._n_said :], len(self._source.problems)
        return new

    def take(self, shard: shards.Shard, writer: write.Writer) -> None:
        """Check the rows and texts of a shard, and write it unless something is wrong."""
        said = Findings()
        said.extend(self._new_problems())
        mine = identity.with_ids(shard.tables)
        claim_ids = mine["claims"]["claim_id"]
        lines = shard.rows_of(self._small["corrections"], "document")
        mine |= {
            "links": shard.rows_of(self._small["links"]),
            "corrections": identity.in_full(lines, "claim", claim_ids),
        }
        if self._quarantine:
            mine = self.rejects.take(mine, said.frame())
            mine = self._settled(mine, self._look(self._coded, shard), self._look(self._small, shard))
        else:
            self._findings.merge(said.frame())
            self._look(self._small, shard)(mine, self._findings)
        self._met.take(mine["claims"])
        beside = {
            "documents": shard.rows_of(self._small["documents"]),
            "proofs": identity.in_full(self._small["proofs"], "claim_id", claim_ids),
        }
        self._texts(shard, self._small | beside | mine, writer)

    def _look_at_small(self, small: Tables, findings: Findings) -> None:
        check_small(small, self._codes, self._gaps(small), findings)

    def _look(self, small: Tables, shard: shards.Shard) -> Look:
        """The check of a shard's rows beside these small tables."""
        part = small | {"documents": shard.rows_of(small["documents"])}
        return lambda mine, findings: check_large(part | mine, self._codes, self._gaps(small), findings)

    def _settled(self, tables: Tables, *looks: Look) -> Tables:
        """Set bad rows aside until none is left: a row that depends on one that went goes too, in a later round.

        The first look is taken once, the last as often as it finds something.
        """
        number = 0
        while True:
            findings = Findings()
            looks[min(number, len(looks) - 1)](tables, findings)
            if not findings and number + 1 >= len(looks):
                return tables
            tables = self.rejects.take(tables, findings.frame())
            number += 1

    def _texts(self, shard: shards.Shard, tables: Tables, writer: write.Writer) -> None:
        """The text stage of a shard; by quarantine, rows that the texts belie are set aside."""
        refused = _with_dependents(tables, self._findings.frame())
        context = claims.with_context(corrections.applied(tables), tables["questions"], tables["documents"])
        rows = {
            "claims": context.with_row_index("claim_no"),
            **{name: tables[name].with_row_index("row_no") for name in ("links", "dismissals")},
        }
        rows = {name: frame.with_columns(pl.first().cast(pl.Int64)) for name, frame in rows.items()}
        batch = batches.run(
            tables["documents"]["document_id"].drop_nulls().unique().sort().to_list(),
            self._source,
            editions.Texts(shard.texts, self._held),
            rows,
            refused,
            self._codes,
            self._quarantine,
        )
        found = batch.findings.frame()
        if self._quarantine:
            mine = self.rejects.take({name: tables[name] for name in (*CODED, *PARTED)}, found)
            late = Findings()
            identity.check_links(mine["links"], mine["claims"], self._gaps(self._small), late)
            corrections.check(tables | mine, self._gaps(self._small), late)
            tables |= self.rejects.take(mine, late.frame())
        else:
            self._findings.merge(corrections.moved(found, tables))
        for name in PARTED:
            self._left[name].append(tables[name])
        if not self._findings:
            writer.take(batch, rows, tables)

    def end(self, writer: write.Writer) -> Tables:
        """What only the ids of all claims can tell; returns the small tables as they are to be written.

        Raises CorpusRefused with all that was found, and also where two claims of different shards have one id.
        """
        late = Findings()
        self._small |= self._met.in_full(self._small)
        self._met.check(self._small, self._gaps(self._small), late)
        if self._quarantine:
            self._small = self.rejects.take(self._small, late.frame())
        else:
            self._findings.merge(late.frame())
        if not self._findings and (doubled := self._met.doubled()):
            identity.report_collided(writer.claims_of(doubled), self._findings)
        if problems := self._findings.problems():
            raise CorpusRefused(problems)
        return self._small | {name: pl.concat(parts) for name, parts in self._left.items()}


def check(tables: Tables, codes: Codes, gaps: references.Gaps, findings: Findings) -> None:
    """All checks that need no text, on a corpus that is held whole."""
    check_small(tables, codes, gaps, findings)
    corrected = identity.in_full(tables["corrections"], "claim", tables["claims"]["claim_id"])
    check_large(tables | {"corrections": corrected}, codes, gaps, findings)
    met = identity.Met(tables)
    met.take(tables["claims"])
    met.check(tables | met.in_full(tables), gaps, findings)


def check_small(tables: Tables, codes: Codes, gaps: references.Gaps, findings: Findings) -> None:
    """The checks of the small tables that need no claims."""
    checks.check_rows({name: rows for name, rows in tables.items() if name not in CODED}, codes, findings)
    rules.check_tables(tables, codes, findings)
    identity.check_ledgers(tables, findings)
    references.check_small(tables, gaps, findings)
    claims.check_links(tables, findings)


def check_large(tables: Tables, codes: Codes, gaps: references.Gaps, findings: Findings) -> None:
    """The checks of claims, dismissals and what names them, also on the claims as corrections.yml has them."""
    checks.check_rows({"dismissals": tables["dismissals"]}, codes, findings)
    claims.check_dismissals(tables, findings)
    _check_claims(tables, codes, gaps, findings)
    corrections.check(tables, gaps, findings)
    applied = corrections.applied(tables)
    if not applied["corrected"].any():
        return
    corrected = Findings()
    _check_claims(tables | {"claims": applied.drop("corrected")}, codes, gaps, corrected)
    brought = corrected.frame().join(findings.frame(), on=SCHEMA.names(), how="anti")
    findings.merge(corrections.moved(brought, tables, all_columns=True))


def _check_claims(tables: Tables, codes: Codes, gaps: references.Gaps, findings: Findings) -> None:
    checks.check_rows({"claims": tables["claims"]}, codes, findings)
    references.check_claims(tables, gaps, findings)
    identity.check(tables, findings)
    rows = claims.with_context(tables["claims"], tables["questions"], tables["documents"])
    claims.check_claims(rows, tables, codes, gaps, findings)
    identity.check_links(tables["links"], tables["claims"], gaps, findings)


def _with_dependents(tables: Tables, findings: pl.DataFrame) -> pl.DataFrame:
    """source_file and source_line of bad rows, and of the claims without a sound question and a sound document.

    What is wrong with a question shows there, not again at each of its claims.
    """
    questions, documents = (without(tables[name], findings) for name in ("questions", "documents"))
    dependent = tables["claims"].filter(
        ~pl.col("question_id").is_in(questions["question_id"].implode())
        | ~pl.col("document_id").is_in(documents["document_id"].implode())
    )
    return pl.concat([findings.select(ROW_KEY), dependent.select(ROW_KEY)])
