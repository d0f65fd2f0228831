"""What `parley build --target spark` says where Spark cannot run, and how it puts a build in its place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment
from rich.console import Console

from parley import paths, spark
from parley.failure import Failure
from parley.inputs import Inputs


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Inputs:
    """Inputs that are never read, for a target in a folder of its own."""
    monkeypatch.setenv("PARLEY_SPARK", str(tmp_path / "target"))
    return Inputs(tmp_path / "corpus", None, False)


def test_without_the_environment_it_says_how_to_make_it(inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_SPARK_PYTHON", "/nowhere/python")
    with pytest.raises(Failure) as raised:
        spark.build(inputs, Console(quiet=True))
    assert "make spark" in str(raised.value.remedy)


def test_without_java_it_says_what_to_install(inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_SPARK_PYTHON", sys.executable)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "no-java"))
    with pytest.raises(Failure) as raised:
        spark.build(inputs, Console(quiet=True))
    assert "jre" in str(raised.value.remedy)
    assert not (tmp_path / "target" / "built").exists()


def test_a_new_build_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    for name in ("built/marts.db/old", "draft/marts.db/new", "draft/intermediate.db/int_x__step_3"):
        (tmp_path / name).mkdir(parents=True)
    spark._publish(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["built"]
    assert sorted(path.name for path in tmp_path.glob("built/*.db/*")) == ["new"]


@pytest.mark.parametrize("at", ["before the first rename", "between the renames", "before it was cleared"])
def test_a_kill_while_it_is_put_in_place_loses_no_build(at: str, inputs: Inputs, tmp_path: Path) -> None:
    target = tmp_path / "target"
    states = {
        "before the first rename": ("built/marts.db/old", "draft/marts.db/new"),
        "between the renames": (".built.old/marts.db/old", "draft/marts.db/new"),
        "before it was cleared": ("built/marts.db/new", ".built.old/marts.db/old"),
    }
    for name in states[at]:
        (target / name).mkdir(parents=True)
    (target / ".work.duckdb.99.tmp").touch()
    spark._recover(inputs, target)
    assert [path.name for path in target.iterdir()] == ["built"]
    kept = "new" if at == "before it was cleared" else "old"
    assert [path.name for path in target.glob("built/*.db/*")] == [kept]


def test_the_driver_listens_on_the_loopback_address() -> None:
    """It runs what it is sent and asks for no password; left to itself, it takes the address of the machine."""
    profile = yaml.safe_load((paths.ROOT / "profiles.yml").read_text(encoding="utf-8"))
    settings = profile["parley"]["outputs"]["spark"]["server_side_parameters"]
    told = {
        name: Environment().from_string(value).render(env_var=lambda _, unset: unset)
        for name, value in settings.items()
    }
    assert (told["spark.driver.host"], told["spark.driver.bindAddress"]) == ("127.0.0.1", "127.0.0.1")
    assert told["spark.ui.enabled"] == "false"
