"""The command `parley`."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

import click

from parley import __version__, history_commands, paths
from parley.failure import Failure, tell, told

_INTERRUPTED = 130

_HELP = """\
A warehouse of reported figures: who says which number, in which words, and whether the texts agree.

\b
  parley build                 read the corpus, build, check and publish
  parley sql "show all tables" ask the published file a question
  parley dashboard             look at the comparison in a browser
  parley history               list the builds; verify, diff and rollback compare and return

Everything works from any folder. The published file is warehouse/parley.duckdb in the project's folder; the
environment variable PARLEY_WAREHOUSE names another. PARLEY_KEEP says how many good builds are kept, 3 unless said.
"""


@click.group(help=_HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="parley")
def cli() -> None:
    """The group of commands; its help is above."""


@cli.command(short_help="Build and publish the warehouse.")
@click.option(
    "--corpus",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of coded files instead of corpus/.",
)
@click.option(
    "--originals",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of articles that you hold, instead of originals/ in the corpus.",
)
@click.option("--quarantine", is_flag=True, help="Set bad rows aside in raw.rejects instead of stopping.")
@click.option("--force", is_flag=True, help="Build all, even if nothing has changed since the last build.")
@click.option("--timings", "timed", is_flag=True, help="Say at the end where each second went.")
@click.option("--target", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True)
def build(corpus: Path | None, originals: Path | None, quarantine: bool, force: bool, timed: bool, target: str) -> None:
    """Read the corpus, run the models, check the figures, and publish.

    Four steps: ingest (the corpus, every row checked), models (dbt, with its data tests), checks (Great
    Expectations), publish. If one fails, the published file stays as it was. Where only the corpus has changed since
    the last build, the models build only what depends on the change.

    \b
    Examples:
      parley build
      parley build --originals ~/articles     prove each quote against the articles that you hold
      parley build --quarantine               build what can be built; bad rows land in raw.rejects
      parley build --timings                  say at the end where each second went
      parley build --target spark             build the same marts on Spark, as Parquet (docs/scale.md)
    """
    from rich.console import Console

    from parley import build as building
    from parley.inputs import Inputs
    from parley.summary import show
    from parley.timings import Timings, span

    console = Console()
    folder = (corpus or paths.CORPUS).resolve()
    held = originals.resolve() if originals else folder / "originals"
    inputs = Inputs(folder, held if held.is_dir() else None, quarantine)
    timings = Timings()
    try:
        if target == "spark":
            from parley import spark

            console.print(spark.build(inputs, console), style="dim", highlight=False)
            return
        with timings.kept():
            outcome = building.build(inputs, console, force=force)
    except Failure as failure:
        tell(failure)
        if failure.exit_code == 1:
            _tell_untouched()
        sys.exit(failure.exit_code)
    except KeyboardInterrupt:
        click.echo("interrupted", err=True)
        _tell_untouched()
        sys.exit(_INTERRUPTED)
    except Exception:
        traceback.print_exc()
        click.secho("This is a fault of Parley itself: please report it with the lines above.", fg="red", err=True)
        _tell_untouched()
        sys.exit(1)
    if outcome.unchanged:
        console.print(f"nothing changed since {outcome.unchanged.built_at:%Y-%m-%d %H:%M} UTC", highlight=False)
    with timings.kept(), span("summary"):
        show(paths.published(), console)
    if timed:
        console.print(timings.table())
    verb = "checked" if outcome.unchanged else "built"
    console.print(f"{verb} in {outcome.seconds:.1f} s: {paths.shown(paths.published())}", style="dim", highlight=False)


@cli.command(short_help="Ask the warehouse a question in SQL.")
@click.argument("statement")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--database", type=click.Path(path_type=Path), help="Another file than the published one.")
def sql(statement: str, form: str, database: Path | None) -> None:
    """Run one reading statement on the published file; '-' reads it from standard input.

    The connection can read the warehouse and nothing else: no file, no network, no writing.

    \b
    Examples:
      parley sql "show all tables"
      parley sql "describe marts.fct_claims"
      parley sql "select verdict, count(*) from marts.fct_answers group by 1"
      parley sql --format csv "from marts.fct_claim_pairs where relation = 'conflict'" > conflicts.csv
      parley sql - < question.sql
    """
    from parley.query import run

    with told():
        run(database or paths.published(), sys.stdin.read() if statement == "-" else statement, form)


@cli.command(short_help="Look at the comparison in a browser.")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="Port to listen on.")
@click.option(
    "--originals",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of articles that you hold, instead of corpus/originals; Evidence shows them from there.",
)
def dashboard(port: int, originals: Path | None) -> None:
    """Start the dashboard on the published file, and say where it listens; Ctrl-C ends it.

    It listens on the loopback address alone; docs/deploy.md says how to serve others.

    \b
    Example:
      parley dashboard --port 8600
    """
    if not paths.published().is_file():
        tell(Failure("dashboard", "there is no warehouse yet", remedy="run `make build` first"))
        sys.exit(1)
    environment = {**os.environ, **paths.environment(), "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
    if originals:
        environment["PARLEY_ORIGINALS"] = str(originals.resolve())
    os.chdir(paths.ROOT)
    command = [sys.executable, "-m", "dashboards", "--server.port", str(port)]
    os.execve(sys.executable, command, environment)


for _command in history_commands.COMMANDS:
    cli.add_command(_command)


def main() -> None:
    """Run the command line; a reader that stops reading (`parley sql … | head`) is no error."""
    try:
        cli()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _tell_untouched() -> None:
    """Say that readers are not affected."""
    published = paths.published()
    state = "is as it was" if published.is_file() else "was not made"
    click.echo(f"Nothing was published: {paths.shown(published)} {state}.", err=True)
