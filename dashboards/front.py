"""A front page that lets the browser do at once what Streamlit's own has it do one after the other.

Streamlit's front page names the modules that every app needs; those that draw a chart (a third of all code) are asked
for only when a chart is there, one after the other as each names the next, while the browser had nothing to do before.
And it asks where the server is, below the address of the page first, before it opens the connection on which a page
comes. Here the front page names the modules too, and says where the server is. Streamlit has no setting for either:
the launcher serves a folder of links to Streamlit's own files beside a front page of ours.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from streamlit import file_util

_FIRST = ("Html.*.js", "ArrowVegaLiteChart.*.js")
"""The modules of what stands first on our pages: markup of our own, and a chart."""

_IMPORTS = re.compile(r"""(?:from|import)["']\./([\w.-]+\.js)["']""")
_HEAD_ENDS = "</head>"

# The pages stand side by side, so that the server is where the page's address without its last part leads.
_SERVER = """<script>
  window.__streamlit = {
    BACKEND_BASE_URL: new URL(".", location.href).href,
    HOST_CONFIG: {allowedOrigins: [location.origin], useExternalAuthToken: false},
  }
</script>"""


def hasten() -> tempfile.TemporaryDirectory[str] | None:
    """Let the server that is started next serve a front page of ours.

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
    """Streamlit's front page with where the server is, and the modules of what stands first, in its head."""
    scripts = origin / "static" / "js"
    found = [sorted(scripts.glob(pattern)) for pattern in _FIRST]
    index = origin / "index.html"
    if any(len(modules) != 1 for modules in found) or not index.is_file():
        return None
    page = index.read_text(encoding="utf-8")
    if page.count(_HEAD_ENDS) != 1:
        return None
    links = [
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'
        for name in _needed([module for (module,) in found])
        if f"/{name}" not in page
    ]
    return page.replace(_HEAD_ENDS, "\n".join([_SERVER, *links, _HEAD_ENDS]))


def _needed(modules: list[Path]) -> list[str]:
    """The names of some modules and of all that they import, as they are met."""
    found: dict[str, None] = {}
    open_ = list(modules)
    while open_:
        module = open_.pop(0)
        if module.name not in found and module.is_file():
            found[module.name] = None
            names = _IMPORTS.findall(module.read_text(encoding="utf-8"))
            open_ += [module.with_name(name) for name in names]
    return list(found)
