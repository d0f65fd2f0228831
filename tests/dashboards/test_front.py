"""The front page that the launcher serves: names code and server ahead, and is Streamlit's own where it cannot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit import file_util

from dashboards.front import hasten

NAMED = re.compile(r'(?:href|src)="\./(static/js/[^"]+)"')


@pytest.fixture
def origin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of files as Streamlit has them: a front page, its module, and those of charts in a circle."""
    scripts = tmp_path / "static" / "js"
    scripts.mkdir(parents=True)
    (tmp_path / "index.html").write_text('<head><script src="./static/js/index.1.js"></script></head>')
    (tmp_path / "favicon.png").write_bytes(b"picture")
    modules = {
        "index.1.js": "",
        "Html.6.js": 'import"./purify.7.js"',
        "purify.7.js": "",
        "ArrowVegaLiteChart.2.js": 'import{a as b}from"./index.1.js";import"./embed.3.js";import("./late.5.js")',
        "embed.3.js": "import{x}from'./vega.4.js';",
        "vega.4.js": 'import{y}from"./embed.3.js"',
        "late.5.js": "",
    }
    for name, text in modules.items():
        (scripts / name).write_text(text)
    monkeypatch.setattr(file_util, "get_static_dir", lambda: str(tmp_path))
    return tmp_path


def test_all_that_stands_first_imports_is_named_once(origin: Path) -> None:
    held = hasten()
    assert held is not None
    with held as folder:
        assert file_util.get_static_dir() == folder
        page = Path(folder, "index.html").read_text()
        names = [Path(name).name for name in NAMED.findall(page)]
        # What markup and charts need is asked for ahead; what they load late themselves is left alone.
        wanted = ["Html.6.js", "ArrowVegaLiteChart.2.js", "purify.7.js", "embed.3.js", "vega.4.js"]
        assert names == ["index.1.js", *wanted]
        assert Path(folder, "favicon.png").read_bytes() == b"picture"
        assert Path(folder, "static", "js", "embed.3.js").is_file()
    assert (origin / "index.html").read_text().count("embed") == 0
    assert (origin / "favicon.png").is_file()


@pytest.mark.parametrize("missing", ["index.html", "static/js/ArrowVegaLiteChart.2.js", "static/js/Html.6.js"])
def test_other_files_than_expected_leave_all_as_it_is(origin: Path, missing: str) -> None:
    (origin / missing).unlink()
    assert hasten() is None
    assert file_util.get_static_dir() == str(origin)


def test_a_folder_without_links_leaves_all_as_it_is(origin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError("this file system has no links")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    assert hasten() is None
    assert file_util.get_static_dir() == str(origin)


def test_the_installed_streamlit_is_as_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_util, "get_static_dir", file_util.get_static_dir)
    held = hasten()
    assert held is not None
    with held as folder:
        names = NAMED.findall(Path(folder, "index.html").read_text())
        assert any("/embed." in name for name in names)
        # What Streamlit's code reads to open its connection at once.
        code = next(text for name in names if "__streamlit" in (text := Path(folder, name).read_text()))
        assert all(key in code for key in ("BACKEND_BASE_URL", "HOST_CONFIG"))
        assert all(Path(folder, name).is_file() for name in names)
