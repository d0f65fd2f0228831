"""How long the rounds lasted: all lengths on one axis of minutes, round by round, a row per length that is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards import rounds, wording
from dashboards.charts_rows import Bar, row_chart
from dashboards.warehouse import Row


def length_chart(found: Sequence[Row], lengths: Sequence[Row], names: Mapping[str, str]) -> dict[str, Any] | None:
    """The lengths of all rounds as one picture; None where none is told.

    Args:
        found: of `topic_queries.rounds`.
        lengths: of `topic_queries.round_lengths`.
        names: of actors by slug.
    """
    groups = []
    for one in found:
        of_round = grouped([row for row in lengths if row["event_id"] == one["event_id"]])
        if of_round:
            groups.append((one["name"], [_bar(group, names) for group in of_round]))
    return row_chart(groups, "minutes")


def described(found: Sequence[Row], lengths: Sequence[Row]) -> str:
    """The picture in one sentence, for those who do not see it."""
    of_rounds = {row["event_id"]: row["name"] for row in found}
    said = "; ".join(
        f"{of_rounds.get(row['event_id'], '')}, {wording.publisher(row['publisher'])}: {rounds.interval(row)}"
        for row in lengths
    )
    return f"Lengths of the rounds on one axis: {said}. The list below has the same."


def grouped(lengths: Sequence[Row]) -> list[list[Row]]:
    """The lengths of a round, those that say the same in one group."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in lengths:
        names = ("length_label", "minutes_low", "minutes_high", "low_open", "high_open", "is_derived")
        found.setdefault(tuple(row[name] for name in names), []).append(row)
    return list(found.values())


def _bar(group: Sequence[Row], names: Mapping[str, str]) -> Bar:
    """Those who say the same, as one row."""
    row = group[0]
    who = list(dict.fromkeys(rounds.said(one, names) for one in group))
    more = f" and {len(who) - 2} more" if len(who) > 2 else ""
    figure = wording.figure(row["length_label"] or "")
    if row["is_derived"]:
        figure = f"{rounds.interval(row)}, worked out from {figure}"
    return Bar(
        f"{figure}  ·  {', '.join(who[:2])}{more}",
        row["claim_id"],
        row["minutes_low"],
        row["minutes_high"],
        low_open=bool(row["low_open"]),
        high_open=bool(row["high_open"]),
    )
