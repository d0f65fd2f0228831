"""Bad inputs, continued: what names nothing or leads in a circle, the ledgers, and what is no plain file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from badinputs import A_CLAIMS, A_DISMISSALS, A_TEXT, CORRECTION, LINK, RETIRED, Case, cell, more, put
from making import ALPHA, BETA, Made, actor, claim, dismissal, question


def references() -> list[Case]:
    """References to nothing, circles, and rows that are there twice."""
    links, retired = "links.csv", "retired_claims.csv"

    def circle(kind: str) -> Callable[[Made], None]:
        # carts, sheep and mill are answered by the document; each is part of the next, and the last of the first.
        steps = (("carts", "sheep"), ("sheep", "mill"), ("mill", "carts"))

        def change(made: Made) -> None:
            made.tables[links] = [{**LINK, "kind": kind, "part": part, "whole": whole} for part, whole in steps]

        return change

    def double(name: str) -> Callable[[Made], None]:
        return lambda made: made.tables[name].append(dict(made.tables[name][0]))

    def member(number: int, of: str) -> Callable[[Made], None]:
        return cell("actors.csv", number, member_of=of)

    def both(*changes: Callable[[Made], None]) -> Callable[[Made], None]:
        def change(made: Made) -> None:
            for one in changes:
                one(made)

        return change

    hill = {"place_id": "hill", "name": "The hill", "kind": "building", "located_in": "old-mill"}
    other = "clm_000000000000000b"
    return [
        Case("publisher-of-nothing", [("documents.csv", 3, "publisher")], "names what is not in actors.csv: gamma",
             cell("documents.csv", 1, publisher="gamma")),
        Case("event-of-nothing", [("questions.csv", 2, "event_id")], "names what is not in events.csv: meeting-nine",
             cell("questions.csv", 0, event_id="meeting-nine")),
        Case("question-of-nothing", [(A_CLAIMS, 8, "question_id")], "names what is not in questions.csv: goats",
             more(A_CLAIMS, claim(ALPHA, "goats", "the old mill", value="3"))),
        Case("place-of-nothing", [(A_CLAIMS, 7, "value")], "names what is not in places.csv: new-mill",
             cell(A_CLAIMS, 5, value="new-mill")),
        Case("place-in-nothing", [("places.csv", 2, "located_in")], "names what is not in places.csv: valley",
             cell("places.csv", 0, located_in="valley")),
        Case("link-of-nothing", [(links, 2, "whole")], "names what is not in questions.csv: goats",
             cell(links, 0, whole="goats")),
        Case("link-by-nobody", [(links, 2, "claimant")], "names what is not in actors.csv: nobody",
             cell(links, 0, claimant="nobody")),
        Case("dismissal-of-nothing", [(A_DISMISSALS, 5, "phrase")], "does not stand in the digest",
             more(A_DISMISSALS, dismissal(ALPHA, "digest", "nine ducks", "idiom")), whole=True),
        Case("successor-of-nothing", [(retired, 2, "successor")], "is the id of no claim", cell(retired, 0,
             successor=other)),
        Case("circle-of-parts", [(links, n, "whole") for n in (2, 3, 4)], "leads back to the part", circle("part_of")),
        Case("circle-of-deliveries", [(links, n, "whole") for n in (2, 3, 4)], "leads back", circle("counts_towards")),
        Case("circle-of-successors", [(links, n, "whole") for n in (2, 3, 4)], "leads back", circle("supersedes")),
        Case("equals-in-a-circle", [], "what is equal may be said of each other", circle("equals")),
        Case("part-of-itself", [(links, 2, "whole")], "is the part itself", cell(links, 0, whole="carts")),
        Case("places-in-a-circle", [("places.csv", 2, "located_in"), ("places.csv", 3, "located_in")], "leads back",
             both(cell("places.csv", 0, located_in="hill"), more("places.csv", hill))),
        Case("place-in-itself", [("places.csv", 2, "located_in")], "is the row itself",
             cell("places.csv", 0, located_in="old-mill")),
        Case("members-in-a-circle", [("actors.csv", 5, "member_of"), ("actors.csv", 6, "member_of")], "leads back",
             both(member(3, "lower"), member(4, "upper"))),
        Case("shares-in-a-circle", [("questions.csv", 7, "share_of"), ("questions.csv", 10, "share_of")], "leads back",
             both(cell("questions.csv", 5, share_of="straw"),
                  more("questions.csv", question("straw", "share", "percent", "context", "war", share_of="hay")))),
        Case("retired-in-a-circle", [(retired, 2, "successor"), (retired, 3, "successor")], "leads back",
             both(cell(retired, 0, successor=other),
                  more(retired, {**RETIRED, "claim_id": other, "successor": RETIRED["claim_id"]}))),
        Case("retired-for-itself", [(retired, 2, "successor")], "is the row itself",
             cell(retired, 0, successor=RETIRED["claim_id"])),
        Case("document-twice", [("documents.csv", 4, "document_id"), ("documents.csv", 4, "original_sha256")],
             "as the row at documents.csv, line 3",
             lambda made: made.tables["documents.csv"].append(dict(made.tables["documents.csv"][1]))),
        Case("question-twice", [("questions.csv", 10, "question_id")], "as the row at questions.csv, line 2",
             double("questions.csv")),
        Case("actor-twice", [("actors.csv", 8, "actor_id")], "as the row at actors.csv, line 2", double("actors.csv")),
        Case("claim-twice", [(A_CLAIMS, 8, "document_id")], f"as the row at {A_CLAIMS}, line 2", double(A_CLAIMS)),
        Case("link-twice", [(links, 3, "document_id")], "as the row at links.csv, line 2", double(links)),
        Case("retired-twice", [(retired, 3, "claim_id")], "as the row at retired_claims.csv, line 2", double(retired)),
        Case("two-files-for-one-document", [("claims/alpha.csv", 0, ""), ("claims/alpha.csv", 2, "document_id")],
             "named after no document",
             lambda made: made.tables.update({"claims/alpha.csv": [claim(ALPHA, "mill", "the old mill",
             value="old-mill")]})),
        Case("digest-of-no-document", [("texts/gamma.txt", 0, "")], "named after no document",
             put("texts/gamma.txt", "x\n")),
        Case("capitals-in-a-file-name", [(f"claims/{ALPHA.upper()}.csv", 0, "")], "is not named after a document",
             put(f"claims/{ALPHA.upper()}.csv", "x\n")),
        Case("rows-of-another-document", [(A_CLAIMS, 8, "document_id")],
             "is not the document that the file is named after",
             more(A_CLAIMS, claim(BETA, "carts", "half of the hay", value="40", unit="group"))),
        Case("an-actor-named-outlet", [("actors.csv", 8, "actor_id")], "is reserved", more("actors.csv",
             actor("outlet", "body"))),
    ]  # fmt: skip


def ledgers() -> list[Case]:
    """corrections.yml, which is YAML, and the ledgers that ingest writes."""
    file = "corrections.yml"
    proof = f"claim_id,original_sha256,start,end,proven_on\nclm_000000000000000a,{'0' * 64},"

    def with_(old: str, new: str) -> Callable[[Made], None]:
        return put(file, CORRECTION.replace(old, new))

    return [
        Case("yaml-broken", [(file, 6, "")], "is not YAML", with_("expect: {publisher: alpha}",
             "expect: {publisher: alpha")),
        Case("yaml-tab", [(file, 2, "")], "is not YAML", with_("  action", "\taction")),
        Case("yaml-scalar", [(file, 1, "")], "is not a list", put(file, "sheep\n")),
        Case("yaml-no-columns", [(file, 1, "")], "has no columns", put(file, "- sheep\n")),
        Case("yaml-unknown-column", [(file, 3, "paper")], "unknown column", with_("document:", "paper:")),
        Case("yaml-column-twice", [(file, 11, "status")], "twice", with_("reported_by: tester",
             "reported_by: x\n  status: open")),
        Case("yaml-guard-twice", [(file, 5, "expect")], "names a column twice",
             with_("{publisher: alpha}", "{publisher: alpha, publisher: beta}")),
        Case("yaml-list-for-a-value", [(file, 4, "column")], "is not a single value", with_("column: title",
             "column: [title]")),
        Case("yaml-nested-guard", [(file, 5, "expect")], "is not a mapping of columns to values",
             with_("{publisher: alpha}", "{publisher: {is: alpha}}")),
        Case("yaml-list-as-a-key", [(file, 5, "expect")], "is not a mapping of columns to values",
             with_("{publisher: alpha}", "{[publisher]: alpha}")),
        Case("yaml-surrogate", [(file, 6, "reason")], "control character", with_("reason: The",
             'reason: "\\ud800"\n  # The')),
        Case("yaml-nul", [(file, 6, "reason")], "control character", with_("reason: The", 'reason: "\\0"\n  # The')),
        Case("yaml-nested-20000-deep", [(file, 1, "")], "nested too deeply", put(file, "[" * 20_000)),
        Case("yaml-undefined-alias", [(file, 6, "")], "is not YAML", with_("reason: The", "reason: *nothing\n  # The")),
        Case("yaml-alias-of-itself", [(file, 5, "expect")], "is not a mapping of columns to values",
             with_("{publisher: alpha}", "&loop {publisher: *loop}")),
        Case("yaml-two-documents", [(file, 11, "")], "is not YAML", put(file, CORRECTION + "---\n" + CORRECTION)),
        Case("yaml-object", [], "no tag makes an object: the value is the text that stands there",
             with_("reason: The", "reason: !!python/name:os.system x\n  # The")),
        Case("yaml-empty", [], "an empty ledger corrects nothing", put(file, "# nothing yet\n")),
        Case("guard-that-does-not-hold", [(file, 1, "expect")], "does not hold", with_("publisher: alpha",
             "publisher: beta")),
        Case("guard-of-no-column", [(file, 1, "expect")], "names no column", with_("publisher: alpha", "paper: alpha")),
        Case("correction-of-nothing", [(file, 1, "document")], "names what is not in documents.csv",
             with_(f"document: {ALPHA}", "document: gamma")),
        Case("correction-on-31-february", [(file, 1, "reported_on")], "is not an ISO date", with_("2030-04-02",
             "2030-02-31")),
        Case("proof-upside-down", [("proofs.csv", 2, "end")], "is not after start", put("proofs.csv",
             proof + "9,3,2030-05-01\n")),
        Case("proof-before-the-text", [("proofs.csv", 2, "start")], "is not a whole number",
             put("proofs.csv", proof + "-1,3,2030-05-01\n")),
        Case("proof-beyond-all-numbers", [("proofs.csv", 2, "end")], "is not a whole number",
             put("proofs.csv", proof + f"1,{'9' * 30},2030-05-01\n")),
        Case("coverage-of-nothing", [("coverage.csv", 2, "document_id")], "names what is not in documents.csv",
             put("coverage.csv", "document_id,original_sha256,numerals,coded,dismissed,proven_on\n"
                 f"gamma,{'0' * 64},1,1,0,2030-05-01\n")),
    ]  # fmt: skip


def no_plain_files() -> list[Case]:
    """Pipes, links, folders, names: what stands where a file should."""

    def link(name: str, target: str) -> Callable[[Path], None]:
        def disk(corpus: Path) -> None:
            (corpus / name).unlink(missing_ok=True)
            (corpus / name).symlink_to(target)

        return disk

    def pipe(name: str) -> Callable[[Path], None]:
        def disk(corpus: Path) -> None:
            (corpus / name).unlink(missing_ok=True)
            os.mkfifo(corpus / name)

        return disk

    def outside(corpus: Path) -> None:
        (corpus / "claims").rename(corpus.parent / "claims")
        (corpus / "claims").symlink_to(corpus.parent / "claims")

    def above(corpus: Path) -> None:
        (corpus / "events.csv").rename(corpus.parent / "events.csv")
        (corpus / "events.csv").symlink_to("../events.csv")

    def within(corpus: Path) -> None:
        (corpus / "links.csv").rename(corpus / "README-links")
        (corpus / "links.csv").symlink_to("README-links")

    def loop(corpus: Path) -> None:
        (corpus / "claims").rename(corpus.parent / "claims")
        (corpus / "claims").symlink_to("claims")

    def raw_name(corpus: Path) -> None:
        Path(os.fsdecode(os.fsencode(corpus) + b"/claims/\xff.csv")).write_bytes(b"x\n")

    def folder(corpus: Path) -> None:
        (corpus / "links.csv").unlink()
        (corpus / "links.csv").mkdir()

    def instead_of_claims(put: Callable[[Path], None]) -> Callable[[Path], None]:
        def disk(corpus: Path) -> None:
            (corpus / "claims").rename(corpus.parent / "claims")
            put(corpus / "claims")

        return disk

    leads_out, not_read = "leads out of the corpus", "is no file"
    return [
        Case("link-to-a-system-file", [(A_TEXT, 0, "")], leads_out, disk=link(A_TEXT, "/etc/passwd"), whole=True),
        Case("link-up-and-out", [("events.csv", 0, "")], leads_out, disk=above),
        Case("link-to-the-memory", [("links.csv", 0, "")], "is no file or folder", disk=link("links.csv", "/dev/zero")),
        Case("folder-out-of-the-corpus", [("claims", 0, "")], leads_out, disk=outside),
        Case("folder-to-itself", [("claims", 0, "")], "symbolic links", disk=loop),
        *(
            Case(f"{name}-for-the-claims", [("claims", 0, "")], "is no folder", disk=instead_of_claims(put))
            for name, put in (("pipe", os.mkfifo), ("file", Path.touch), ("link", lambda path: path.symlink_to("x")))
        ),
        Case("link-to-nothing", [("claims/x.csv", 0, "")], not_read, disk=link("claims/x.csv", "nowhere.csv")),
        Case("link-to-itself", [("claims/x.csv", 0, "")], not_read, disk=link("claims/x.csv", "x.csv")),
        Case("link-within", [], "a link to a file of the corpus is that file",
             disk=within),
        Case("pipe-for-a-table", [("links.csv", 0, "")], not_read, disk=pipe("links.csv")),
        Case("pipe-among-claims", [("claims/x.csv", 0, "")], not_read, disk=pipe("claims/x.csv")),
        Case("pipe-for-a-needed-table", [("events.csv", 0, "")], "the file is missing", disk=pipe("events.csv")),
        Case("folder-for-a-table", [("links.csv", 0, "")], not_read, disk=folder),
        Case("folder-among-claims", [("claims/old", 0, "")], not_read,
             disk=lambda corpus: (corpus / "claims/old").mkdir()),
        Case("line-break-in-a-name", [("claims/a\\nb.csv", 0, "")], "is not named after a document",
             put("claims/a\nb.csv", "x\n")),
        Case("escape-in-a-name", [("claims/\\x1b[2J.csv", 0, "")], "is not named after a document",
             put("claims/\x1b[2J.csv", "x\n")),
        Case("bytes-in-a-name", [("claims/\\xff.csv", 0, "")], "is not named after a document", disk=raw_name),
        Case("path-in-a-name", [("claims/a..-..-etc.csv", 0, "")], "is not named after a document",
             put("claims/a..-..-etc.csv", "x\n")),
        Case("misspelt-table", [("link.csv", 0, "")], "no table reads this file", put("link.csv", "x\n")),
        Case("spreadsheet", [("claims/list.xlsx", 0, "")], "is not a .csv file", put("claims/list.xlsx", b"PK")),
        Case("missing-table", [("events.csv", 0, "")], "the file is missing",
             disk=lambda corpus: (corpus / "events.csv").unlink()),
    ]  # fmt: skip
