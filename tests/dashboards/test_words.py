"""Searching words: what the mart of words finds is what a look into every text finds."""

from __future__ import annotations

from datetime import date

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.answer_statements import found
from tests.dashboards.invented import model

# Letters that lose an accent, a case or both, marks that stand alone, other spaces than the plain one.
_LETTERS = "aAäÄeéE\u0301\u0308İıßΣσς각\u1100\u1161ﬁ  \n\t\u00a0\u200b19,.'%_"
_texts = st.text(_LETTERS, max_size=12)
_asked = st.text(_LETTERS, min_size=1, max_size=3)
_days = st.dates(date(2025, 7, 23), date(2025, 7, 25))
_claims = st.lists(st.tuples(st.sampled_from("xy"), _texts, st.none() | _texts, _texts, _texts, _days), max_size=6)

# As it was before there was a mart of words.
_LOOKED_THROUGH = """
with

words as (select distinct unnest(string_split(strip_accents(lower(trim($search))), ' ')) as word),

texts as (
    select question_id, strip_accents(lower(concat_ws(' ', question, definition, name))) as folded
    from marts.dim_questions left join marts.dim_events using (event_id)
    union all
    select question_id, strip_accents(lower(concat_ws(' ', quote, gloss, value_label, name, claimant_names)))
    from marts.fct_claims left join marts.dim_actors on publisher = actor_id
    where $known = '' or published_latest <= try_cast($known as date)
)

select question_id
from texts inner join words on contains(folded, word)
group by question_id
having count(distinct word) = (select count(*) from words)
order by question_id
"""


def _warehouse() -> duckdb.DuckDBPyConnection:
    """Questions x and y, an outlet, and no claim yet."""
    connection = duckdb.connect()
    connection.execute(
        """
        create schema marts;
        create table marts.dim_questions as
            select 'x' as question_id, 'swap' as event_id, 'a' as question, 'one' as definition
            union all
            select 'y', 'none', 'É ', 'two';
        create table marts.dim_events as select 'swap' as event_id, 'Äa 1' as name;
        create table marts.dim_actors as select 'alpha' as actor_id, 'Eς1' as name;
        create table marts.fct_claims (
            question_id text, quote text, gloss text, value_label text, claimant_names text, published_latest date,
            publisher text
        )
        """
    )
    return connection


@settings(max_examples=30, deadline=None)
@given(claims=_claims, searches=st.lists(st.lists(_asked, min_size=1, max_size=3), min_size=1, max_size=3))
def test_the_mart_of_words_finds_what_a_look_into_every_text_finds(
    claims: list[tuple[str, str, str | None, str, str, date]], searches: list[list[str]]
) -> None:
    with _warehouse() as connection:
        for claim in claims:
            connection.execute("insert into marts.fct_claims values (?, ?, ?, ?, ?, ?, 'alpha')", claim)
        connection.execute(f"create table marts.fct_question_words as {model('fct_question_words')}")
        for search in filter(None, (" ".join(" ".join(words).split()) for words in searches)):
            for known in ("", "2025-07-22", "2025-07-24"):
                asked = {"search": search, "known": known}
                looked = connection.execute(_LOOKED_THROUGH, asked).fetchall()
                words = search.split()
                sought = {f"word_{at}": word for at, word in enumerate(words)} | {"known": known}
                statement = f"with {found(len(words))} select question_id from found order by all"
                assert connection.execute(statement, sought).fetchall() == looked, sought
