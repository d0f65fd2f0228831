"""Numbers and times of day in other languages, and what a gloss may and may not say."""

from __future__ import annotations

import pytest

from ingest import clock, foreign, phrases


@pytest.mark.parametrize(
    ("language", "quote", "expected"),
    [
        ("es", "los cuerpos de 12.000 soldados", 12000),
        ("uk", "5 147 громадян", 5147),
        ("fr", "6\u202f000 corps", 6000),
        ("de", "1,5 Kilometer", 1.5),
        ("pt", "quase 19,5 mil foram", 19500),
        ("ru", "тела 1 тыс. останков", 1000),
        ("ru", "5 тысяч тел", 5000),
        ("ru", "1,5 млн человек", 1500000),
        ("ja", "約6千人の遺体", 6000),
        ("ja", "千~1200人ずつ", 1000),
        ("ja", "千~1200人ずつ", 1200),
        ("zh", "三百名", 300),
        ("zh", "一万二千名", 12000),
        ("zh", "十二名", 12),
        ("zh", "两百零五名", 205),
        ("zh", "三个工作组", 3),
        ("zh", "持续约1小时45分钟", 105),
        ("fa", "۳۳۹ کودک", 339),
        ("fa", "بیش از هزار نفر", 1000),
        ("ar", "ألف أسير", 1000),
        ("ar", "أَلْف أسير", 1000),
        ("tr", "5 bin kişi", 5000),
        ("es", "más de mil cautivos", 1000),
        ("es", "unos 2,5 millones", 2500000),
        ("de", "zwölfhundert Gefangene", 1200),
        ("fr", "trois groupes de travail", 3),
        ("it", "duemila persone", 2000),
    ],
)
def test_a_number_is_read(language: str, quote: str, expected: float) -> None:
    assert expected in [reading for number in foreign.numbers(quote, language) for reading in number.readings]


@pytest.mark.parametrize(
    ("language", "quote", "unexpected"),
    [
        ("ru", "тела 1 тыс. останков", 1),
        ("es", "unos 2,5 millones", 1000000),
        ("ro", "20 mili", 20000),
        ("zh", "一万二千名", 2000),
        ("pl", "1 000 mln", 1000),
    ],
)
def test_a_part_of_a_number_is_not_read_for_it(language: str, quote: str, unexpected: float) -> None:
    assert unexpected not in [reading for number in foreign.numbers(quote, language) for reading in number.readings]


def test_a_number_in_digits_knows_its_place_and_a_number_word_none() -> None:
    [digits] = foreign.numbers("тела 1 тыс. останков", "ru")
    assert (digits.start, digits.end, digits.in_digits) == (5, 10, True)
    [word] = foreign.numbers("más de mil cautivos", "es")
    assert (word.start, word.end, word.in_digits) == (None, None, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at 2:43 p.m. local time", [14 * 60 + 43]),
        ("around 8.37 pm local time", [20 * 60 + 37]),
        ("at 3:57 p.m. (12:57 p.m. GMT)", [15 * 60 + 57, 12 * 60 + 57]),
        ("at 13:30 p.m. Moscow time", [13 * 60 + 30]),
        ("at 12:05 a.m.", [5]),
        ("at noon, not at midnight", [720, 0]),
        ("7月23日下午7时左右", [19 * 60]),
        ("午後8時半", [20 * 60 + 30]),
        ("上午9点15分", [9 * 60 + 15]),
        ("vers 19h30", [19 * 60 + 30]),
        ("um 20.37 Uhr", [20 * 60 + 37]),
        ("в 19 часов", [19 * 60]),
        ("on 23.07.2025, 3.5 hours, 40 sheep, 24:10", []),
    ],
)
def test_times_of_day_are_read(text: str, expected: list[int]) -> None:
    assert [minutes for _, _, minutes in clock.times(text)] == expected


def test_a_time_of_day_knows_its_place() -> None:
    text = "ended around 9.16 pm, they say"
    [(start, end, _)] = clock.times(text)
    assert text[start:end] == "9.16 pm"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lasted 1 hour 45 minutes", [105]),
        ("an hour and 10 minutes", [70]),
        ("a couple of dozen, maybe a hundred", [24]),
        ("not a single one came", [0]),
        ("no hours were given", []),
    ],
)
def test_english_phrases_stand_for_numbers(text: str, expected: list[float]) -> None:
    assert [number for _, _, number in phrases.numbers(text)] == expected
