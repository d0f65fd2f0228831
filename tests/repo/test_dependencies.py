"""What Parley is made of: locked and hashed, under known terms, and looked at by tools that tell the truth."""

from __future__ import annotations

import json
import re

import pytest

from deploy import audit, licences
from deploy.audit import FOUND, UNASKED, Answer

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-audit.txt", "requirements-spark.txt")
NAME = r"[A-Za-z0-9][\w.-]*"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_one_version_with_its_hashes(lock: str, texts: dict[str, str]) -> None:
    entries = [entry for entry in re.split(r"\n(?=\S)", texts[lock]) if not entry.lstrip().startswith("#")]
    assert len(entries) > 5
    pinned = re.compile(rf"{NAME}(\[[\w,-]+\])?==[\w.+!-]+( ; [^\\]+)? \\\n    --hash=sha256:[0-9a-f]{{64}}")
    assert [entry.split("\n")[0] for entry in entries if not pinned.match(entry)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_its_list_asks_for(lock: str, texts: dict[str, str]) -> None:
    wanted = re.findall(rf"^({NAME})(?:==([\w.]+))?", texts[lock.replace(".txt", ".in")], re.MULTILINE)
    held = dict(re.findall(rf"^({NAME})(?:\[[\w,-]+\])?==([\w.+!-]+)", texts[lock], re.MULTILINE))
    assert [name for name, version in wanted if held.get(name) != (version or held.get(name, "none"))] == []


def test_locks_agree_on_the_versions_that_they_share(texts: dict[str, str]) -> None:
    found: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in set(re.findall(rf"^({NAME})(?:\[[\w,-]+\])?==([\w.+!-]+)", texts[lock], re.MULTILINE)):
            found.setdefault(name, set()).add(version)
    both = {name for name, _ in re.findall(rf"^({NAME})==(\S+) ; python", texts["requirements.txt"], re.MULTILINE)}
    assert {name: versions for name, versions in found.items() if len(versions) > 1 and name not in both} == {}


def test_installations_check_the_hashes(texts: dict[str, str]) -> None:
    installs = [line for line in texts["Makefile"].splitlines() if re.search(r"install .*-r requirements", line)]
    assert len(installs) == len(LOCKS)
    assert [line for line in installs if "--require-hashes" not in line] == []


def test_every_licence_is_known_and_allowed() -> None:
    allowed, found = licences.table("allowed"), licences.packages()
    assert len(found) > 50
    refused = {one.name: one.licence for one in found if not licences.is_allowed(one.licence, allowed)}
    assert refused == {}, "see `make licences`"


def test_what_we_say_of_a_licence_is_about_a_locked_package() -> None:
    assert set(licences.table("told")) - {package.name for package in licences.packages()} == set()


@pytest.mark.parametrize(
    ("expression", "is_allowed"),
    [
        ("MIT", True),
        ("MIT AND PSF-2.0", True),
        ("Artistic-1.0-Perl OR GPL-2.0-or-later", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-only OR SSPL-1.0", False),
        ("(MIT OR GPL-3.0-only) AND MIT", False),
        ("", False),
        (None, False),
    ],
)
def test_an_expression_is_allowed_if_each_part_is(expression: str | None, is_allowed: bool) -> None:
    assert licences.is_allowed(expression, licences.table("allowed")) == is_allowed


def test_a_licence_is_read_from_what_says_which_one_it_is() -> None:
    assert licences.read("MIT", "something else", []) == "MIT"
    assert licences.read(None, "Apache License 2.0", []) == "Apache-2.0"
    assert licences.read(None, "Copyright and a long text", ["MIT License"]) == "MIT"
    assert licences.read(None, None, ["BSD License"]) is None
    assert licences.read(None, "GPL", ["GNU General Public License (GPL)"]) is None


def report(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": list(packages), "fixes": []})


SOUND = {"name": "a", "version": "1", "vulns": []}
WEAK = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1"}, {"id": "GHSA-2"}]}
UNKNOWN = {"name": "c", "skip_reason": "Dependency not found"}


def test_no_data_is_not_taken_for_no_weakness() -> None:
    """pip-audit itself passes in the first case: it found no weakness in what it knows nothing about."""
    for output, errors in ((report(UNKNOWN), ""), ("", "ConnectionError: no such host"), (report(), ""), ("[]", "")):
        code, lines = audit.told({"pypi": audit.read(output, errors)})
        assert code == UNASKED
        assert "says nothing" in lines[0]


def test_a_weakness_is_told_even_if_other_packages_are_unknown() -> None:
    code, lines = audit.told({"pypi": audit.read(report(SOUND, WEAK, UNKNOWN), "")})
    assert code == FOUND
    assert "b 2: GHSA-2, PYSEC-1" in lines


def test_one_service_that_knows_all_is_enough() -> None:
    code, lines = audit.told({"pypi": Answer(error="refused"), "osv": audit.read(report(SOUND), "")})
    assert code == 0
    assert "1 locked package" in lines[0]


def test_ci_installs_the_proxies(texts: dict[str, str]) -> None:
    """Else their examples would be tried nowhere."""
    assert "for proxy in nginx caddy" in texts[".ci/run"]


def test_ci_installs_java(texts: dict[str, str]) -> None:
    """Spark runs on it; without one, `make test-spark` fails and says what to install."""
    assert "openjdk-17-jre-headless" in texts[".ci/run"]
