"""`python -m ingest`: load the corpus into schema raw, or say everything that is wrong with it."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import duckdb

import ingest
from ingest import report
from parley import paths
from parley.failure import Failure
from parley.lock import only_build

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--corpus", type=FOLDER, help="Folder of documents.csv.  [default: corpus/ of the project]")
@click.option(
    "--originals",
    type=FOLDER,
    help="Folder of original articles, known by SHA-256 whatever their name.  [default: originals/ in the corpus]",
)
@click.option(
    "--database",
    type=click.Path(dir_okay=False, path_type=Path),
    help="DuckDB file to write.  [default: warehouse/work.duckdb of the project]",
)
@click.option("--quarantine", is_flag=True, help="Set bad rows aside in raw.rejects, and load the rest.")
def main(corpus: Path | None, originals: Path | None, database: Path | None, quarantine: bool) -> None:
    """Check every row of the corpus, prove every quote in its text, and write schema raw.

    A corpus with a fault is refused: every problem is listed with file, line and remedy, the exit code is 1, and the
    file of the last load stays as it was.
    """
    folder = corpus or paths.CORPUS
    held = originals or folder / "originals"
    target = database or paths.work_database()
    try:
        # A build that is between its steps must not find another corpus in its work file.
        with only_build(target.parent):
            summary = ingest.run(folder, held if held.is_dir() else None, target, quarantine)
    except ingest.CorpusRefused as refused:
        report.print_problems(refused.problems)
        sys.exit(1)
    except (duckdb.Error, OSError) as error:
        reason = str(error).partition("\n")[0]
        click.echo(f"ingest: cannot write {target.name} or the ledgers of the corpus: {reason}", err=True)
        click.echo(
            "What to do: see that both folders can be written and the disk is not full; nothing is lost.", err=True
        )
        sys.exit(1)
    except Failure as failure:
        click.echo(f"{failure.step}: {failure.message}\nWhat to do: {failure.remedy}", err=True)
        sys.exit(failure.exit_code)
    report.print_summary(summary)


if __name__ == "__main__":
    main(prog_name="python -m ingest")
