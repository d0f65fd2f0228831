"""The dashboard as a service: started on a free port, asked over plain sockets, with a proxy before it."""

from __future__ import annotations

import base64
import http.client
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from parley import paths

NAME = "parley.example.org"
"""The name in the examples of deploy/."""

LOGIN = ("reader", "correct horse")
_HASHED = "$2a$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"
"""The same as Caddy wants it, made in 2 ** 4 rounds: a login of these tests takes no second."""

_PATIENCE = 40.0
_ADMINISTRATION = "/usr/sbin:/usr/local/sbin:/sbin"


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def program(name: str) -> str | None:
    """Where a program is, also among those for administrators."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:{_ADMINISTRATION}")


@contextmanager
def dashboard(warehouse: Path, **variables: str) -> Iterator[int]:
    """The dashboard on a port of the loopback address, with the project's own configuration."""
    port = free_port()
    command = [sys.executable, "-m", "dashboards", "--server.port", str(port)]
    environment = {**os.environ, "PARLEY_WAREHOUSE": str(warehouse), "PARLEY_ORIGINALS": os.devnull, **variables}
    with _running(command, port, cwd=paths.ROOT, env=environment):
        yield port


@contextmanager
def _running(command: list[str], port: int, **how: Any) -> Iterator[None]:
    """A server that listens on a port, ended with the block."""
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **how)
    try:
        _wait(server, port)
        yield
    finally:
        server.terminate()
        server.communicate(timeout=20)


def _wait(server: subprocess.Popen[str], port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"{server.args!r} ended: {server.communicate()[0]}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{server.args!r} did not listen on {port}")


@dataclass(frozen=True)
class Proxy:
    """A proxy before a server.

    Attributes:
        port: of its TLS.
        plain: the port that leads to TLS.
        certificate: by which it is known.
    """

    port: int
    plain: int
    certificate: Path

    def ask(self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
        """One request over TLS, as a browser sends it that has the name from the address bar."""
        link = http.client.HTTPConnection(NAME)
        link.sock = self._secured()
        return _asked(link, method, path, body, headers)

    def session(self, origin: str | None = f"https://{NAME}", **headers: str) -> ClientConnection:
        """A WebSocket to the dashboard; raises InvalidStatus where it is refused."""
        return open_session(f"wss://{NAME}/_stcore/stream", self._plain(), origin, headers, self._trust())

    def _trust(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(self.certificate))
        context.check_hostname = True
        return context

    def _plain(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def _secured(self) -> ssl.SSLSocket:
        return self._trust().wrap_socket(self._plain(), server_hostname=NAME)


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(port: int, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
    """One plain request to a port of the loopback address."""
    return _asked(http.client.HTTPConnection("127.0.0.1", port, timeout=20), method, path, body, headers)


def _asked(
    link: http.client.HTTPConnection, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
) -> Reply:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    link.putrequest(method, path, skip_host="Host" in sent, skip_accept_encoding=True)
    for name, value in {**sent, **({"Content-Length": str(len(body))} if body is not None else {})}.items():
        link.putheader(name, value)
    link.endheaders(body)
    answer = link.getresponse()
    reply = Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    link.close()
    return reply


def open_session(
    address: str,
    way: socket.socket,
    origin: str | None,
    headers: Mapping[str, str],
    trust: ssl.SSLContext | None = None,
) -> ClientConnection:
    """A WebSocket over a socket that is open already."""
    return connect(
        address,
        sock=way,
        ssl=trust,
        origin=origin,  # type: ignore[arg-type]
        subprotocols=["streamlit"],  # type: ignore[list-item]
        additional_headers=dict(headers),
        max_size=None,
        open_timeout=20,
    )


def refused(opening: Any) -> int:
    """The status with which a WebSocket was refused; 101 if it was not."""
    try:
        opening().close()
    except InvalidStatus as error:
        return error.response.status_code
    return 101


def login(user: str = LOGIN[0], word: str = LOGIN[1]) -> str:
    """What a browser sends of a login."""
    return f"Basic {base64.b64encode(f'{user}:{word}'.encode()).decode()}"


def drawn(session: ClientConnection, page: str = "") -> list[str]:
    """Ask for a page as a browser does; its titles and HTML, when it is drawn to the end."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    message = BackMsg()
    message.rerun_script.query_string = ""
    message.rerun_script.page_name = page
    session.send(message.SerializeToString())
    said = []
    while True:
        answer = ForwardMsg.FromString(session.recv(timeout=30))  # type: ignore[arg-type]
        if answer.WhichOneof("type") == "script_finished":
            return said
        if answer.WhichOneof("type") == "delta" and answer.delta.WhichOneof("type") == "new_element":
            element = answer.delta.new_element
            said.append(element.heading.body or element.html.body)


def certificate(folder: Path) -> Path:
    """A certificate for the name of the examples and its key, made now, as fullchain.pem and privkey.pem."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "privkey.pem").write_bytes(private)
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return folder / "fullchain.pem"


def replaced(text: str, changes: Mapping[str, str]) -> str:
    """The example with ports and places of this machine; each of them must stand there."""
    for old, new in changes.items():
        assert old in text, f"the example has no longer {old!r}"
        text = text.replace(old, new)
    return text


@contextmanager
def nginx(folder: Path, upstream: int, others: Mapping[str, str] | None = None) -> Iterator[Proxy]:
    """deploy/nginx.conf as it stands, but for ports, places and other changes, before a server on a port."""
    proxy = Proxy(free_port(), free_port(), certificate(folder))
    (folder / "logins").write_text(f"{LOGIN[0]}:{{PLAIN}}{LOGIN[1]}\n")
    changes = {
        **(others or {}),
        "listen 80;": f"listen 127.0.0.1:{proxy.plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{proxy.port} ssl http2;",
        "server 127.0.0.1:8501;": f"server 127.0.0.1:{upstream};",
        "/etc/nginx/parley/": f"{folder}/",
    }
    (folder / "parley.conf").write_text(replaced((paths.ROOT / "deploy/nginx.conf").read_text(), changes))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; pid {folder}/pid; error_log stderr; worker_processes 1; events {{ }}\n"
        f"http {{ access_log off; {places} include {folder}/parley.conf; }}\n"
    )
    command = [program("nginx") or "nginx", "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with _running(command, proxy.port):
        yield proxy


@contextmanager
def caddy(folder: Path, upstream: int) -> Iterator[Proxy]:
    """deploy/Caddyfile as it stands, but for ports, places and login, before a server on a port."""
    proxy, command = Proxy(free_port(), free_port(), certificate(folder)), program("caddy") or "caddy"
    ports = f"http_port {proxy.plain}\n\thttps_port {proxy.port}\n\tdefault_bind 127.0.0.1"
    changes = {
        "admin off": f"admin off\n\tskip_install_trust\n\t{ports}",
        f"\n{NAME} {{": f"\n{NAME} {{\n\ttls {folder}/fullchain.pem {folder}/privkey.pem",
        "127.0.0.1:8501": f"127.0.0.1:{upstream}",
        "$2a$14$REPLACE.THIS.BY.WHAT.caddy.hash-password.PRINTS": _HASHED,
    }
    (folder / "Caddyfile").write_text(replaced((paths.ROOT / "deploy/Caddyfile").read_text(), changes))
    own = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    run = [command, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    with _running(run, proxy.port, env={**os.environ, **own}):
        yield proxy


PROXIES = {"nginx": nginx, "caddy": caddy}
"""What deploy/ has an example for, by the name of the program."""
