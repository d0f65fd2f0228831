"""Bad inputs, continued: figures, days and ids that are none, and quotes that are not what the text says."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from badinputs import A_CLAIMS, A_TEXT, B_CLAIMS, Case, cell, more
from making import ALPHA, Made


def values() -> list[Case]:
    """Figures, days, codes and ids that are none. Rows of A_CLAIMS: sheep, session-length, session-day, bridge-day."""

    def sheep(value: str, **cells: str) -> Callable[[Made], None]:
        return cell(A_CLAIMS, 0, value=value, **cells)

    def minutes(**cells: str) -> Callable[[Made], None]:
        return cell(A_CLAIMS, 1, **cells)

    at_sheep, at_minutes, at_day = ((A_CLAIMS, n, "value") for n in (2, 3, 4))
    no_day = "is not an ISO date"
    return [
        *(
            Case(f"count-{value}", [at_sheep], "is not a whole number of 0 or more", sheep(value))
            for value in ("NaN", "inf", "1e400", "-5", "1.5", "1,200", "1 200", "0x4B0", "٣", "01200", "+1200",
            "9" * 16)
        ),
        *(
            Case(f"duration-{value}", [at_minutes], "is not a number of 0 or more", minutes(value=value))
            for value in ("nan", "1e400", "-40", "40.", ".5", "40,5", "½", "9" * 400)
        ),
        *(
            Case(f"day-{value}", [at_day], no_day, cell(A_CLAIMS, 2, value=value))
            for value in ("2030-02-31", "0205-05-16", "2030-5-16", "20300516", "16.05.2030", "2030-05-16T00:00",
            "9999-12-31")
        ),
        Case("published-on-31-february", [("documents.csv", 2, "published_earliest"), ("documents.csv", 2,
             "published_latest")],
             no_day, cell("documents.csv", 0, published_earliest="2030-02-31", published_latest="2030-02-31")),
        Case("coded-in-the-year-0205", [(A_CLAIMS, 2, "coded_on")], no_day, cell(A_CLAIMS, 0, coded_on="0205-04-01")),
        Case("range-upside-down", [(B_CLAIMS, 5, "value_high")], "is less than the value 24",
             cell(B_CLAIMS, 3, value_high="4.8")),
        Case("days-upside-down", [("events.csv", 2, "ends_on")], "lies before starts_on",
             cell("events.csv", 0, starts_on="2030-03-02", ends_on="2030-03-01")),
        Case("published-upside-down", [("documents.csv", 2, "published_latest")], "lies before published_earliest",
             cell("documents.csv", 0, published_latest="2030-03-01")),
        Case("unknown-hedge", [(A_CLAIMS, 2, "hedge")], "is not a code of seeds/hedges.csv", sheep("1200",
             hedge="circa")),
        Case("unknown-unit", [(A_CLAIMS, 2, "unit")], "is not a code of seeds/units.csv", sheep("1200",
             unit="furlong")),
        Case("unit-of-another-kind", [(A_CLAIMS, 2, "unit")], "cannot be converted", sheep("1200", unit="minute")),
        Case("unknown-slug", [(A_CLAIMS, 2, "claimant")], "names what is not in actors.csv: nobody",
             sheep("1200", claimant="nobody")),
        Case("capital-slug", [(A_CLAIMS, 2, "claimant")], "is not a slug", sheep("1200", claimant="Upper")),
        Case("path-in-an-id", [("documents.csv", 4, "document_id")], "is not a slug",
             more("documents.csv", _document("../../etc/passwd"))),
        Case("absolute-path-in-an-id", [("documents.csv", 4, "document_id")], "is not a slug",
             more("documents.csv", _document("/etc/passwd"))),
        Case("backslashes-in-an-id", [("documents.csv", 4, "document_id")], "is not a slug",
             more("documents.csv", _document("..\\..\\etc"))),
        Case("dots-in-an-id", [("documents.csv", 4, "document_id")], "is not a slug", more("documents.csv",
             _document(".."))),
        Case("huge-domain", [("questions.csv", 2, "domain_low")], "is not a number of 0 or more",
             cell("questions.csv", 0, domain_low="1" + "0" * 400)),
        Case("no-value", [at_sheep], "is empty", sheep("")),
        Case("value-beside-none-given", [at_sheep], "is given, but the hedge is none_given", sheep("1200",
             hedge="none_given")),
        Case("script-in-a-url", [("documents.csv", 2, "url")], "is not a web address",
             cell("documents.csv", 0, url="javascript:alert(1)")),
        Case("blanks-around", [("events.csv", 2, "name")], "blanks", cell("events.csv", 0, name=" Second meeting")),
        Case("required-cell", [("events.csv", 2, "name")], "is empty, but required", cell("events.csv", 0, name="")),
        Case("formula-in-a-title", [], "a title is text; what an export does with it is tested there",
             cell("documents.csv", 0, title="=cmd()|' /C calc'!A0")),
        Case("markup-in-a-title", [], "a title is text; pages and exports show it as text",
             cell("documents.csv", 0, title="<script>alert(1)</script>")),
        Case("sql-in-a-note", [], "a note is text and never part of a statement",
             cell(A_CLAIMS, 0, note="'); drop table raw.claims; --")),
    ]  # fmt: skip


def _document(document_id: str) -> dict[str, str]:
    return {
        "document_id": document_id, "publisher": "alpha", "language": "en", "published_earliest": "2030-03-02",
        "published_latest": "2030-03-02", "published_basis": "printed",
    }  # fmt: skip


def quotes() -> list[Case]:
    """Quotes that are not what the text says. Row 5 of A_CLAIMS codes `the old mill` on line 4 of the digest."""

    def mill(quote: str) -> Callable[[Made], None]:
        return cell(A_CLAIMS, 5, quote=quote)

    def text(old: str, new: str) -> Callable[[Made], None]:
        def change(made: Made) -> None:
            made.texts[ALPHA] = made.texts[ALPHA].replace(old, new)

        return change

    def both(old: str, new: str, quote: str) -> Callable[[Made], None]:
        def change(made: Made) -> None:
            text(old, new)(made)
            mill(quote)(made)

        return change

    at_mill = [(A_CLAIMS, 7, "quote")]
    composed = "m\u00fchle"
    return [
        Case("quote-absent", at_mill, f"does not stand in the digest {A_TEXT}", mill("the new mill"), whole=True),
        Case("quote-twice", at_mill, "stands 2 times in the digest", text("sheep", "sheep of the old mill"),
             whole=True),
        Case("quote-in-another-document", at_mill, "does not stand in the digest", mill("half of the hay"), whole=True),
        Case("quote-across-paragraphs", at_mill, "over a blank line", both("the old mill", "the old\n\nmill",
             "the old mill"),
             whole=True),
        Case("quote-with-a-blank-line", at_mill, "over a blank line",
             both("the old mill", "the old\n\nmill", "the old\n\nmill"), whole=True),
        Case("quote-over-a-line-break", [], "a line break within a paragraph is a blank",
             text("the old mill", "the old\nmill"), whole=True),
        Case("homoglyph", at_mill, "U+043E CYRILLIC SMALL LETTER O", mill("the \u043eld mill"), whole=True),
        Case("zero-width-space", at_mill, "U+200B ZERO WIDTH SPACE", mill("the old\u200b mill"), whole=True),
        Case("right-to-left-mark", at_mill, "U+200F RIGHT-TO-LEFT MARK", mill("the \u200fold mill"), whole=True),
        Case("right-to-left-override", [(A_CLAIMS, 7, "")], "another order", mill("the \u202eold mill"), whole=True),
        Case("decomposed", at_mill, "another Unicode form", both("old mill", composed, f"the {_nfd(composed)}"),
             whole=True),
        Case("composed", at_mill, "another Unicode form", both("old mill", _nfd(composed), f"the {composed}"),
             whole=True),
        Case("full-width", at_mill, "another Unicode form", mill("the \uff4fld mill"), whole=True),
        Case("capitals", at_mill, "other capitals", mill("The Old Mill"), whole=True),
        Case("cut-out-of-a-word", at_mill, "cut out of a longer word", mill("he old mill"), whole=True),
        Case("quote-of-13-words", at_mill, "is longer than 12 words", mill("word " * 12 + "word")),
        Case("needless-occurrence", [(B_CLAIMS, 5, "occurrence")], "is given, though the phrase stands once",
             cell(B_CLAIMS, 3, occurrence="1"), whole=True),
        Case("no-break-space", [], "white space is one blank, whichever it is",
             both("the old mill", "the old\u00a0mill", "the old mill"), whole=True),
        Case("number-of-400-digits", [(A_TEXT, 6, "")], "neither coded nor dismissed",
             lambda made: made.texts.update({ALPHA: made.texts[ALPHA] + "It has " + "7" * 400 + " birds.\n"}),
             whole=True),
        Case("number-of-5000-digits", [(A_TEXT, 6, "")], "neither coded nor dismissed",
             lambda made: made.texts.update({ALPHA: made.texts[ALPHA] + "7" * 5000 + " birds.\n"}), whole=True),
        Case("five-million-million", [(A_TEXT, 6, "")], "neither coded nor dismissed",
             lambda made: made.texts.update({ALPHA: made.texts[ALPHA] + "5" + " million" * 60 + " birds.\n"}),
             whole=True),
        Case("digits-that-python-lacks", [(A_TEXT, 6, "")], "neither coded nor dismissed",
             lambda made: made.texts.update({ALPHA: made.texts[ALPHA] + "\U0001e4f1 birds.\n"}), whole=True),
        Case("1000-groups", [(A_TEXT, 6, "")], "neither coded nor dismissed",
             lambda made: made.texts.update({ALPHA: made.texts[ALPHA] + "1" + ",000" * 1000 + " birds.\n"}),
             whole=True),
    ]  # fmt: skip


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)
