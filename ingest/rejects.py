"""What quarantine sets aside: the rows of raw.rejects, and the gaps that they leave."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from ingest import raw, references
from ingest.findings import only, without
from ingest.tables import TABLES


@dataclass
class Rejects:
    """Rows set aside by quarantine: the frames of raw.rejects, and the gaps that they leave."""

    frames: list[pl.DataFrame] = field(default_factory=list)
    gaps: references.Gaps = field(default_factory=references.Gaps)

    def take(self, tables: dict[str, pl.DataFrame], findings: pl.DataFrame) -> dict[str, pl.DataFrame]:
        """Set aside the rows that findings name, and all other findings; returns the tables without those rows."""
        if findings.is_empty():
            return tables
        left = {}
        rows_json = []
        for name, rows in tables.items():
            columns = TABLES[name].column_names
            bad = only(rows, findings)
            left[name] = without(rows, findings)
            rows_json.append(
                bad.select("source_file", "source_line", pl.struct(columns).struct.json_encode().alias("row_json"))
            )
            if TABLES[name].key:
                # An id is gone only when no other row still carries it.
                key = TABLES[name].key[0]
                gone = set(bad[key].drop_nulls().to_list()) - set(left[name][key].to_list())
                self.gaps.set_aside.setdefault(name, set()).update(gone)
        known = pl.concat(rows_json)
        self.frames.append(findings.join(known, on=["source_file", "source_line"], how="left"))
        return left

    def frame(self) -> pl.DataFrame:
        """raw.rejects, sorted."""
        empty = pl.DataFrame(schema=raw.REJECTS)
        return (
            pl.concat([empty, *(frame.select(raw.REJECTS.names()) for frame in self.frames)])
            .unique()
            .sort(raw.REJECTS.names())
        )
