"""Anchoring: where a phrase stands in a text, letter by letter (issue 2, section 2; PERFORMANCE.md, anchor).

Exact characters; only runs of white space (line breaks, NBSP, U+202F …) and the style of quotation marks (straight,
curly, angled; double to double, single and apostrophe to single) may differ. No Unicode normalisation, no fuzzy match.
A hit must not cut a word or a number: `3,000 bodies` does not stand in `13,000 bodies`. Scripts written without spaces
(Han, kana, Thai, Lao, Khmer, Burmese) have no word edges to cut. Hits may overlap each other.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import polars as pl

from ingest import folding, search, spans

_DOUBLE = "[“”„‟«»〝〞＂]"
_SINGLE = "[‘’‚‛‹›ʼ＇]"
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
_ANY = "\x01"
_PIECE = 500
_THREADS = 2


def fold(text: pl.Expr) -> pl.Expr:
    """The form in which two runs of text must be equal: one blank per run of white space, straight quotation marks."""
    return text.str.replace_all(r"\s+", " ").str.replace_all(_DOUBLE, '"').str.replace_all(_SINGLE, "'")


def _as_bytes(folded: pl.Expr) -> pl.Expr:
    """One ASCII byte per character, so that byte offsets are code point offsets.

    It makes any two non-ASCII characters equal, therefore each hit is verified on the folded text.
    """
    return folded.str.replace_all(r"[^\x00-\x7f]", _ANY)


def find(texts: pl.DataFrame, phrases: pl.DataFrame, numerals: pl.DataFrame) -> pl.DataFrame:
    """Every place of every phrase.

    texts: edition_no, text. phrases: edition_no, phrase, distinct. numerals: those of the texts, as numerals.find
    returns them. Returns edition_no, phrase, start, end (offsets into text as stored), cuts (the hit cuts a word or a
    numeral, so it does not count), sorted by edition_no, phrase by phrase, the places of each in their order.
    """
    texts = texts.sort("edition_no")
    phrases = phrases.filter(pl.col("phrase").str.len_bytes() > 0).sort("edition_no", maintain_order=True)
    needle, quick = _quickly(texts, phrases, numerals)
    # What was not found so may be too short for that, begin with a blank, or stand inside of words only.
    missing = np.ones(phrases.height, dtype=bool)
    missing[needle[~quick["cuts"].to_numpy()]] = False
    named = quick.select("edition_no", phrases["phrase"].gather(needle), "start", "end", "cuts")
    if not missing.any():
        return named
    others = phrases.filter(pl.Series(missing))
    mine = texts.join(others, on="edition_no", how="semi", maintain_order="left")
    named = named.filter(~missing[needle])
    return pl.concat([named, _thoroughly(mine, others, numerals)]).sort("edition_no", "phrase", "start")


def _quickly(texts: pl.DataFrame, phrases: pl.DataFrame, numerals: pl.DataFrame) -> tuple[np.ndarray, pl.DataFrame]:
    """The hits that begin where a word may begin, in the order of phrases, and of each phrase in that of their places.

    All are sorted by edition_no. Returns for each hit the row of its phrase, and edition_no, start, end, cuts. A few
    hundred texts are searched at a time, so that the processor's caches hold them, two such pieces at once.
    """
    firsts = texts["edition_no"].to_numpy()[_PIECE::_PIECE]
    frames = (texts, phrases)
    limits = [[0, *np.searchsorted(f["edition_no"].to_numpy(), firsts).tolist(), f.height] for f in frames]
    # Once, and not in the threads: Polars has threads of its own, which would take turns with them.
    numeral_edges = spans.edges(numerals)

    def piece(number: int) -> tuple[np.ndarray, ...]:
        held, wanted = (frame[at[number] : at[number + 1]] for frame, at in zip(frames, limits, strict=True))
        needle, *hits = _hits(held, wanted, numeral_edges)
        return limits[1][number] + needle, *hits

    with ThreadPoolExecutor(_THREADS) as pool:
        pieces = list(pool.map(piece, range(1 + len(firsts))))
    needle, edition, start, end, cut = (np.concatenate(part) for part in zip(*pieces, strict=True))
    return needle, pl.DataFrame({"edition_no": edition, "start": start, "end": end, "cuts": cut})


def _hits(
    texts: pl.DataFrame, phrases: pl.DataFrame, numerals: tuple[np.ndarray, np.ndarray]
) -> tuple[np.ndarray, ...]:
    """What _quickly says, of one piece: rows of phrases, and edition_no, start, end, cuts. numerals: as spans.edges."""
    editions = texts["edition_no"].cast(pl.Int64).to_numpy()
    wanted = np.searchsorted(editions, phrases["edition_no"].to_numpy())
    haystacks, needles = folding.folded(texts["text"]), folding.folded(phrases["phrase"])
    needle, at = search.find(haystacks, needles, wanted)
    end, text = at + (needles.ends - needles.starts)[needle], wanted[needle]
    start, last = haystacks.original(np.stack([at, end - 1]), text)
    edition = editions[text]
    key = edition << spans.OFFSET_BITS
    cut = spans.inside(key + start, numerals) | spans.inside(key + last + 1, numerals) | haystacks.runs_on(end, text)
    others = haystacks.meets_others(at, end)
    if others.any():
        cut[others] |= _cuts_word(haystacks.edges(at[others], end[others], text[others]))
    order = np.argsort(needle, kind="stable")
    return tuple(column[order] for column in (needle, edition, start, last + 1, cut))


def _cuts_word(edges: np.ndarray) -> np.ndarray:
    """Whether a word goes on beyond the edges of hits: before, first, last, after, as code points in four rows."""
    distinct, which = np.unique(edges, return_inverse=True)
    character = pl.col("character")
    kinds = pl.DataFrame({"character": [chr(code) for code in distinct.tolist()]}, schema={"character": pl.String})
    tables = kinds.select(a=_goes_on(character), b=_is_word(character), c=_is_mark(character)).to_numpy().T
    goes_on, word, mark = tables[:, which.reshape(edges.shape)]
    return np.asarray(goes_on[0] & word[1] | goes_on[2] & word[3] | mark[3])


def _thoroughly(texts: pl.DataFrame, phrases: pl.DataFrame, numerals: pl.DataFrame) -> pl.DataFrame:
    """All hits, also inside of words: edition_no, phrase, start, end, cuts."""
    folded = texts.select("edition_no", fold(pl.col("text")).alias("folded")).with_columns(
        _as_bytes(pl.col("folded")).alias("haystack")
    )
    wanted = phrases.with_columns(fold(pl.col("phrase")).alias("needle")).with_columns(
        _as_bytes(pl.col("needle")).alias("pattern"), pl.col("needle").str.len_chars().cast(pl.Int64).alias("n_chars")
    )
    hits = _search(wanted, folded)
    placed = _to_stored_offsets(hits, _runs(texts))
    return placed.with_columns((pl.col("cuts_word") | spans.cuts(placed, numerals)).alias("cuts")).select(
        "edition_no", "phrase", "start", "end", "cuts"
    )


def _search(wanted: pl.DataFrame, folded: pl.DataFrame) -> pl.DataFrame:
    """All hits in the folded texts: edition_no, phrase, at, n_chars, cuts_word.

    One round finds one more hit of each phrase that may have more, so there are as many rounds as hits of the commonest
    phrase, nearly all of them empty.
    """
    rounds = []
    open_ = (
        wanted.filter(pl.col("n_chars") > 0)
        .join(folded, on="edition_no")
        .with_columns(pl.lit(0, pl.Int64).alias("searched"))
    )
    while open_.height:
        rest = pl.col("haystack").str.slice(pl.col("searched"))
        open_ = (
            open_.with_columns(rest.str.find(pl.col("pattern"), literal=True).cast(pl.Int64).alias("found"))
            .filter(pl.col("found").is_not_null())
            .with_columns((pl.col("searched") + pl.col("found")).alias("at"))
        )
        rounds.append(_verified(open_))
        open_ = open_.drop("found").with_columns((pl.col("at") + 1).alias("searched")).drop("at")
    columns = {
        "edition_no": pl.Int64,
        "phrase": pl.String,
        "at": pl.Int64,
        "n_chars": pl.Int64,
        "cuts_word": pl.Boolean,
    }
    return pl.concat(rounds) if rounds else pl.DataFrame(schema=columns)


def _verified(hits: pl.DataFrame) -> pl.DataFrame:
    """Those hits whose characters are the phrase's, with whether a word goes on beyond their edges."""
    at, end = pl.col("at"), pl.col("at") + pl.col("n_chars")
    folded, needle = pl.col("folded"), pl.col("needle")
    before = pl.when(at > 0).then(folded.str.slice(at - 1, 1)).otherwise(pl.lit(""))
    after = folded.str.slice(end, 1)
    cuts = (
        (_goes_on(before) & _is_word(needle.str.slice(0, 1)))
        | (_goes_on(needle.str.slice(-1)) & _is_word(after))
        | _is_mark(after)
    )
    return (
        hits.filter(folded.str.slice(at, pl.col("n_chars")) == needle)
        .with_columns(cuts_word=cuts)
        .select(pl.col("edition_no").cast(pl.Int64), "phrase", "at", "n_chars", "cuts_word")
    )


def _goes_on(character: pl.Expr) -> pl.Expr:
    """Whether a word or number that has come to this character may go on after it."""
    return character.str.contains(r"^[\p{L}\p{M}\p{N}_]$") & ~character.str.contains(_UNSPACED)


def _is_word(character: pl.Expr) -> pl.Expr:
    """Whether a word or number that has begun may go on with this character."""
    return character.str.contains(r"^[\p{L}\p{N}_]$") & ~character.str.contains(_UNSPACED)


def _is_mark(character: pl.Expr) -> pl.Expr:
    """Whether this is a combining mark: it belongs to the character before it, in any script."""
    return character.str.contains(r"^\p{M}$")


def _runs(texts: pl.DataFrame) -> pl.DataFrame:
    """Runs of two or more white-space characters.

    blank_key is where their one blank stands in the folded text; removed is by how many characters all runs up to this
    one are longer than their blanks.
    """
    longer = pl.col("end") - pl.col("start") - 1
    return (
        spans.find(texts, r"\s{2,}")
        .with_columns(longer.cum_sum().over("edition_no").alias("removed"), longer.alias("longer"))
        .with_columns((pl.col("start") - pl.col("removed") + pl.col("longer")).alias("blank"))
        .select(spans.key("blank").alias("blank_key"), pl.col("edition_no").alias("run_edition"), "removed")
        .sort("blank_key")
    )


def _to_stored_offsets(hits: pl.DataFrame, runs: pl.DataFrame) -> pl.DataFrame:
    """Hits with start and end as offsets into the text as stored.

    A hit begins and ends at characters that are no white space, so the removed characters before its first and its last
    character are what each offset lacks.
    """
    placed = hits.with_columns((pl.col("at") + pl.col("n_chars") - 1).alias("last"))
    for folded_at, stored in (("at", "start"), ("last", "end")):
        placed = (
            placed.with_columns(spans.key(folded_at).alias("key"))
            .sort("key")
            .join_asof(runs, left_on="key", right_on="blank_key", strategy="backward")
            .with_columns(
                pl.when(pl.col("run_edition") == pl.col("edition_no")).then("removed").otherwise(0).alias("removed")
            )
            .with_columns((pl.col(folded_at) + pl.col("removed")).alias(stored))
            .drop("key", "blank_key", "run_edition", "removed", strict=False)
        )
    return placed.with_columns(pl.col("end") + 1)
