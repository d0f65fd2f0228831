"""Starts the dashboard's server: `python -m dashboards --server.port 8600`; the options are Streamlit's.

Streamlit 1.67 asks a server on the internet for the machine's outer address when a page from elsewhere knocks at the
WebSocket, to see whether that page is its own. Here nothing phones home: the outer address is taken for the loopback
one, so nobody is asked, and such a page is refused.

And its server leaves the system's habit on to hold small answers back until earlier ones are confirmed (Nagle's
algorithm), which makes each of a hundred small files wait up to 40 ms; here it is off.
"""

from __future__ import annotations

import socket
import sys

from streamlit import net_util
from streamlit.web import cli
from streamlit.web.server.starlette import starlette_server

from dashboards.front import hasten
from parley import paths


def silence() -> None:
    """Make Streamlit know the outer address already; the loopback one is allowed anyway, so nothing is opened."""
    net_util._external_ip = "127.0.0.1"


def send_at_once() -> None:
    """Let the socket on which the server listens, and so those that it accepts, hold nothing back."""
    bind = starlette_server._bind_socket

    def bound(address: str, port: int, backlog: int) -> socket.socket:
        listening = bind(address, port, backlog)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening

    starlette_server._bind_socket = bound


def main() -> None:
    """Run the server with the options of the command line."""
    silence()
    send_at_once()
    front = hasten()
    try:
        cli.main(args=["run", str(paths.DASHBOARD), *sys.argv[1:]], prog_name="streamlit")
    finally:
        if front:
            front.cleanup()


if __name__ == "__main__":
    main()
