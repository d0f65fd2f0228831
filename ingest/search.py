"""Where needles stand in texts, all at once: on bytes, with NumPy, in a few passes over the whole of a shard.

White space and quotation marks are folded first (anchors.py says why), on UTF-8 bytes. Then the places where a word may
begin are told by a look at two neighbouring bytes, a hash of the text's number and the next bytes there is looked up in
a table of bits made from the needles, and what is left, hardly more than the hits, is compared byte by byte.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
import pyarrow as pa

Ints = np.ndarray

# The characters that fold to a blank or a straight mark, beside the ASCII ones: White_Space, and marks of quotation.
_BLANKS = (
    "\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_DOUBLE = "“”„‟«»〝〞＂"
_SINGLE = "‘’‚‛‹›ʼ＇"
_PAD = 16
_TABLE_BITS = 20
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SPREAD = np.uint64(0xD6E8FEB86659FD93)


def _code(character: str) -> int:
    return int.from_bytes(character.encode("utf-8").ljust(3, b"\0"), "big")


_FOLDED = dict(
    sorted({_code(c): to for to, every in ((32, _BLANKS), (34, _DOUBLE), (39, _SINGLE)) for c in every}.items())
)
_CODES = np.array(list(_FOLDED), dtype=np.uint32)
_ASCII = np.array(list(_FOLDED.values()), dtype=np.uint8)
_LEADS = np.zeros(256, dtype=bool)
_LEADS[[code >> 16 for code in _FOLDED]] = True
# 1 for what is no ASCII letter, digit or underscore: there, or right after it, begins all that cuts no word.
_EDGES = bytes(int(not (chr(c).isalnum() or c == 95) or c > 127) for c in range(256))


@dataclass(frozen=True)
class Folded:
    """Texts in their folded form, one directly after another.

    data: the bytes, padded; starts and ends of the texts in it; edges: the bytes that are no ASCII letter, digit or
    underscore; dropped: for each byte of the texts as they were that was left out, the place in data where it was,
    sorted; raw and raw_starts: the bytes as they were, and where the texts begin in them; high: which are not ASCII.
    """

    data: Ints
    starts: Ints
    ends: Ints
    edges: Ints
    dropped: Ints
    raw: Ints
    raw_starts: Ints
    high: Ints

    def original(self, at: Ints, text: Ints) -> Ints:
        """The code points that bytes of data belong to, counted in the texts as they were; text: which each is in."""
        byte = at + np.searchsorted(self.dropped, at, side="right")
        inner = self.high[self.raw[self.high] < 0xC0]
        before = np.searchsorted(inner, byte, side="right") - np.searchsorted(inner, self.raw_starts)[text]
        return np.asarray(byte - self.raw_starts[text] - before, dtype=np.int64)

    def around(self, at: Ints, length: Ints, text: Ints) -> pl.DataFrame:
        """The characters at the edges of hits: before, first, last, after; none is the empty string."""
        chars = []
        for begin, size, low, high in zip(
            at.tolist(), length.tolist(), self.starts[text].tolist(), self.ends[text].tolist(), strict=True
        ):
            end = begin + size
            runs = (
                (max(low, begin - 4), begin),
                (begin, begin + 4),
                (max(begin, end - 4), end),
                (end, min(high, end + 4)),
            )
            before, first, last, after = (self.data[a:b].tobytes().decode("utf-8", "ignore") for a, b in runs)
            chars.append((before[-1:], first[:1], last[-1:], after[:1]))
        return pl.DataFrame(chars, schema=dict.fromkeys(("before", "first", "last", "after"), pl.String), orient="row")


def folded(texts: pl.Series) -> Folded:
    """Fold the texts of a series (no NULL)."""
    array = texts.cast(pl.String).to_arrow().cast(pa.large_string())
    _, offsets, values = array.buffers()
    bounds = np.frombuffer(offsets, dtype=np.int64, count=len(array) + 1 + array.offset)[array.offset :]
    whole = np.frombuffer(values or b"", dtype=np.uint8)
    raw = whole[bounds[0] : bounds[-1]]
    bounds = bounds - bounds[0]
    high = np.flatnonzero(raw >= 0x80)
    data, first = _without_marks(raw, high)
    edges = np.flatnonzero(np.frombuffer(data.tobytes().translate(_EDGES), dtype=bool))
    # A text's first blank is never one too many: the blank before it is another text's.
    begins = bounds[:-1] - np.searchsorted(first + np.arange(len(first)), bounds[:-1])
    found = data[edges]
    blank = (found == 32) | ((found >= 9) & (found <= 13))
    follows = np.zeros(len(edges), dtype=bool)
    follows[1:] = blank[1:] & blank[:-1] & (edges[1:] == edges[:-1] + 1)
    if follows.any():
        at_begin = np.searchsorted(edges, begins)
        at_begin = at_begin[(at_begin < len(edges))]
        at_begin = at_begin[np.isin(edges[at_begin], begins)]
        follows[at_begin] = False
    second = edges[follows]
    odd = edges[blank & (found != 32)]
    if len(odd):
        data = data if data.flags.writeable else data.copy()
        data[odd] = 32
    if len(second):
        cuts = np.concatenate([[-1], second, [len(data)]])
        view = memoryview(data.tobytes())
        joined = b"".join([view[a + 1 : b] for a, b in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)])
        edges = (edges - np.cumsum(follows))[~follows]
    else:
        joined = data.tobytes()
    padded = np.frombuffer(joined + bytes(_PAD), dtype=np.uint8)
    # Both lists count places in what they were taken from; places in data are those less what was dropped before.
    raised = np.asarray(second + np.searchsorted(first, second, side="right")) if len(first) else second
    middle = np.sort(np.concatenate([first + np.arange(len(first)), raised])).astype(np.int64)
    limits = bounds - np.searchsorted(middle, bounds)
    return Folded(padded, limits[:-1], limits[1:], edges, middle - np.arange(len(middle)), raw, bounds[:-1], high)


def _without_marks(raw: Ints, high: Ints) -> tuple[Ints, Ints]:
    """The bytes with each folded character as one ASCII byte; and where in the result each dropped byte was."""
    leads = high[_LEADS[raw[high]]]
    leads = leads[leads + 1 < len(raw)]
    if not len(leads):
        return raw, leads
    last = np.minimum(leads + 2, len(raw) - 1)
    three = (raw[leads].astype(np.uint32) << 16) | (raw[leads + 1].astype(np.uint32) << 8)
    three |= np.where(raw[leads] >= 0xE0, raw[last], 0)
    slot = np.minimum(np.searchsorted(_CODES, three), len(_CODES) - 1)
    known = _CODES[slot] == three
    leads, slot = leads[known], slot[known]
    if not len(leads):
        return raw, leads
    gone = np.concatenate([leads + 1, leads[raw[leads] >= 0xE0] + 2])
    gone.sort()
    data = raw.copy()
    data[leads] = _ASCII[slot]
    # No text holds NUL: it marks what is to go.
    data[gone] = 0
    return np.frombuffer(bytearray(data.tobytes().translate(None, b"\0")), dtype=np.uint8), gone - np.arange(len(gone))


def find(texts: Folded, needles: Folded, wanted: Ints) -> tuple[Ints, Ints]:
    """Every place where a needle stands in its text and a word may begin: the needle's number, and the place in data.

    wanted says of each needle in which text it is looked for. Needles of less than four bytes are not looked for, nor
    those that begin with a blank, nor hits that begin inside a word of ASCII letters and digits.
    """
    after = texts.edges + 1
    begins = [after, texts.edges[texts.data[texts.edges] > 32], texts.starts]
    lengths = needles.ends - needles.starts
    found = [
        _of_width(texts, needles, wanted, np.flatnonzero(chosen), begins, width)
        for chosen, width in ((lengths >= 8, 8), ((lengths >= 4) & (lengths < 8), 4))
        if chosen.any() and len(texts.starts)
    ]
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    needle, at = (np.concatenate(parts) for parts in zip(*found, strict=True))
    whole = at + lengths[needle] <= texts.ends[wanted[needle]]
    return needle[whole], at[whole]


def _of_width(
    texts: Folded, needles: Folded, wanted: Ints, mine: Ints, begins: list[Ints], width: int
) -> tuple[Ints, Ints]:
    """Find for the needles mine, by a hash of their first width bytes and the number of their text."""
    haystack, patterns = _windows(texts.data, width), _windows(needles.data, width)
    # Tried first without the number of the text, by a few bits: what is left is little.
    seen = np.zeros(1 << _TABLE_BITS, dtype=bool)
    seen[_bits(patterns[needles.starts[mine]])] = True
    places = np.concatenate([some[seen[_bits(haystack[some])]] for some in begins])
    places.sort()
    places = places[np.diff(places, prepend=-1) > 0]
    numbers = np.searchsorted(texts.starts, places, side="right") - 1
    keys = _hash(patterns[needles.starts[mine]], wanted[mine])
    hashes = _hash(haystack[places], numbers)
    order = np.argsort(keys)
    keys, mine = keys[order], mine[order]
    by_hash = np.argsort(hashes)
    hashes, places = hashes[by_hash], places[by_hash]
    first = np.searchsorted(keys, hashes, side="left")
    n_pairs = np.searchsorted(keys, hashes, side="right") - first
    place = np.repeat(places, n_pairs)
    offsets = np.arange(len(place)) - np.repeat(np.cumsum(n_pairs) - n_pairs, n_pairs)
    needle = mine[np.repeat(first, n_pairs) + offsets]
    begin, length = needles.starts[needle], (needles.ends - needles.starts)[needle]
    # The hash is a hint: every byte is compared, in windows that may overlap.
    step = 0
    alive = np.arange(len(place))
    held = np.ones(len(place), dtype=bool)
    while len(alive):
        at = np.minimum(step, length[alive] - width)
        same = haystack[place[alive] + at] == patterns[begin[alive] + at]
        held[alive[~same]] = False
        alive = alive[same & (length[alive] > step + width)]
        step += width
    return needle[held], place[held]


def _windows(data: Ints, width: int) -> Ints:
    """The number that the next width bytes make, at every byte."""
    kind = np.dtype("<u8") if width == 8 else np.dtype("<u4")
    return np.ndarray((len(data) - width + 1,), dtype=kind, buffer=data, strides=(1,))


def _bits(heads: Ints) -> Ints:
    """A few bits made of windows; they begin alike where the windows do not."""
    if heads.dtype.itemsize == 4:
        return np.asarray((heads * np.uint32(0x9E3779B1)) >> np.uint32(32 - _TABLE_BITS))
    return np.asarray((heads * _MIX) >> np.uint64(64 - _TABLE_BITS))


def _hash(windows: Ints, texts: Ints) -> Ints:
    mixed = (windows.astype(np.uint64) ^ (texts.astype(np.uint64) * _SPREAD)) * _MIX
    return np.asarray(mixed ^ (mixed >> np.uint64(29))) * _MIX
