"""Lets the browser ask for the code of charts at once, not when the first chart arrives.

Streamlit's front page names the modules that every app needs; those that draw a chart (a third of all code) are asked
for only when a chart is there, one after the other as each names the next, while the browser had nothing to do before.
Here the front page names them too. Streamlit has no setting for it: the launcher serves a folder of links to
Streamlit's own files beside a front page of ours.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from streamlit import file_util

_CHART = "ArrowVegaLiteChart.*.js"
_IMPORTS = re.compile(r"""(?:from|import)["']\./([\w.-]+\.js)["']""")
_HEAD_ENDS = "</head>"


def hasten() -> tempfile.TemporaryDirectory[str] | None:
    """Let the server that is started next serve a front page that names the modules of charts.

    Returns:
        The folder that it serves, to be held as long as it runs; None where Streamlit's files are not as expected, or
        links cannot be made: then all is as Streamlit has it, and only slower.
    """
    origin = Path(file_util.get_static_dir())
    page = _page(origin)
    if page is None:
        return None
    folder = tempfile.TemporaryDirectory(prefix="parley-front-")
    try:
        for entry in origin.iterdir():
            if entry.name != "index.html":
                Path(folder.name, entry.name).symlink_to(entry)
        Path(folder.name, "index.html").write_text(page, encoding="utf-8")
    except OSError:
        folder.cleanup()
        return None
    file_util.get_static_dir = lambda: folder.name
    return folder


def _page(origin: Path) -> str | None:
    """Streamlit's front page with the modules of charts named in its head."""
    scripts = origin / "static" / "js"
    charts = sorted(scripts.glob(_CHART))
    index = origin / "index.html"
    if len(charts) != 1 or not index.is_file():
        return None
    page = index.read_text(encoding="utf-8")
    if page.count(_HEAD_ENDS) != 1:
        return None
    links = [
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'
        for name in _needed(charts[0])
        if f"/{name}" not in page
    ]
    return page.replace(_HEAD_ENDS, "\n".join([*links, _HEAD_ENDS]))


def _needed(module: Path) -> list[str]:
    """The names of a module and of all that it imports, as they are met."""
    found: dict[str, None] = {}
    open_ = [module.name]
    while open_:
        name = open_.pop(0)
        if name not in found and (path := module.with_name(name)).is_file():
            found[name] = None
            open_ += _IMPORTS.findall(path.read_text(encoding="utf-8"))
    return list(found)
