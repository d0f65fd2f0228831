"""Every command is documented where a reader looks for it."""

from __future__ import annotations

import re

import click

from parley.cli import cli

TARGET = re.compile(r"^([a-z][a-z-]*):(?!=)(.*)$", re.MULTILINE)


def test_every_make_target_says_what_it_does(texts: dict[str, str]) -> None:
    """`make help` prints the text after ##; a target-specific variable (`models: export X := …`) is no target."""
    lines = [(name, rest) for name, rest in TARGET.findall(texts["Makefile"]) if ":=" not in rest]
    assert len(lines) > 5
    assert [name for name, rest in lines if not re.search(r"## \w", rest)] == []
    phony = re.search(r"^\.PHONY: (.*)$", texts["Makefile"], re.MULTILINE)
    assert phony
    assert sorted(phony.group(1).split()) == sorted(name for name, _ in lines)


def test_readme_shows_the_commands_that_a_newcomer_needs(texts: dict[str, str]) -> None:
    for command in ("make build", "make test", "parley sql", "parley dashboard", "dbt build", "python -m ingest"):
        assert command in texts["README.md"], command


def test_every_command_named_in_a_page_exists(texts: dict[str, str]) -> None:
    pages = {name: text for name, text in texts.items() if name.endswith(".md")}
    targets = {name for name, _ in TARGET.findall(texts["Makefile"])}
    unknown = []
    for name, text in pages.items():
        code = "\n".join(re.findall(r"`[^`\n]+`|^```.*?^```", text, re.MULTILINE | re.DOTALL))
        made = re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)\b", code)
        unknown += [f"{name}: make {word}" for word in made if word not in targets]
        unknown += [
            f"{name}: parley {word}" for word in re.findall(r"\bparley ([a-z]+)\b", code) if word not in cli.commands
        ]
    assert unknown == []


def test_every_option_of_the_command_line_is_explained() -> None:
    silent = [
        f"parley {name} {option.opts[0]}"
        for name, command in cli.commands.items()
        for option in command.params
        if isinstance(option, click.Option) and not option.help and not isinstance(option.type, click.Choice)
    ]
    assert silent == []


def test_every_command_teaches_by_example() -> None:
    assert [name for name, command in cli.commands.items() if f"  parley {name}" not in (command.help or "")] == []


def test_ci_runs_the_gate(texts: dict[str, str]) -> None:
    assert re.search(r"^make test$.*^make test-spark$", texts[".ci/run"], re.MULTILINE | re.DOTALL)
    workflow = texts[".github/workflows/ci.yml"]
    assert "bash .ci/run" in workflow
    assert "dbt build" in workflow
