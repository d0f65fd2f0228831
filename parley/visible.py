"""Signs that nobody sees: controls that steer a terminal, and marks that turn the order of letters around."""

from __future__ import annotations

import re

_STEERING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Controls but for tab and line ends, and the marks that reorder what stands around them; a joiner stays a joiner."""


def for_terminal(text: str) -> str:
    """The text with all that is not printable written out, but for line breaks and tabs: data steers no terminal."""
    return "".join(c if c in "\n\t" or c.isprintable() else _written(c) for c in text)


def for_page(text: str) -> str:
    """The text with controls and reordering marks written out by their number; letters of all scripts stay."""
    return _STEERING.sub(lambda found: _written(found.group()), text)


def _written(sign: str) -> str:
    """A sign by its number."""
    return sign.encode("unicode_escape").decode()
