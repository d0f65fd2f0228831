"""Texts in the form in which runs of them must be equal: one blank for white space, straight quotation marks.

On UTF-8 bytes, with NumPy, some hundred texts at a time: what is not plain ASCII is rare, so it is looked for once and
only it is looked at; bytes that go are marked with one that no text has, and leave by one `replace`. anchors.py says
what folds, and folds single texts by regular expressions.
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
BLANK = 32
# So many bytes may be read beyond the end of folded texts: no blanks, no control characters, nothing that folds.
_PAD, _FILLER = 64, 0x7F
# Never a byte of UTF-8.
_NO_BYTE = 0xFF


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
# Of a byte: whether it is an ASCII letter or digit, or a low line.
IS_WORD = np.array([byte < 128 and (chr(byte).isalnum() or chr(byte) == "_") for byte in range(256)])


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

    def runs_on(self, end: Ints, text: Ints) -> Ints:
        """Whether a word of ASCII letters and digits goes on where hits end."""
        runs_on: Ints = IS_WORD[self.data[end - 1]] & IS_WORD[self.data[end]] & (end < self.ends[text])
        return runs_on

    def meets_others(self, at: Ints, end: Ints) -> Ints:
        """Whether a character at the edges of hits, inside or outside, is not ASCII."""
        meets: Ints = (self.data[at - 1] | self.data[at] | self.data[end - 1] | self.data[end]) >= 0x80
        return meets

    def edges(self, at: Ints, end: Ints, text: Ints) -> Ints:
        """Code points of the characters at the edges of hits, in four rows: before, first, last, after; 0 for none."""
        codes = np.stack([self._characters(begin) for begin in (self._before(at), at, self._before(end), end)])
        codes[0, at == self.starts[text]] = 0
        codes[3, end == self.ends[text]] = 0
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


def _joined(texts: pl.Series) -> tuple[Ints, Ints]:
    """The bytes of all texts, one after another, and where each begins, and the last ends."""
    array = texts.to_arrow().cast(pa.large_string())
    _, offsets, values = array.buffers()
    bounds = np.frombuffer(offsets, dtype=np.int64, count=len(array) + 1 + array.offset)[array.offset :]
    return np.frombuffer(values or b"", dtype=np.uint8)[bounds[0] : bounds[-1]], bounds - bounds[0]


def folded(texts: pl.Series) -> Folded:
    """Fold texts (no NULL)."""
    raw, bounds = _joined(texts)
    held = bytearray(len(raw) + _PAD)
    data = np.frombuffer(held, dtype=np.uint8)
    data[: len(raw)], data[len(raw) :] = raw, _FILLER
    # Control characters, and what is not ASCII: as signed numbers, bytes from 128 on are negative.
    odd = marked(data.view(np.int8) < BLANK)
    found = data[odd]
    tails = _straightened(data, odd[found >= 0x80])
    data[odd[(found >= 9) & (found <= 13)]] = BLANK
    blank = data == BLANK
    drop = np.empty_like(blank)
    np.logical_and(blank[1:], blank[:-1], out=drop[1:])
    # A text's first blank is never one too many: the blank before it is another text's.
    drop[0], drop[bounds[:-1]] = False, False
    drop[tails] = True
    gone = marked(drop)
    data[gone] = _NO_BYTE
    later = odd[found & 0xC0 == 0x80]
    # A byte that is gone puts code points ahead of data, a later byte of a character puts them back, one that is both
    # does neither.
    changes, shifts = _shifts(gone[raw[gone] & 0xC0 != 0x80], later[~drop[later]])
    changes -= np.searchsorted(gone, changes)
    limits = bounds - np.searchsorted(gone, bounds)
    data = np.frombuffer(held.replace(bytes([_NO_BYTE]), b""), dtype=np.uint8)
    return Folded(data, limits[:-1], limits[1:], changes, shifts)


def _shifts(ahead: Ints, back: Ints) -> tuple[Ints, Ints]:
    """Places of both in one order, and the sum, before the first and after each, of 1 for ahead and -1 for back."""
    changes = np.concatenate([ahead, back])
    order = np.argsort(changes, kind="stable")
    steps = np.where(order < len(ahead), 1, -1)
    return changes[order], np.append(0, np.cumsum(steps))


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
    return np.concatenate([second[ascii_ != BLANK], third[ascii_[wide] != BLANK]])


def marked(held: Ints) -> Ints:
    """Where a table of bools has True, its padding left out: eight at a time, since most are False."""
    eights = np.frombuffer(held, dtype=np.uint64, count=len(held) // 8 - 1)
    some = np.flatnonzero(eights != 0)
    at = np.flatnonzero(eights[some].view(bool))
    return np.asarray((some[at >> 3] << 3) | (at & 7))
