"""How long an id is that is made from content: a prefix (`clm_`) and the first digits of a hash.

Claims and links get theirs here; ids that models make have as many digits (macros/short_hash.sql). Why so many:
docs/decisions/0009-ids.md.
"""

from __future__ import annotations

DIGITS = 16
"""Hexadecimal digits after the prefix: 64 bits."""

FORMER_DIGITS = 12
"""Ids had so many at first. One of them is the beginning of today's, and is still read where it was written."""

CLAIM = "clm_"
FORMER_LENGTH = len(CLAIM) + FORMER_DIGITS
PATTERN = rf"^{CLAIM}[0-9a-f]{{{FORMER_DIGITS}}}([0-9a-f]{{{DIGITS - FORMER_DIGITS}}})?$"
"""An id of a claim, of either length."""
