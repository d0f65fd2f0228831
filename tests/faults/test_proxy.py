"""The examples of deploy/, started: what they let in, what they keep out, and what they say to a browser.

Where nginx or Caddy is not installed, its tests are skipped and say so. On GitHub, where .ci/run can install both,
that is an error.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from parley import paths
from tests.faults import service
from tests.faults.service import NAME, PROXIES, Proxy, login

HEADERS = {
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def needed(name: str) -> None:
    """Skip, or fail on GitHub, where the proxy is not installed."""
    if service.program(name) is None:
        missing = f"no {name} found: install it to try its example"
        if os.environ.get("GITHUB_ACTIONS"):
            pytest.fail(missing)
        pytest.skip(missing)


@pytest.fixture(scope="module", params=PROXIES)
def proxy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Each example before the dashboard."""
    needed(request.param)
    port = request.getfixturevalue("served")
    with PROXIES[request.param](tmp_path_factory.mktemp(request.param), port) as found:
        yield found


@pytest.mark.parametrize("path", ["/", "/sql?sql=select+1", "/_stcore/health", "/static/x", "/media/x"])
@pytest.mark.parametrize("word", [None, "wrong", ""])
def test_nobody_comes_in_without_a_login(proxy: Proxy, path: str, word: str | None) -> None:
    reply = proxy.ask(path) if word is None else proxy.ask(path, Authorization=login(word=word))
    assert reply.status == 401
    assert b"streamlit" not in reply.body.lower()


def test_no_session_without_a_login(proxy: Proxy) -> None:
    assert service.refused(proxy.session) == 401
    assert service.refused(lambda: proxy.session(Authorization=login(word="wrong"))) == 401


def test_a_reader_gets_the_page_with_its_headers(proxy: Proxy) -> None:
    reply = proxy.ask("/", Authorization=login())
    assert reply.status == 200
    assert b"<title>Streamlit</title>" in reply.body
    assert {name: reply.headers.get(name) for name in HEADERS} == HEADERS
    assert "uvicorn" not in reply.headers.get("server", "")
    assert not re.search(r"\d", reply.headers.get("server", ""))


@pytest.mark.parametrize("path", ["/", "/_stcore/metrics"])
def test_refusals_have_the_headers_too(proxy: Proxy, path: str) -> None:
    assert proxy.ask(path).headers.get("x-frame-options") == "DENY"


def test_cookies_go_over_tls_alone(proxy: Proxy) -> None:
    cookie = proxy.ask("/_stcore/health", Authorization=login()).headers["set-cookie"]
    assert "secure" in cookie.lower()
    assert "samesite=strict" in cookie.lower()


def test_the_policy_allows_no_foreign_script(proxy: Proxy) -> None:
    policy = proxy.ask("/", Authorization=login()).headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'self'"
    assert "unsafe" not in rules["script-src"]
    assert all("//" not in rule and "*" not in rule for rule in rules.values())
    assert rules["frame-ancestors"] == rules["object-src"] == "'none'"


def test_a_reader_sees_the_overview(proxy: Proxy) -> None:
    with proxy.session(Authorization=login()) as session:
        assert "Parley: who says which number" in service.drawn(session)


@pytest.mark.parametrize("origin", ["https://elsewhere.example", f"http://{NAME}", f"https://{NAME}.evil", "null"])
def test_a_page_from_elsewhere_cannot_use_the_login(proxy: Proxy, origin: str) -> None:
    assert service.refused(lambda: proxy.session(origin, Authorization=login())) == 403
    assert proxy.ask("/_stcore/health", Authorization=login(), Origin=origin).status == 403


@pytest.mark.parametrize(
    "path", ["metrics", "agent/interact", "agent/openapi.json", "agent/mcp", "upload_file/a/b", "script-health-check"]
)
def test_what_no_reader_needs_is_closed(proxy: Proxy, path: str) -> None:
    assert proxy.ask(f"/_stcore/{path}", Authorization=login()).status == 404


def test_a_large_body_is_refused(proxy: Proxy) -> None:
    reply = proxy.ask("/_stcore/health", method="PUT", body=b"x" * 70_000, Authorization=login())
    assert reply.status in (405, 413)


def test_another_name_is_not_served(proxy: Proxy) -> None:
    reply = proxy.ask("/", Host="elsewhere.example", Authorization=login())
    assert reply.status == 421 or reply.body == b""


def test_plain_http_leads_to_tls(proxy: Proxy) -> None:
    reply = service.ask(proxy.plain, "/sql?sql=select+1", Host=NAME)
    assert reply.status in (301, 308)
    assert reply.headers["location"].startswith(f"https://{NAME}")


class Echo(BaseHTTPRequestHandler):
    """Says which headers it was sent."""

    def do_GET(self) -> None:
        body = str(self.headers).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing on standard error."""


@pytest.mark.parametrize("name", PROXIES)
def test_the_login_ends_at_the_proxy(name: str, tmp_path: Path) -> None:
    """The dashboard has no use for a password, and cannot lose what it is not told."""
    needed(name)
    with HTTPServer(("127.0.0.1", 0), Echo) as upstream:
        threading.Thread(target=upstream.serve_forever, daemon=True).start()
        with PROXIES[name](tmp_path, upstream.server_port) as found:
            sent = found.ask("/", Authorization=login(), X_Forwarded_For="203.0.113.9").body.decode().lower()
        upstream.shutdown()
    assert "authorization" not in sent
    assert f"host: {NAME}\n" in sent
    # What a reader says of where he comes from is not believed.
    assert "203.0.113.9" not in sent


def test_the_files_of_a_page_are_not_counted(tmp_path: Path) -> None:
    """A newsroom comes from one address, and each first visit fetches a hundred files: other requests are counted."""
    needed("nginx")
    fewer = {"rate=50r/s": "rate=1r/m", "burst=300": "burst=4"}
    with HTTPServer(("127.0.0.1", 0), Echo) as upstream:
        threading.Thread(target=upstream.serve_forever, daemon=True).start()
        with service.nginx(tmp_path, upstream.server_port, fewer) as found:
            statuses = [
                {found.ask(path, Authorization=login()).status for _ in range(20)}
                for path in ("/static/js/index.js", "/static/../_stcore/health")
            ]
        upstream.shutdown()
    assert statuses == [{200}, {200, 503}]


def test_the_policy_knows_both_scripts_of_the_front_page(proxy: Proxy) -> None:
    """A new version of Streamlit may bring another one, and ours may change: then the examples need its hash."""
    import base64
    import hashlib

    policy = proxy.ask("/", Authorization=login()).headers["content-security-policy"]
    page = proxy.ask("/", Authorization=login()).body.decode()
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert len(hashes) == 2
    assert [found for found in hashes if f"'sha256-{found}'" not in policy] == []


def test_both_examples_say_the_same() -> None:
    told = [(paths.ROOT / "deploy" / name).read_text() for name in ("nginx.conf", "Caddyfile")]
    policies = [re.findall(r'Content-Security-Policy "([^"]+)"', text) for text in told]
    assert policies[0] == policies[1]
    assert len(policies[0]) == 1
