"""The corpus as a whole: is it coded as a careful coder would, and does it hold what it may hold?"""

from __future__ import annotations

from expectations.check import Suite
from expectations.suites import corpus_coding, corpus_documents, corpus_quotes, corpus_texts

SUITE = Suite(
    name="corpus",
    about="The corpus as a whole: how it was coded, what its documents are, and which texts it may hold.",
    checks=corpus_coding.CHECKS + corpus_documents.CHECKS + corpus_quotes.CHECKS + corpus_texts.CHECKS,
)
