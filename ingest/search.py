"""Where needles stand in texts, all at once: on folded bytes, with NumPy, in a few passes over some hundred texts.

Each needle is looked for by its first digit or capital, or by its rarest byte if it has neither: the places of all such
bytes are one pass; a few bits of the next bytes there and of the text's number are looked up in a table of needles, and
what is left, little more than the hits, is compared to the end. Two threads do this side by side, so what keeps Python
for itself meanwhile (`bytes.translate`, `np.repeat`) costs more than its own time.
"""

from __future__ import annotations

import numpy as np

from ingest.folding import BLANK, IS_WORD, Folded, Ints, marked

# So many bytes are compared at a time: no more than folded texts are padded by.
_WIDE = 32
# Of a number of bytes: a mask of _WIDE bytes that holds so many of them, in words of eight.
_FIRST = np.tri(_WIDE + 1, _WIDE, -1, dtype=np.uint8).view(np.uint64) * np.uint64(255)
_TABLE_BITS = 18
# One byte of so many is counted to tell which are rare.
_SAMPLED = 64
_MIX, _MIX_TEXT = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77)
# Needles are looked for by so many bytes.
_HEAD = 4


def find(texts: Folded, needles: Folded, wanted: Ints) -> tuple[Ints, Ints]:
    """Every place where a needle stands in its text and a word may begin: the needle's number, and the place in data.

    wanted says of each needle in which text it is looked for. Needles of less than four bytes are not looked for, nor
    those that begin with a blank, nor hits that begin inside a word of ASCII letters and digits.
    """
    lengths = needles.ends - needles.starts
    mine = np.flatnonzero((lengths >= _HEAD) & (needles.data[needles.starts] != BLANK))
    if not len(mine):
        return mine, mine
    chosen, at = _candidates(texts, needles, wanted, mine)
    needle = mine[chosen]
    text = wanted[needle]
    whole = (at >= texts.starts[text]) & (at + lengths[needle] <= texts.ends[text])
    needle, at, text = needle[whole], at[whole], text[whole]
    inside = (at > texts.starts[text]) & IS_WORD[texts.data[at - 1]] & IS_WORD[texts.data[at]]
    needle, at = needle[~inside], at[~inside]
    same = _equal(texts.data, at, needles.data, needles.starts[needle], lengths[needle])
    return needle[same], at[same]


def _candidates(texts: Folded, needles: Folded, wanted: Ints, mine: Ints) -> tuple[Ints, Ints]:
    """Where needles may stand: a row of mine, and the place in data of its first byte, which may lie outside its text.

    Told by a few bits made of four bytes, of which the first is the one that the needle is looked for by, and of the
    number of the text.
    """
    anchor, places = _sought(texts, needles, mine)
    head, sought = _windows(texts.data, _HEAD), _windows(needles.data, _HEAD)[anchor].view("<u4")
    n_before = np.searchsorted(places, np.append(texts.starts, len(head)))
    salts = np.arange(len(texts.starts), dtype=np.uint32) * _MIX_TEXT
    slots = _slots(sought, salts[wanted[mine]])
    order = np.argsort(slots)
    slots = slots[order]
    # Of each slot of the table that has needles: its first and its last row of order.
    taken = np.zeros(1 << _TABLE_BITS, dtype=bool)
    first, last = np.empty(len(taken), dtype=np.int32), np.empty(len(taken), dtype=np.int32)
    rows = np.arange(len(order), dtype=np.int32)
    taken[slots], last[slots], first[slots[::-1]] = True, rows, rows[::-1]
    slots = _slots(head[places].view("<u4"), np.repeat(salts, np.diff(n_before)))
    some = np.flatnonzero(taken[slots])
    places, slots = places[some], slots[some]
    n_pairs = last[slots] - first[slots] + 1
    offsets = np.arange(n_pairs.sum()) - np.repeat(np.cumsum(n_pairs) - n_pairs, n_pairs)
    chosen = order[np.repeat(first[slots], n_pairs) + offsets]
    return chosen, np.repeat(places, n_pairs) - (anchor - needles.starts[mine])[chosen]


def _sought(texts: Folded, needles: Folded, mine: Ints) -> tuple[Ints, Ints]:
    """Where in needles.data each needle has the byte that it is looked for by, and where texts.data has such bytes.

    It is the first digit or capital: few bytes of a text are one, most quotes hold one, and one comparison finds them.
    If a needle has none that four bytes can be read from, it is the rarest of those that they can be read from.
    """
    tall = np.append(marked(_is_tall(needles.data)), len(needles.data))
    anchor = tall[np.searchsorted(tall, needles.starts[mine])]
    lacking = np.flatnonzero(anchor > needles.ends[mine] - _HEAD)
    if not len(lacking):
        return anchor, marked(_is_tall(texts.data))
    anchor[lacking] = _rarest(texts, needles, mine[lacking])
    table = np.zeros(256, dtype=bool)
    table[needles.data[anchor]] = True
    return anchor, marked(np.frombuffer(texts.data.tobytes().translate(table.tobytes()), dtype=bool))


def _rarest(texts: Folded, needles: Folded, mine: Ints) -> Ints:
    """Where in needles.data each needle has the byte that is rarest in a sample of texts, its last three left out."""
    counts = np.bincount(texts.data[::_SAMPLED], minlength=256)
    ranks = np.argsort(np.argsort(counts))
    lengths = needles.ends[mine] - needles.starts[mine] - (_HEAD - 1)
    begins = np.cumsum(lengths) - lengths
    places = np.arange(lengths.sum()) + np.repeat(needles.starts[mine] - begins, lengths)
    # Rank and place in one number: the least is the first of the rarest.
    ranked = (ranks[needles.data[places]] << 48) | places
    rarest: Ints = np.minimum.reduceat(ranked, begins) & ((1 << 48) - 1)
    return rarest


def _equal(data: Ints, at: Ints, other: Ints, begin: Ints, length: Ints) -> Ints:
    """Whether so many bytes are the same at two places, 32 at a time."""
    left, right = _windows(data, _WIDE), _windows(other, _WIDE)
    held = np.ones(len(at), dtype=bool)
    alive = np.arange(len(at))
    while len(alive):
        differs = left[at].view(np.uint64) ^ right[begin].view(np.uint64)
        differs = differs.reshape(len(at), -1) & _FIRST.take(np.minimum(length, _WIDE), axis=0)
        same = np.bitwise_or.reduce(differs.T) == 0
        held[alive[~same]] = False
        more = np.flatnonzero(same & (length > _WIDE))
        alive, at, begin, length = alive[more], at[more] + _WIDE, begin[more] + _WIDE, length[more] - _WIDE
    return held


def _is_tall(data: Ints) -> Ints:
    """Whether bytes are digits or capitals, or one of the seven characters that lie between these."""
    return np.asarray(data - np.uint8(48) < 43)


def _windows(data: Ints, width: int) -> Ints:
    """The next so many bytes, at every byte."""
    return np.ndarray((len(data) - width + 1,), dtype=f"V{width}", buffer=data, strides=(1,))


def _slots(windows: Ints, salts: Ints) -> Ints:
    """Places in a table, made of windows of four bytes and a salt for each."""
    return np.asarray((windows * _MIX + salts) >> np.uint32(32 - _TABLE_BITS))
