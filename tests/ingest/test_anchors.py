"""Anchoring: letter by letter, but for white space and the style of quotation marks; never a fuzzy match."""

from __future__ import annotations

import unicodedata

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import anchors, numerals

Span = tuple[int, int]


def places(text: str, phrase: str) -> list[Span]:
    """The places where a phrase stands in a text, those that cut a word or number left out."""
    texts = pl.DataFrame({"edition_no": [0], "text": [text]}, schema={"edition_no": pl.Int64, "text": pl.String})
    wanted = pl.DataFrame({"edition_no": [0], "phrase": [phrase]}, schema={"edition_no": pl.Int64, "phrase": pl.String})
    hits = anchors.find(texts, wanted, numerals.find(texts))
    return hits.filter(~pl.col("cuts")).select("start", "end").rows()


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        pytest.param("at least 5 sheep", "least 5", ["least 5"], id="plain"),
        pytest.param("at least\u00a05 sheep", "at least 5", ["at least\u00a05"], id="no-break-space"),
        pytest.param("at  least\n\n5 sheep", "at least 5", ["at  least\n\n5"], id="runs-of-white-space"),
        pytest.param("at least\u202f5", "at\tleast 5", ["at least\u202f5"], id="narrow-no-break-space"),
        pytest.param("he said “so be it”", 'said "so be it"', ["said “so be it”"], id="curly-double"),
        pytest.param("he said «so be it»", "said “so be it„", ["said «so be it»"], id="angled-double"),
        pytest.param("the clerk’s list", "clerk's list", ["clerk’s list"], id="apostrophe"),
        pytest.param("the ‹old› mill", "'old' mill", ["‹old› mill"], id="angled-single"),
        pytest.param("he said 'so'", 'he said "so"', [], id="single-is-not-double"),
        pytest.param("At least 5", "at least 5", [], id="capitals-differ"),
        pytest.param("24–48 hours", "24-48 hours", [], id="dashes-differ"),
        pytest.param("über ünder", "über under", [], id="non-ascii-letters-are-verified"),
        pytest.param("éé üü", "üü", ["üü"], id="non-ascii-offsets"),
        pytest.param("13,000 bodies, 3,000 bodies", "3,000 bodies", ["3,000 bodies"], id="no-cut-number"),
        pytest.param("5 147 hens", "147 hens", [], id="no-cut-group-of-digits"),
        pytest.param("one thousand two hundred", "two hundred", [], id="no-cut-number-words"),
        pytest.param("3.5 hens", "5 hens", [], id="no-cut-decimals"),
        pytest.param("5 sheepskins", "5 sheep", [], id="no-cut-word-behind"),
        pytest.param("unlike 5", "like 5", [], id="no-cut-word-before"),
        pytest.param("the 21st", "the 21", [], id="no-cut-ordinal"),
        pytest.param("one-on-one talks", "one talks", ["one talks"], id="a-hyphen-parts-words"),
        pytest.param("cafe\u0301 open", "cafe", [], id="no-cut-accent"),
        pytest.param("約1200人が来た", "1200人", ["1200人"], id="unspaced-script"),
        pytest.param("人が来た人が来た", "が来た", ["が来た", "が来た"], id="unspaced-script-twice"),
        pytest.param("ha ha ha", "ha ha", ["ha ha", "ha ha"], id="overlapping"),
        pytest.param("", "a", [], id="empty-text"),
    ],
)
def test_a_phrase_stands_where_its_characters_stand(text: str, phrase: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, phrase)] == found


def test_a_phrase_does_not_stand_across_two_texts() -> None:
    texts = pl.DataFrame(
        {"edition_no": range(4), "text": ["40 ", "carts of hay, 40 ", "carts of hay", "40 carts of hay"]}
    )
    wanted = pl.DataFrame({"edition_no": range(4), "phrase": ["40 carts of hay"] * 4})
    hits = anchors.find(texts, wanted, numerals.find(texts))
    assert hits.select("edition_no", "start", "end").rows() == [(3, 0, 15)]


def test_composed_and_decomposed_letters_are_not_the_same() -> None:
    assert places(unicodedata.normalize("NFD", "the märsh"), "märsh") == []


@pytest.mark.parametrize("piece", [1, 2, 3])
def test_offsets_count_code_points_over_many_texts_and_phrases(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchors, "_PIECE", piece)
    texts = pl.DataFrame({"edition_no": [0, 1], "text": ["é\n\n  𝒳 sheep", "sheep  é  sheep"]})
    wanted = pl.DataFrame({"edition_no": [0, 1, 1], "phrase": ["sheep", "sheep", "é sheep"]})
    hits = anchors.find(texts, wanted, numerals.find(texts))
    assert hits.select("edition_no", "phrase", "start", "end").rows() == [
        (0, "sheep", 7, 12),
        (1, "sheep", 0, 5),
        (1, "sheep", 10, 15),
        (1, "é sheep", 7, 15),
    ]


@pytest.mark.parametrize("first", ["Q", "q"])
@pytest.mark.parametrize("length", [7, 8, 31, 32, 33, 64, 65, 100])
def test_the_quick_search_compares_to_the_end(length: int, first: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchors, "_PIECE", 2)
    monkeypatch.delattr(anchors, "_thoroughly")
    phrase = (first + "ab cd " * 20)[: length - 1] + "z"
    almost = phrase[:-1] + "y"
    held = [f"{almost} — {phrase} {phrase}", "", f"{phrase}  {almost}", phrase, almost + " " + phrase]
    texts = pl.DataFrame({"edition_no": range(5), "text": held})
    wanted = pl.DataFrame({"edition_no": [0, 2, 3, 4], "phrase": [phrase] * 4})
    hits = anchors.find(texts, wanted, numerals.find(texts))
    second = length + 3
    places = [(0, second), (0, second + length + 1), (2, 0), (3, 0), (4, length + 1)]
    assert hits.select("edition_no", "start").rows() == places
    assert hits.select(pl.col("end") - pl.col("start")).to_series().to_list() == [length] * 5


WORDS = st.lists(st.text("abcdäéñ’“人", min_size=1, max_size=6), min_size=1, max_size=12)
GAPS = st.sampled_from([" ", "  ", "\n", "\u00a0", " \n\n ", "\u202f"])


@st.composite
def cut_texts(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text of words and gaps, and a span of it that begins and ends with a word."""
    words = draw(WORDS)
    gaps = [draw(GAPS) for _ in words]
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, len(words) - 1))
    start = sum(len(words[n]) + len(gaps[n]) for n in range(first))
    end = sum(len(words[n]) + len(gaps[n]) for n in range(last)) + len(words[last])
    return "".join(word + gap for word, gap in zip(words, gaps, strict=True)), start, end


@settings(max_examples=40, deadline=None)
@given(cut_texts())
def test_a_quote_cut_from_a_text_is_found_at_its_offsets(cut: tuple[str, int, int]) -> None:
    text, start, end = cut
    quote = " ".join(text[start:end].split())
    assert (start, end) in places(text, quote)
    assert (start, end) in places(text, quote.replace("’", "'").replace("“", '"'))


@settings(max_examples=40, deadline=None)
@given(cut_texts(), st.data())
def test_a_quote_with_one_letter_changed_is_not_found(cut: tuple[str, int, int], data: st.DataObject) -> None:
    text, start, end = cut
    quote = " ".join(text[start:end].split())
    at = data.draw(st.sampled_from([n for n, c in enumerate(quote) if c != " "]))
    assert places(text, quote[:at] + "ß" + quote[at + 1 :]) == []


_PIECES = st.sampled_from(
    [
        "sheep",
        "5,000",
        "at least",
        " ",
        "  ",
        "\n",
        "\u00a0",
        "\u3000",
        "“",
        "”",
        '"',
        "’",
        "'",
        "é",
        "e\u0301",
        "人",
        "𝒳",
        "_",
        "-",
    ]
)
_TEXTS = st.lists(st.lists(_PIECES, max_size=24).map("".join), min_size=1, max_size=4)


@settings(max_examples=50, deadline=None)
@given(texts=_TEXTS, chosen=st.data())
def test_the_quick_search_finds_what_the_thorough_one_finds(texts: list[str], chosen: st.DataObject) -> None:
    held = pl.DataFrame({"text": texts}).with_row_index("edition_no").with_columns(pl.col("edition_no").cast(pl.Int64))
    wanted = set()
    for number, text in enumerate(texts):
        start = chosen.draw(st.integers(0, max(len(text) - 1, 0)))
        wanted.add((number, text[start : start + chosen.draw(st.integers(1, 30))]))
        wanted.add((number, chosen.draw(st.lists(_PIECES, min_size=1, max_size=6).map("".join))))
    schema = {"edition_no": pl.Int64, "phrase": pl.String}
    phrases = pl.DataFrame(sorted(wanted), schema=schema, orient="row").filter(pl.col("phrase") != "")
    # A cell with blanks at its ends is refused for that.
    phrases = phrases.filter(~pl.col("phrase").str.contains(r"^\s|\s$"))
    found = numerals.find(held)
    quick = anchors.find(held, phrases, found).filter(~pl.col("cuts"))
    thorough = anchors._thoroughly(held, phrases, found).filter(~pl.col("cuts")).sort("edition_no", "phrase", "start")
    assert quick.rows() == thorough.rows()
