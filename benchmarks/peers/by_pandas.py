"""The job as a pandas script: `python -m benchmarks.peers.by_pandas claims.parquet answers.parquet`.

Written as somebody would who knows that a loop over questions, or a merge of a question with itself, does not end.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pandas as pd


def main(claims_file: str, answers_file: str) -> None:
    """Read the one file and write the other."""
    claims = pd.read_parquet(claims_file)
    questions, names = pd.factorize(claims["question_id"], sort=True)
    claims = claims.assign(question=questions)
    at = ["question", "low", "high", "low_open", "high_open"]
    intervals = claims.groupby(at, dropna=False, as_index=False).size().rename(columns={"size": "n_claims"})
    grouped = intervals.groupby("question")
    answers = grouped.agg(n_claims=("n_claims", "sum"))
    answers["n_documents"] = claims.groupby("question")["document_id"].nunique()
    answers["low"] = grouped["low"].min().where(grouped["low"].count() == grouped.size())
    answers["high"] = grouped["high"].max().where(grouped["high"].count() == grouped.size())
    ends = _ends(intervals)
    answers = answers.join(_cores(ends)).join(_pairs(intervals, ends))
    answers["verdict"] = np.select(
        [answers["n_conflict"] > 0, answers["n_documents"] == 1, answers["n_compatible"] > 0],
        ["conflict", "single", "compatible"],
        "agree",
    )
    answers.insert(0, "question_id", names[answers.index])
    answers.to_parquet(answers_file, index=False)


def _ends(intervals: pd.DataFrame) -> pd.DataFrame:
    """How many intervals start and end at each position, sorted: question, position, step, n_starts, n_ends."""
    starts = pd.DataFrame(
        {
            "question": intervals["question"],
            "position": intervals["low"].fillna(-np.inf),
            "step": intervals["low_open"].astype(np.int8),
            "n_starts": intervals["n_claims"],
            "n_ends": 0,
        }
    )
    stops = pd.DataFrame(
        {
            "question": intervals["question"],
            "position": intervals["high"].fillna(np.inf),
            "step": 1 - intervals["high_open"].astype(np.int8),
            "n_starts": 0,
            "n_ends": intervals["n_claims"],
        }
    )
    return pd.concat([starts, stops]).groupby(["question", "position", "step"], as_index=False).sum()


def _cores(ends: pd.DataFrame) -> pd.DataFrame:
    """core_low, core_high and core_support by question."""
    changes = ends[ends["n_starts"] != ends["n_ends"]]
    changes = changes.assign(change=changes["n_starts"] - changes["n_ends"])
    by_question = changes.groupby("question")
    support = by_question["change"].cumsum()
    next_position = by_question["position"].shift(-1)
    depths = changes.assign(support=support, next_position=next_position, width=next_position - changes["position"])
    ranked = depths[depths["support"] > 0].sort_values(
        ["question", "support", "width", "position", "step"], ascending=[True, False, True, True, True]
    )
    best: Any = ranked.drop_duplicates("question").set_index("question")
    return pd.DataFrame(
        {
            "core_low": best["position"].where(best["position"] > -np.inf),
            "core_high": best["next_position"].where(best["next_position"] < np.inf),
            "core_support": best["support"],
        }
    )


def _pairs(intervals: pd.DataFrame, ends: pd.DataFrame) -> pd.DataFrame:
    """n_agree, n_compatible and n_conflict by question."""
    n_ended = ends.groupby("question")["n_ends"].cumsum()
    conflict = (ends["n_starts"] * n_ended).groupby(ends["question"]).sum()
    same = intervals["n_claims"] * (intervals["n_claims"] - 1) // 2
    agree = same.groupby(intervals["question"]).sum()
    n = intervals.groupby("question")["n_claims"].sum()
    compatible = n * (n - 1) // 2 - agree - conflict
    return pd.DataFrame({"n_agree": agree, "n_compatible": compatible, "n_conflict": conflict})


if __name__ == "__main__":
    main(*sys.argv[1:])
