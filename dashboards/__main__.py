"""Starts the dashboard's server: `python -m dashboards --server.port 8600`; the options are Streamlit's.

Streamlit 1.67 asks a server on the internet for the machine's outer address when a page from elsewhere knocks at the
WebSocket, to see whether that page is its own. Here nothing phones home: the outer address is taken for the loopback
one, so nobody is asked, and such a page is refused.
"""

from __future__ import annotations

import sys

from streamlit import net_util
from streamlit.web import cli

from dashboards.front import hasten
from parley import paths


def silence() -> None:
    """Make Streamlit know the outer address already; the loopback one is allowed anyway, so nothing is opened."""
    net_util._external_ip = "127.0.0.1"


def main() -> None:
    """Run the server with the options of the command line."""
    silence()
    front = hasten()
    try:
        cli.main(args=["run", str(paths.DASHBOARD), *sys.argv[1:]], prog_name="streamlit")
    finally:
        if front:
            front.cleanup()


if __name__ == "__main__":
    main()
