"""Numerals: where they stand and what they are read as. In the sentences, brackets mark what must be found."""

from __future__ import annotations

import re

import polars as pl
import pytest

from ingest import numerals, values

SENTENCES = [
    "The [two] councils met at [10:30] for the [third] time on [23] July [2030].".replace("[10:30]", "[10]:[30]"),
    "Some [1,000] sheep, [12.000] hens, [3.5] carts and [5 147] bees.",
    "In [2025] [300] came; [5\u00a0147] and [5\u202f147\u202f300] went.",
    "[1'000] and [1’000] are Swiss, ['24] is not.".replace("['24]", "'[24]"),
    "[1,000]-for-[1,000], [24]-[48] hours, a [50]-day truce, [21]st, [100]%.",
    "The date [2030]-[07]-[23] is ISO, [23.07.2030] is not.",
    "[٣٤٥] in Arabic digits, [१२] in Devanagari, [½] and [2½].",
    "[One thousand two hundred] men, [twenty-one] carts, [Twenty\nfive] hens.",
    "From [one]\n\n[thousand] words to none.",
    "[One hundred and five thousand], [one hundred and five], [three million two hundred thousand and six].",
    "Between [five hundred] and [six hundred]; [one] and [two hundred]; [ten] to [twenty].",
    "Between [two thousand] and [five thousand]; [one million] and [two billion].",
    "[One]-on-[one], no [one], but someone, everyone and none; [one] another.",
    "[First], [second], [twenty-first], [one hundred and third], [hundredth]; secondly, secondary, seconds.",
    "[Half] an hour, [half a million], [half million], [two and a half] hours, [3 and a half].",
    "[One third] of it, [two thirds], [three-quarters], a [third], a [quarter]; headquarters, quarterly.",
    "[Two] [third]-round talks.",
    "[Dozens] of carts, a [dozen], [two dozen], [hundreds], [tens] of [thousands], several [hundred].",
    "[Once], [twice], [thrice], [double], [triple]; doubled, oncetime.",
    "[3.5 million], [2 thousand], [1.2bn], [19,000 thousand].",
    "A few, several, some, multiple, both, a pair, an hour.",
    "COVID-[19], F-[16]s, A[320], m[2].",
    "[zero] [zero]",
    "[twenty] onerous, [six] sixpence, [sixteen], [sixty].",
    "[one] [five hundred] [six hundred]",
    "",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_numerals_are_found_at_their_offsets(marked: str) -> None:
    text, expected = _unmarked(marked)
    found = numerals.find(pl.DataFrame({"edition_no": [7], "text": [text]}))
    assert found.select("start", "end", "printed").rows() == expected
    assert set(found["edition_no"]) <= {7}


def test_many_texts_are_searched_together_and_offsets_start_anew_in_each() -> None:
    pairs = [_unmarked(marked) for marked in SENTENCES]
    texts = pl.DataFrame({"edition_no": range(len(pairs)), "text": [text for text, _ in pairs]})
    expected = [(n, *span) for n, (_, spans) in enumerate(pairs) for span in spans]
    assert numerals.find(texts.reverse()).rows() == expected


@pytest.mark.parametrize(
    ("printed", "readings"),
    [
        ("1,000", [1000]),
        ("1,000,000", [1000000]),
        ("12.000", [12000, 12]),
        ("3.5", [3.5]),
        ("3,5", [3.5]),
        ("0.500", [0.5]),
        ("1,234.5", [1234.5]),
        ("1.234,5", [1234.5]),
        ("5 147", [5147]),
        ("5\u202f147", [5147]),
        ("1'000", [1000]),
        ("007", [7]),
        ("23.07.2030", []),
        ("1,2,3", []),
        ("٣٤٥", [345]),
        ("½", [0.5]),
        ("2½", [2.5]),
        ("3.5 million", [3_500_000]),
        ("1.2bn", [1_200_000_000]),
        ("3 and a half", [3.5]),
        ("zero", [0]),
        ("Forty-two", [42]),
        ("one thousand two hundred", [1200]),
        ("hundred", [100]),
        ("first", [1]),
        ("second", [2]),
        ("third", [3, 1 / 3]),
        ("twenty-first", [21]),
        ("one hundred and third", [103]),
        ("half", [0.5]),
        ("quarter", [0.25]),
        ("one third", [1 / 3]),
        ("two thirds", [2 / 3]),
        ("half a million", [500_000]),
        ("half a dozen", [6]),
        ("two and a half", [2.5]),
        ("one and a half million", [1_500_000]),
        ("dozen", [12]),
        ("two dozen", [24]),
        ("twice", [2]),
        ("dozens", []),
        ("hundreds", []),
        ("thirds", []),
    ],
)
def test_readings(printed: str, readings: list[float]) -> None:
    assert values.readings(printed) == pytest.approx(readings)


def test_every_word_of_the_lists_can_be_read() -> None:
    for word in numerals.WORDS:
        assert [piece for _, piece in numerals.cut(word)] == [word]
        values.readings(word)


@pytest.mark.parametrize(
    ("printed", "is_part"), [("half", True), ("two thirds", True), ("½", True), ("one third", True), ("two", False),
                             ("two and a half", False), ("one hundred and third", False)],
)  # fmt: skip
def test_fractions_are_known_as_such(printed: str, is_part: bool) -> None:
    assert values.is_part(printed) is is_part


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The sentence without its brackets, and the spans that they mark."""
    text, spans = "", []
    for piece in re.split(r"(\[[^\]]*\])", marked):
        inner = piece[1:-1] if piece.startswith("[") else piece
        if piece.startswith("["):
            spans.append((len(text), len(text) + len(inner), inner))
        text += inner
    return text, spans
