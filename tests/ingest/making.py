"""An invented corpus to load and to break: a river valley, two councils, a bridge. No sentence is from an article.

`Made` starts sound: two documents, one with an original. A test changes cells, rows or texts, and loads or is refused.
"""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

import ingest
from ingest.tables import TABLES

Row = dict[str, str]

ALPHA, BETA = "alpha-2030-03-02", "beta-2030-03-03"

ALPHA_DIGEST = """The two councils of the valley met for the second time.

The upper council says it will send back "at least 1,200 sheep" that strayed.
The session in "the old mill" lasted "only 40 minutes", and was held on "May 16".
It wants the bridge done "by the end of June", and "several dozen carts" came.
"""

BETA_DIGEST = """The lower council spoke of "about 1,200 sheep"; the session took "less than an hour".

Its clerk named "half of the hay" as the share that was lost, and "24 to 48 hours" as the truce.
"""

# Non-ASCII letters, a no-break space, curly marks and a doubled blank stand before and inside of what is quoted.
BETA_ORIGINAL = """Über the märsh, “no one” came twice.
The lower council spoke of about  1,200\u00a0sheep, and the session took less than an hour.
Its clerk named half of the hay as lost. The truce is to hold for 24 to 48 hours. © 2030 Beta
"""

CLAIM = {
    "position": "body",
    "polarity": "asserted",
    "hedge": "exactly",
    "claimant": "outlet",
    "voice": "outlet",
    "status": "stated",
    "coder": "tester",
    "coded_on": "2030-04-01",
}


def rows_of(*rows: Row) -> list[Row]:
    return [dict(row) for row in rows]


def claim(document_id: str, question_id: str, quote: str, **cells: str) -> Row:
    return {**CLAIM, "document_id": document_id, "question_id": question_id, "quote": quote, **cells}


def claim_id(row: Row) -> str:
    """The id by the contract's formula."""
    cells = [row.get(c, "") for c in ("document_id", "question_id", "quote", "occurrence", "claimant")]
    return "clm_" + hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:16]


def question(question_id: str, value_type: str, unit: str, topic: str, category: str, **cells: str) -> Row:
    return {
        "question_id": question_id,
        "question": "How many, how long, or when?",
        "topic": topic,
        "value_type": value_type,
        "cardinality": "one",
        "unit": unit,
        "event_id": "meeting-two",
        "category": category,
        "stage": "attribute",
        "definition": "What is counted.",
        **cells,
    }


def document(document_id: str, publisher: str, day: str, **cells: str) -> Row:
    return {
        "document_id": document_id,
        "publisher": publisher,
        "language": "en",
        "published_earliest": day,
        "published_latest": day,
        "published_basis": "printed",
        **cells,
    }


def actor(actor_id: str, kind: str) -> Row:
    return {"actor_id": actor_id, "name": actor_id.title(), "kind": kind, "side": "third"}


def dismissal(document_id: str, edition: str, phrase: str, reason: str, **cells: str) -> Row:
    return {"document_id": document_id, "edition": edition, "phrase": phrase, "reason": reason, **cells}


@dataclass
class Made:
    """A corpus in the making. tables: rows by file name (`claims/<id>.csv`); texts and originals by file name."""

    root: Path
    tables: dict[str, list[Row]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    originals: dict[str, bytes] = field(default_factory=dict)
    raw_files: dict[str, bytes] = field(default_factory=dict)

    @property
    def corpus(self) -> Path:
        return self.root / "corpus"

    @property
    def database(self) -> Path:
        return self.root / "work.duckdb"

    def rows(self, name: str) -> list[Row]:
        """The rows of a file; `claims` and `dismissals` alone mean those of ALPHA."""
        return self.tables[f"{name}/{ALPHA}.csv" if name in ("claims", "dismissals") else f"{name}.csv"]

    def write(self, backwards: bool = False) -> None:
        """Write all files; backwards creates them in the opposite order."""
        contents = {name: self._csv(name, rows) for name, rows in self.tables.items()}
        contents |= {f"texts/{name}.txt": text.encode() for name, text in self.texts.items()}
        contents |= self.raw_files
        for name in sorted(contents, reverse=backwards):
            path = self.corpus / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents[name])
        for name in sorted(self.originals, reverse=backwards):
            path = self.root / "originals" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.originals[name])

    def run(self, quarantine: bool = False) -> ingest.LoadSummary:
        """Write the files and load them."""
        self.write()
        return self.load(quarantine)

    def load(self, quarantine: bool = False) -> ingest.LoadSummary:
        """Load what is on disk."""
        originals = self.root / "originals"
        return ingest.run(self.corpus, originals if originals.is_dir() else None, self.database, quarantine)

    def refused(self) -> list[ingest.Problem]:
        """Write the files, and return the problems for which they are refused; [] if they are not."""
        self.write()
        try:
            self.load()
        except ingest.CorpusRefused as refused:
            return refused.problems
        return []

    def query(self, sql: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    @staticmethod
    def _csv(name: str, rows: list[Row]) -> bytes:
        columns = TABLES[name.split("/")[0].removesuffix(".csv")].column_names
        page = io.StringIO()
        writer = csv.DictWriter(page, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return page.getvalue().encode()


def sound(root: Path) -> Made:
    """A corpus without a fault."""
    original = BETA_ORIGINAL.encode()
    sha256 = hashlib.sha256(original).hexdigest()
    tables = {
        "documents.csv": [
            document(ALPHA, "alpha", "2030-03-02"),
            document(BETA, "beta", "2030-03-03", wire="wires", original_sha256=sha256),
        ],
        "questions.csv": [
            question("sheep", "count", "person", "exchanges", "all", basis="each_side"),
            question("session-length", "duration", "minute", "talks", "duration"),
            question("session-day", "date", "date", "talks", "schedule"),
            question("bridge-day", "date", "date", "context", "deadline", domain_low="2030-03-01"),
            question("carts", "count", "group", "talks", "delegation"),
            question("hay", "share", "percent", "context", "war"),
            question("truce", "duration", "hour", "talks", "proposal"),
            question("mill", "identity", "place", "talks", "venue"),
        ],
        "events.csv": [{"event_id": "meeting-two", "name": "Second meeting", "kind": "round"}],
        "actors.csv": [
            actor("alpha", "outlet"), actor("beta", "outlet"), actor("wires", "wire"), actor("upper", "body"),
            actor("lower", "body"), actor("clerk", "person"),
        ],
        "places.csv": [{"place_id": "old-mill", "name": "The old mill", "kind": "building"}],
        f"claims/{ALPHA}.csv": [
            claim(ALPHA, "sheep", "at least 1,200 sheep", value="1200", hedge="at_least", unit="person",
                  basis="not_stated", claimant="upper", voice="reported", status="offered"),
            claim(ALPHA, "session-length", "only 40 minutes", value="40", unit="minute"),
            claim(ALPHA, "session-day", "May 16", value="2030-05-16", precision="day", unit="date"),
            claim(ALPHA, "bridge-day", "by the end of June", value="2030-06-30", hedge="at_most", precision="day",
                  unit="date", claimant="upper", voice="reported", status="set", note="The last day of June."),
            claim(ALPHA, "carts", "several dozen carts", hedge="indefinite", unit="group", note="More than one dozen."),
            claim(ALPHA, "mill", "the old mill", value="old-mill"),
        ],
        f"claims/{BETA}.csv": [
            claim(BETA, "sheep", "about 1,200 sheep", value="1200", hedge="about", unit="person", basis="each_side",
                  claimant="lower", voice="reported", status="offered"),
            claim(BETA, "session-length", "less than an hour", value="1", hedge="less_than", unit="hour"),
            claim(BETA, "hay", "half of the hay", value="50", unit="percent", claimant="clerk", voice="reported"),
            claim(BETA, "truce", "24 to 48 hours", value="24", value_high="48", hedge="between", unit="hour"),
        ],
        f"dismissals/{ALPHA}.csv": [
            dismissal(ALPHA, "digest", "two councils", "party_count"),
            dismissal(ALPHA, "digest", "second time", "ordinal_name"),
            dismissal(ALPHA, "digest", "dozen", "idiom"),
        ],
        f"dismissals/{BETA}.csv": [
            dismissal(BETA, "original", "no one", "idiom"),
            dismissal(BETA, "original", "twice", "background"),
            dismissal(BETA, "original", "© 2030", "credit"),
        ],
    }  # fmt: skip
    return Made(root, tables, {ALPHA: ALPHA_DIGEST, BETA: BETA_DIGEST}, {"anything.bin": original})


def unasked(root: Path) -> Made:
    """A corpus without a fault, nor a question, claim, dismissal or text: documents, events, actors and places."""
    made = sound(root)
    made.tables = {name: rows for name, rows in made.tables.items() if "/" not in name}
    made.rows("questions").clear()
    made.texts.clear()
    made.originals.clear()
    return made
