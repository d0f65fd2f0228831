"""The code lists of seeds/*.csv: dbt loads them, ingest checks by them, so that a code is written once."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import polars as pl

from ingest import files


class Codes:
    """The code lists in a folder, read when first asked for. hashes maps the file names read to their SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._frames: dict[str, pl.DataFrame] = {}
        self.hashes: dict[str, str] = {}

    def frame(self, name: str) -> pl.DataFrame:
        """A code list as a frame of strings."""
        if name not in self._frames:
            source = files.read(self._folder / f"{name}.csv", f"seeds/{name}.csv")
            self.hashes[source.name] = source.sha256
            self._frames[name] = pl.read_csv(source.data, infer_schema=False)
        return self._frames[name]

    def codes(self, name: str) -> list[str]:
        """The codes of a list, in its order."""
        return self.frame(name)["code"].to_list()

    @cached_property
    def unit_pairs(self) -> pl.DataFrame:
        """unit, question_unit: which units can be stated for a question in which unit (each unit for itself, too)."""
        units = self.frame("units")["code"]
        converted = self.frame("unit_conversions").select(
            pl.col("unit_from").alias("unit"), pl.col("unit_to").alias("question_unit")
        )
        return pl.concat([pl.DataFrame({"unit": units, "question_unit": units}), converted]).unique()
