"""What must stand in no file: text of the articles, addresses of registries, paths of a machine, secrets."""

from __future__ import annotations

import csv
import io
import re

import pytest

from parley.paths import ROOT

SOURCES = ROOT.parent / "shared" / "sources"
RUN = 13
MOST_WORDS = 12

# Put together here, so that this file does not hold what it looks for.
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "debian" + ".org")
PATHS = re.compile(r"(?<![\w.}~*-])/(?:work|home|root|Users)/\w")
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}|\bglpat-[\w-]{20}"
    r"|\bsk-[A-Za-z0-9-]{20,}"
    r"|(?i:password|secret|token|api_?key)\s*[=:]\s*['\"][^'\"\s{}$]{8,}['\"]"
)


def found(pattern: re.Pattern[str], texts: dict[str, str]) -> list[str]:
    return [f"{name}: {hit.group()}" for name, text in texts.items() for hit in pattern.finditer(text)]


def test_no_address_of_a_registry(texts: dict[str, str]) -> None:
    assert found(re.compile("|".join(map(re.escape, REGISTRIES))), texts) == []


def test_lock_names_no_index(texts: dict[str, str]) -> None:
    locks = {name: text for name, text in texts.items() if re.fullmatch(r"requirements(-dev)?\.txt", name)}
    assert len(locks) == 2
    assert found(re.compile(r"https?://|--(?:extra-)?index-url|--find-links"), locks) == []


def test_every_locked_version_has_a_hash(texts: dict[str, str]) -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        entries = re.split(r"\n(?=[A-Za-z0-9])", texts[name])
        assert [entry.split("\n")[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []


def test_no_path_of_a_machine(texts: dict[str, str]) -> None:
    assert found(PATHS, texts) == []


def test_no_secret(texts: dict[str, str]) -> None:
    assert found(SECRETS, texts) == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (PATHS, "see " + "/home" + "/me/x.csv"),
        (PATHS, "'" + "/work" + "/main'"),
        (SECRETS, "-----BEGIN RSA " + "PRIVATE KEY-----"),
        (SECRETS, "pass" + "word = 'correct-horse'"),
    ],
)
def test_patterns_find_what_they_are_for(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


@pytest.mark.parametrize("text", ["https://www.example.org/home/page", "a/work/of", "~/articles", "password = ''"])
def test_patterns_leave_the_harmless_alone(text: str) -> None:
    assert not PATHS.search(text)
    assert not SECRETS.search(text)


def normal_words(text: str) -> list[str]:
    """Words without case, accents of quotation and punctuation."""
    return re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.lower()))


def runs(words: list[str]) -> set[tuple[str, ...]]:
    """Every run of so many words that it is no phrase any more."""
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_no_file_holds_a_sentence_of_the_articles(texts: dict[str, str]) -> None:
    """Titles are references and may stand in documents.csv; nothing else of this length may stand anywhere."""
    if not SOURCES.is_dir():
        pytest.skip("the articles are not on this machine: nothing to compare with")
    articles = [normal_words(path.read_text(encoding="utf-8")) for path in sorted(SOURCES.glob("*.txt"))]
    taken = set[tuple[str, ...]]().union(*map(runs, articles))
    copies = {
        name: " ".join(hits[0])
        for name, text in texts.items()
        if name != "corpus/documents.csv" and (hits := sorted(runs(normal_words(text)) & taken))
    }
    assert copies == {}


@pytest.mark.parametrize(("folder", "column"), [("claims", "quote"), ("dismissals", "phrase"), (".", "quote")])
def test_no_quote_is_longer_than_a_phrase(folder: str, column: str, texts: dict[str, str]) -> None:
    prefix = "corpus/" if folder == "." else f"corpus/{folder}/"
    long = []
    for name, text in texts.items():
        if name.startswith(prefix) and name.endswith(".csv") and "/" not in name.removeprefix(prefix):
            rows = csv.DictReader(io.StringIO(text))
            long += [f"{name}: {row[column]}" for row in rows if len((row.get(column) or "").split()) > MOST_WORDS]
    assert long == []


def test_no_digest_quotes_more_than_a_phrase(texts: dict[str, str]) -> None:
    long = []
    for name, text in texts.items():
        if name.startswith("corpus/texts/"):
            quotes = re.findall(r"“([^”]*)”|\"([^\"]*)\"", text)
            long += [f"{name}: {quote}" for pair in quotes for quote in pair if len(quote.split()) > MOST_WORDS]
    assert long == []
