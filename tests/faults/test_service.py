"""The dashboard's server by itself: whom it listens to, whom it refuses, and that it asks nobody."""

from __future__ import annotations

import socket
import tomllib

import pytest
from streamlit import config, net_util
from streamlit.web.server import server_util
from streamlit.web.server.starlette import starlette_server

from dashboards.__main__ import send_at_once, silence
from parley import paths
from tests.faults import service

WANTED = {
    "server": {
        "address": "127.0.0.1",
        "allowedHosts": ["localhost", "127.0.0.1"],
        "enableCORS": True,
        "enableXsrfProtection": True,
        "xsrfCookieSameSite": "strict",
        "enableStaticServing": False,
        "enableAgentApi": False,
        "maxUploadSize": 1,
    },
    "browser": {"gatherUsageStats": False},
    "client": {"showErrorDetails": "none"},
}


@pytest.fixture
def port(served: int) -> int:
    """Where the dashboard listens."""
    return served


def status(port: int, origin: str | None, host: str = "") -> int:
    """With what a WebSocket of that origin and host is answered: 101 if it is opened."""

    def opening() -> object:
        way = socket.create_connection(("127.0.0.1", port), timeout=20)
        return service.open_session(f"ws://{host or f'127.0.0.1:{port}'}/_stcore/stream", way, origin, {})

    return service.refused(opening)


def test_the_committed_configuration_is_the_closed_one() -> None:
    told = tomllib.loads((paths.ROOT / ".streamlit" / "config.toml").read_text())
    assert {part: {name: told[part].get(name) for name in names} for part, names in WANTED.items()} == WANTED


def test_every_option_is_one_that_streamlit_knows() -> None:
    """A misspelt one is ignored with a warning that nobody reads."""
    told = tomllib.loads((paths.ROOT / ".streamlit" / "config.toml").read_text())
    known = set(config._config_options_template)
    named = {f"{part}.{name}" for part, names in told.items() for name in names if not isinstance(names[name], dict)}
    assert named - known == set()


def test_it_listens_on_the_loopback_address_alone(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # of no machine; nothing is sent
            outer = probe.getsockname()[0]
        except OSError:
            outer = "127.0.0.1"
    if outer.startswith("127."):
        pytest.skip("this machine has the loopback address alone")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((outer, port), timeout=5)


def test_a_reader_on_this_machine_sees_the_overview(port: int) -> None:
    way = socket.create_connection(("127.0.0.1", port), timeout=20)
    with service.open_session(f"ws://localhost:{port}/_stcore/stream", way, f"http://localhost:{port}", {}) as session:
        assert "Parley: who says which number" in service.drawn(session)


@pytest.mark.parametrize("host", ["elsewhere.example", "localhost.elsewhere.example", "127.0.0.1.nip.example", "0"])
def test_a_name_pointed_at_this_machine_is_refused(port: int, host: str) -> None:
    """DNS rebinding: a page of that name would be of one origin with the dashboard."""
    assert status(port, f"http://{host}:{port}", f"{host}:{port}") == 403


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://localhost.elsewhere.example", "null", ""])
def test_a_page_from_elsewhere_is_refused(port: int, origin: str) -> None:
    assert status(port, origin) == 403


@pytest.mark.parametrize(
    "path",
    [
        "/app/static/../app.py",
        "/app/static/%2e%2e/app.py",
        "/static/..%2f..%2f..%2fetc%2fpasswd",
        "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/media/..%2f..%2fetc%2fpasswd",
        "/component/x/../../../etc/passwd",
        "/_stcore/bidi-components/x/..%2f..%2fetc%2fpasswd",
        "//etc/passwd",
        "/.streamlit/config.toml",
        "/warehouse/parley.duckdb",
        "/corpus/documents.csv",
    ],
)
def test_no_file_of_the_machine_is_served(port: int, path: str) -> None:
    """An unknown path is answered with the empty page, or refused."""
    reply = service.ask(port, path)
    assert b"root:" not in reply.body
    assert reply.status in (400, 403, 404) or b"<title>Streamlit</title>" in reply.body


@pytest.mark.parametrize("path", ["/_stcore/agent/interact", "/_stcore/agent/mcp"])
def test_no_program_drives_the_pages(port: int, path: str) -> None:
    assert service.ask(port, path, method="POST", body=b"{}", Content_Type="application/json").status >= 400


def test_nothing_can_be_uploaded(port: int) -> None:
    reply = service.ask(port, "/_stcore/upload_file/a/b", method="PUT", body=b"x", Content_Type="text/plain")
    assert reply.status >= 400


def test_a_foreign_page_may_not_read_an_answer(port: int) -> None:
    reply = service.ask(port, "/_stcore/health", Origin="https://elsewhere.example")
    assert "access-control-allow-origin" not in reply.headers
    assert "samesite=strict" in reply.headers["set-cookie"].lower()


def test_nobody_is_asked_for_the_outer_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit would ask a server on the internet when a page from elsewhere knocks."""
    asked: list[str] = []
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda address, **_: asked.append(address))
    monkeypatch.setattr(net_util, "_external_ip", None)
    assert not server_util.is_url_from_allowed_origins("https://elsewhere.example")
    assert asked  # else this test shows nothing: Streamlit no longer asks, and the launcher may go
    asked.clear()
    silence()
    assert not server_util.is_url_from_allowed_origins("https://elsewhere.example")
    assert asked == []


def test_the_server_holds_no_answer_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each small file waits for the browser to confirm the one before."""
    monkeypatch.setattr(starlette_server, "_bind_socket", starlette_server._bind_socket)
    send_at_once()
    with starlette_server._bind_socket("127.0.0.1", 0, 1) as listening:
        assert listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
