"""Where needles stand in texts, all at once: on bytes, with NumPy, in a few passes over some hundred texts.

White space and quotation marks are folded first (anchors.py says why), on UTF-8 bytes; what is not plain ASCII is rare,
so it is looked for once and only it is looked at. Then each needle is looked for by its rarest byte: the places of all
such bytes are one pass; a few bits of the next bytes there and of the text's number are looked up in a table of the
needles', and what is left, not twice as many as the hits, is compared to the end.
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
_BLANK = 32
# So many bytes are compared at a time, and may be read beyond the end of what is compared.
_WIDE = 32
_PAD = 2 * _WIDE
# Never a byte of UTF-8.
_NO_BYTE = 0xFF
_TABLE_BITS = 17
# One byte of so many is counted to tell which are rare.
_SAMPLED = 64
_MIX, _MIX_TEXT = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77)
# Needles are looked for by so many bytes.
_HEAD = 4


def _code(character: str) -> int:
    return int.from_bytes(character.encode("utf-8").ljust(3, b"\0"), "big")


_FOLDED = dict(
    sorted({_code(c): to for to, every in ((32, _BLANKS), (34, _DOUBLE), (39, _SINGLE)) for c in every}.items())
)
_CODES = np.array(list(_FOLDED), dtype=np.uint32)
_ASCII = np.array(list(_FOLDED.values()), dtype=np.uint8)
_LEADS = np.zeros(256, dtype=bool)
_LEADS[[code >> 16 for code in _FOLDED]] = True
# Of a lead byte: how many bytes its character has. Of that number: which bits of what they make are the code point.
_WIDTH = np.array([1] * 0xC0 + [2] * 32 + [3] * 16 + [4] * 16)
_CODE_BITS = np.array([0, 0x7F, 0x7FF, 0xFFFF, 0x1FFFFF], dtype=np.uint32)
# Of a number of bytes: a mask of _WIDE bytes that holds so many of them, in words of eight.
_FIRST = np.tri(_WIDE + 1, _WIDE, -1, dtype=np.uint8).view(np.uint64) * np.uint64(255)
_IS_WORD = np.array([byte < 128 and (chr(byte).isalnum() or chr(byte) == "_") for byte in range(256)])


@dataclass(frozen=True)
class Folded:
    """Texts in their folded form, one directly after another.

    data: the bytes, padded; starts and ends of the texts in it. shifts says by how much code points of the texts as
    they were are ahead of bytes of data: its first number up to the first of changes (sorted places in data), its next
    from there on, and so forth.
    """

    data: Ints
    starts: Ints
    ends: Ints
    changes: Ints
    shifts: Ints

    def original(self, at: Ints, text: Ints) -> Ints:
        """The code points that bytes of data belong to, counted in the texts as they were; text: which each is in."""
        return np.asarray(self._point(at) - self._point(self.starts)[text])

    def _point(self, at: Ints) -> Ints:
        """The code points that bytes of data belong to, counted through all texts."""
        shifted: Ints = at + self.shifts[np.searchsorted(self.changes, at, side="right")]
        return shifted

    def edges(self, at: Ints, length: Ints, text: Ints) -> Ints:
        """Code points of the characters at the edges of hits, in four rows: before, first, last, after; 0 for none."""
        end = at + length
        no_before, no_after = at == self.starts[text], end == self.ends[text]
        codes = self.data[[at - 1, at, end - 1, end]].astype(np.uint32)
        wide = np.flatnonzero((codes >= 0x80).any(axis=0))
        begins = [self._before(at[wide]), at[wide], self._before(end[wide]), end[wide]]
        codes[:, wide] = [self._characters(begin) for begin in begins]
        codes[0, no_before] = 0
        codes[3, no_after] = 0
        return codes

    def _before(self, at: Ints) -> Ints:
        """Where the characters begin that end before bytes of data."""
        at = at - 1
        for _ in range(3):
            at = at - (self.data[at] & 0xC0 == 0x80)
        return at

    def _characters(self, at: Ints) -> Ints:
        """The code points of the characters that begin at bytes of data."""
        code = self.data[at].astype(np.uint32)
        width = _WIDTH[code]
        for n in (1, 2, 3):
            code = np.where(width > n, (code << 6) | (self.data[at + n] & 0x3F), code)
        return np.asarray(code & _CODE_BITS[width])


def joined(texts: pl.Series) -> tuple[Ints, Ints]:
    """The bytes of all texts of a series (no NULL), one after another, and where each begins, and the last ends."""
    array = texts.to_arrow().cast(pa.large_string())
    _, offsets, values = array.buffers()
    bounds = np.frombuffer(offsets, dtype=np.int64, count=len(array) + 1 + array.offset)[array.offset :]
    return np.frombuffer(values or b"", dtype=np.uint8), bounds


def folded(raw: Ints, bounds: Ints) -> Folded:
    """Fold texts: bytes, and where in them each of the texts begins, and the last ends."""
    raw, bounds = raw[bounds[0] : bounds[-1]], bounds - bounds[0]
    # Control characters, and what is not ASCII: as signed numbers, bytes from 128 on are negative.
    odd = np.flatnonzero(raw.view(np.int8) < _BLANK)
    found = raw[odd]
    high, control = odd[found >= 0x80], odd[found < _BLANK]
    data = np.concatenate([raw, np.ones(_PAD, dtype=np.uint8)])
    tails = _straightened(data, high)
    data[control[(data[control] >= 9) & (data[control] <= 13)]] = _BLANK
    solid = data != _BLANK
    kept = np.ones(len(data), dtype=bool)
    np.logical_or(solid[1:], solid[:-1], out=kept[1:])
    # A text's first blank is never one too many: the blank before it is another text's.
    kept[bounds[:-1]] = True
    kept[tails] = False
    gone = np.flatnonzero(np.logical_not(kept, out=solid))
    data[gone] = _NO_BYTE
    data = np.frombuffer(data.tobytes().replace(bytes([_NO_BYTE]), b""), dtype=np.uint8)
    limits = bounds - np.searchsorted(gone, bounds)
    # A byte that is gone puts code points ahead of data; the second or a later byte of a character puts them back.
    inner = high[raw[high] < 0xC0]
    changes = np.concatenate([inner, gone])
    order = np.argsort(changes, kind="stable")
    is_gone = order >= len(inner)
    n_gone = np.cumsum(is_gone)
    shifts = np.append(0, 2 * n_gone - np.arange(1, len(order) + 1))
    return Folded(data, limits[:-1], limits[1:], changes[order] - n_gone + is_gone, shifts)


def _straightened(data: Ints, high: Ints) -> Ints:
    """Write blanks and straight marks over the characters that fold to them; returns the later bytes of the marks.

    The later bytes of blanks become blanks, so a character of white space is like a run of it.
    """
    leads = high[_LEADS[data[high]]]
    lead = data[leads]
    wide = lead >= 0xE0
    code = (
        (lead.astype(np.uint32) << 16) | (data[leads + 1].astype(np.uint32) << 8) | np.where(wide, data[leads + 2], 0)
    )
    slot = np.minimum(np.searchsorted(_CODES, code), len(_CODES) - 1)
    known = _CODES[slot] == code
    leads, wide, ascii_ = leads[known], wide[known], _ASCII[slot[known]]
    second, third = leads + 1, leads[wide] + 2
    data[leads], data[second], data[third] = ascii_, ascii_, ascii_[wide]
    return np.concatenate([second[ascii_ != _BLANK], third[ascii_[wide] != _BLANK]])


def find(texts: Folded, needles: Folded, wanted: Ints) -> tuple[Ints, Ints]:
    """Every place where a needle stands in its text and a word may begin: the needle's number, and the place in data.

    wanted says of each needle in which text it is looked for. Needles of less than four bytes are not looked for, nor
    those that begin with a blank, nor hits that begin inside a word of ASCII letters and digits.
    """
    lengths = needles.ends - needles.starts
    mine = np.flatnonzero((lengths >= _HEAD) & (needles.data[needles.starts] != _BLANK))
    if not len(mine):
        return mine, mine
    chosen, at = _candidates(texts, needles, wanted, mine)
    needle = mine[chosen]
    text = wanted[needle]
    whole = (at >= texts.starts[text]) & (at + lengths[needle] <= texts.ends[text])
    needle, at, text = needle[whole], at[whole], text[whole]
    inside = (at > texts.starts[text]) & _IS_WORD[texts.data[at - 1]] & _IS_WORD[texts.data[at]]
    needle, at = needle[~inside], at[~inside]
    same = _equal(texts.data, at, needles.data, needles.starts[needle], lengths[needle])
    return needle[same], at[same]


def _candidates(texts: Folded, needles: Folded, wanted: Ints, mine: Ints) -> tuple[Ints, Ints]:
    """Where needles may stand: a row of mine, and the place in data of its first byte, which may lie outside its text.

    Told by a few bits made of four bytes, the first of them the needle's rarest, and of the number of the text.
    """
    anchor, rare = _rarest(texts, needles, mine)
    head, sought = _windows(texts.data, _HEAD), _windows(needles.data, _HEAD)[anchor].view("<u4")
    places = _marked(texts.data.tobytes().translate(rare))
    n_before = np.searchsorted(places, np.append(texts.starts, len(head)))
    salts = np.arange(len(texts.starts), dtype=np.uint32) * _MIX_TEXT
    slots = _slots(sought, salts[wanted[mine]])
    order = np.argsort(slots)
    slots = slots[order]
    # Of each slot of the table that has needles: its first and its last row of order.
    taken = np.zeros(1 << _TABLE_BITS, dtype=bool)
    first, last = np.empty(len(taken), dtype=np.int64), np.empty(len(taken), dtype=np.int64)
    rows = np.arange(len(order))
    taken[slots], last[slots], first[slots[::-1]] = True, rows, rows[::-1]
    slots = _slots(head[places].view("<u4"), np.repeat(salts, np.diff(n_before)))
    some = np.flatnonzero(taken[slots])
    places, slots = places[some], slots[some]
    n_pairs = last[slots] - first[slots] + 1
    offsets = np.arange(n_pairs.sum()) - np.repeat(np.cumsum(n_pairs) - n_pairs, n_pairs)
    chosen = order[np.repeat(first[slots], n_pairs) + offsets]
    return chosen, np.repeat(places, n_pairs) - (anchor - needles.starts[mine])[chosen]


def _rarest(texts: Folded, needles: Folded, mine: Ints) -> tuple[Ints, bytes]:
    """Where in needles.data the rarest byte of each needle stands that four bytes can be read from.

    Also a table for bytes.translate that makes 1 of the bytes so chosen, and 0 of all others.
    """
    counts = np.bincount(texts.data[::_SAMPLED], minlength=256)
    ranks = np.argsort(np.argsort(counts)).astype(np.uint8)
    # Rank and place in one number: the least is the first of the rarest. A needle's last three are left out.
    bits, kind = (24, np.uint32) if len(needles.data) < 1 << 24 else (48, np.uint64)
    ranked = np.frombuffer(needles.data[: needles.ends[-1]].tobytes().translate(ranks.tobytes()), dtype=np.uint8)
    ranked = np.left_shift(ranked, bits, dtype=kind) | np.arange(len(ranked), dtype=kind)
    for n in range(1, _HEAD):
        ranked[needles.ends - n] = np.iinfo(kind).max
    least = np.minimum.reduceat(ranked, needles.starts)[mine]
    anchor = (least & kind((1 << bits) - 1)).astype(np.int64)
    rare = np.zeros(256, dtype=np.uint8)
    rare[needles.data[anchor]] = 1
    return anchor, rare.tobytes()


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


def _marked(table: bytes) -> Ints:
    """Where a table of 0 and 1 has 1, its padding left out: eight bytes at a time, since most are 0."""
    eights = np.frombuffer(table, dtype=np.uint64, count=len(table) // 8 - 1)
    some = np.flatnonzero(eights != 0)
    at = np.flatnonzero(eights[some].view(bool))
    return np.asarray((some[at >> 3] << 3) | (at & 7))


def _windows(data: Ints, width: int) -> Ints:
    """The next so many bytes, at every byte."""
    return np.ndarray((len(data) - width + 1,), dtype=f"V{width}", buffer=data, strides=(1,))


def _slots(windows: Ints, salts: Ints) -> Ints:
    """Places in a table, made of windows of four bytes and a salt for each."""
    return np.asarray((windows * _MIX + salts) >> np.uint32(32 - _TABLE_BITS))
