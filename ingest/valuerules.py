"""Rules on the value, the hedges and the precision of a claim, by the value_type of its question (CODEBOOK.md, Claims).

They need the columns that claims.with_context adds.
"""

from __future__ import annotations

import polars as pl

from ingest import clock
from ingest.checks import SLUGS, Rule

VALUELESS = ("none_given", "indefinite")
PLAIN_NUMBER = r"^(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?$"
_WHOLE = r"^(0|[1-9][0-9]{0,14})$"
_ORDINAL = r"^[1-9][0-9]{0,5}$"
# Which hedges an end may have of its own, by the hedge of the whole. `at most about 100` has no figure at its lower
# end, and `between` none that is open.
_OWN_LOW = {"between": ("about", "nearly", "at_least", "more_than"), "at_least": ("about", "nearly")}
_OWN_LOW["more_than"] = _OWN_LOW["at_least"]
_OWN_HIGH = ("exactly", "at_most", "less_than", "about", "nearly")
_OWN_ONLY = ("about", "nearly")
_CLOCK_HEDGES = ("exactly", "about", "between", "at_most", "at_least", "less_than", "more_than", "none_given")


def rules() -> list[Rule]:
    """All rules on value, value_high, hedge, hedge_low, hedge_high, precision, and what hangs on them."""
    return [*_presence_rules(), *_end_rules(), *_kind_rules(), *_form_rules()]


def _presence_rules() -> list[Rule]:
    value, high, hedge = pl.col("value"), pl.col("value_high"), pl.col("hedge")
    is_identity = pl.col("value_type") == "identity"
    valueless = hedge.is_in(VALUELESS)
    return [
        Rule(
            "value",
            valueless & value.is_not_null(),
            pl.concat_str(pl.lit("is given, but the hedge is "), hedge),
            "leave it empty; for indefinite the interval is the code list's",
        ),
        Rule("value", ~valueless & value.is_null(), "is empty", "write the value, or make the hedge none_given"),
        Rule(
            "value_high",
            high.is_not_null() & (hedge != "between") & pl.col("hedge_high").is_null() & ~is_identity.fill_null(False),
            "is given, but neither is the hedge between nor is there a hedge_high",
            "make the hedge between, or leave value_high empty",
        ),
        Rule("value_high", (hedge == "between") & high.is_null(), "is empty, but the hedge is between", "fill it in"),
        Rule(
            "value_high",
            (pl.col("value_high_number") < pl.col("value_number")) | (pl.col("value_high_date") < pl.col("value_date")),
            pl.concat_str(pl.lit("is less than the value "), value),
            "write the lower end as value, the upper as value_high",
        ),
    ]


def _end_rules() -> list[Rule]:
    """hedge_low and hedge_high: the own hedge of an end that the words give."""
    high, hedge, own_low, own_high = (pl.col(c) for c in ("value_high", "hedge", "hedge_low", "hedge_high"))
    single = pl.col("value_type").is_in(["identity", "ordinal"])
    upper = hedge.is_in(["at_most", "less_than"])
    rules = [
        Rule(
            "hedge_low",
            own_low.is_not_null() & ~hedge.is_in(list(_OWN_LOW)),
            pl.concat_str(pl.lit("is given, but the words leave no lower end: the hedge is "), hedge),
            "leave it empty; only between, at_least and more_than have a lower end with a hedge of its own",
        ),
        *(
            Rule(
                "hedge_low",
                (hedge == whole) & own_low.is_not_null() & ~own_low.is_in(own),
                f"cannot be the hedge of the lower end of {whole}",
                f"write {', '.join(own[:-1])} or {own[-1]}, or leave it empty",
            )
            for whole, own in _OWN_LOW.items()
        ),
        Rule(
            "hedge_high",
            own_high.is_not_null() & high.is_null() & ~upper & (hedge != "between"),
            "is given without value_high, and the hedge has no upper end",
            "write value_high, make the hedge at_most or less_than, or leave hedge_high empty",
        ),
        Rule(
            "hedge_high",
            own_high.is_not_null() & high.is_null() & upper & ~own_high.is_in(_OWN_ONLY),
            pl.concat_str(pl.lit("cannot be the hedge of the figure of "), hedge),
            f"write {' or '.join(_OWN_ONLY)} (`about a hundred at most`), or leave it empty",
        ),
        Rule(
            "hedge_high",
            # An upper end of `at least` or `more than` would be none.
            own_high.is_not_null() & high.is_not_null() & ~own_high.is_in(_OWN_HIGH),
            "cannot be the hedge of an upper end",
            "write exactly, at_most, less_than, about or nearly, or leave it empty",
        ),
    ]
    rules += [
        Rule(column, single & pl.col(column).is_not_null(), problem, remedy)
        for column, remedy in (
            ("value_high", "leave it empty; join several slugs by + in value"),
            ("hedge_low", "leave it empty; it has no ends"),
            ("hedge_high", "leave it empty; it has no ends"),
        )
        for problem in ("is given, but the question asks who or where, or which in an order",)
    ]
    return rules


def _kind_rules() -> list[Rule]:
    """Each value_type has its form of value."""
    value_type = pl.col("value_type")
    rules = []
    for column in ("value", "value_high"):
        coded = pl.col(column)
        rules += [
            Rule(
                column,
                (value_type == "count") & ~coded.str.contains(_WHOLE),
                "is not a whole number of 0 or more, but the question counts",
                "write digits only: 1200",
            ),
            Rule(
                column,
                (value_type == "ordinal") & ~coded.str.contains(_ORDINAL),
                "is not a whole number of 1 or more, but the question asks for a place in an order",
                "write digits only: 9 for the ninth",
            ),
            Rule(
                column,
                (value_type == "clock") & ~coded.str.contains(clock.VALUE),
                "is not a time of day from 00:00 to 23:59",
                "write HH:MM by the clock of 24 hours: 14:43 for 2:43 p.m.",
            ),
            Rule(
                column,
                value_type.is_in(["duration", "share"]) & ~coded.str.contains(PLAIN_NUMBER),
                "is not a number of 0 or more",
                "write digits, with a point for decimals: 40 or 1.5",
            ),
            Rule(
                column,
                (value_type == "date") & coded.is_not_null() & pl.col(f"{column}_date").is_null(),
                "is not an ISO date, but the question asks for a date",
                "write a real day as YYYY-MM-DD, between 1900 and 2100",
            ),
            Rule(
                column,
                (value_type == "identity") & ~coded.str.contains(SLUGS),
                "is not a slug, nor slugs joined by +",
                "write actor_ids or place_ids joined by +",
            ),
        ]
    return rules


def _form_rules() -> list[Rule]:
    value_type, hedge, precision = pl.col("value_type"), pl.col("hedge"), pl.col("precision")
    unhedged = hedge.is_in(["none_given", "indefinite", "between"])
    return [
        Rule(
            "precision",
            (value_type != "date") & precision.is_not_null(),
            "is given, but the question does not ask for a date",
            "leave it empty",
        ),
        Rule(
            "precision",
            (value_type == "date") & ~unhedged & precision.is_null(),
            "is empty, but the question asks for a date",
            "write day, week, month or year: how exactly the words fix it",
        ),
        Rule(
            "hedge",
            (value_type == "identity") & ~hedge.is_in(["exactly", "none_given"]),
            "cannot be the hedge of an identity",
            "write exactly, or none_given",
        ),
        Rule(
            "hedge",
            (value_type == "ordinal") & (hedge != "exactly"),
            "cannot be the hedge of a place in an order",
            "write exactly, or leave the claim out",
        ),
        Rule(
            "hedge",
            # `nearly eight` is `about eight`: how long before it, no tolerance says.
            (value_type == "clock") & ~hedge.is_in([*_CLOCK_HEDGES, "indefinite"]),
            "cannot be the hedge of a time of day",
            f"write one of {', '.join(_CLOCK_HEDGES)}",
        ),
        Rule(
            "hedge",
            (hedge == "indefinite") & (value_type != "count"),
            "is for counts only",
            "write none_given, or a value with its hedge",
        ),
        Rule(
            "note",
            (hedge == "indefinite") & pl.col("note").is_null(),
            "is empty, but the count is indefinite",
            "say in the note how the words were read",
        ),
        Rule(
            "ambiguous",
            pl.col("ambiguous") == pl.col("question_id"),
            "is the claim's own question",
            "name the question of the other reading, or leave it empty",
        ),
    ]
