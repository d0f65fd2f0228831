"""What the pairs of claims on a question say, in sentences; pairs that say the same of the same figures are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboards import gaps, wording
from dashboards.queries import Codes
from dashboards.warehouse import Row

_ORDER = {"conflict": 0, "compatible": 1, "not_comparable": 2, "agree": 3}
_STEPS = {"clock": "minute", "ordinal": "place"}
"""How a width is counted on an axis whose values have no unit of their own."""


@dataclass
class Finding:
    """Pairs of claims that stand to each other in one way.

    Attributes:
        relation: agree, compatible, conflict or not_comparable.
        figures: the two figures, as printed; one where both are the same.
        publishers: who prints the first and who the second.
        reason: why the relation holds, in a sentence or two.
        n_pairs: how many pairs say so.
        share: of a conflict, how far apart the figures are as a share of the larger; None where that is not measured.
    """

    relation: str
    figures: tuple[str, str]
    reason: str
    publishers: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    n_pairs: int = 0
    share: float | None = None


def findings(
    question: Row, claims: Sequence[Row], pairs: Sequence[Row], codes: Codes, names: Mapping[str, str], unit: str
) -> list[Finding]:
    """The pairs of a question in sentences, conflicts first.

    Args:
        question: a row of `queries.answers`.
        claims: its claims in the order in which they are shown.
        pairs: its rows of `queries.pairs_on`.
        codes: the code lists.
        names: of actors and places by slug.
        unit: the question's unit in the plural, with its basis.
    """
    rank = {claim["claim_id"]: at for at, claim in enumerate(claims)}
    found: dict[tuple[str, ...], Finding] = {}
    for pair in pairs:
        first, second = sorted((pair["claim_id_a"], pair["claim_id_b"]), key=rank.__getitem__)
        sides = claims[rank[first]], claims[rank[second]]
        figures = tuple(wording.figure(side["value_label"]) for side in sides)
        reason = _reason(question, pair, codes, unit)
        if pair["rule"] == "sets_differ":
            reason = f"{reason} {_difference(*sides, names)}".rstrip()
        key = (pair["relation"], *figures, reason)
        finding = found.setdefault(
            key, Finding(pair["relation"], (figures[0], figures[1]), reason, share=pair["gap_share"])
        )
        finding.n_pairs += 1
        for publishers, side in zip(finding.publishers, sides, strict=True):
            name = wording.publisher(side["publisher"])
            if name not in publishers:
                publishers.append(name)
    # Conflicts first, and of these the widest.
    return sorted(
        found.values(), key=lambda finding: (_ORDER.get(finding.relation, len(_ORDER)), -(finding.share or 0))
    )


def _reason(question: Row, pair: Row, codes: Codes, unit: str) -> str:
    """Why two claims stand as they do: the rule, how far apart or how wide together, what is assumed, of what kind."""
    rule = codes["pair_rules"].get(pair["rule"])
    parts = [rule["description"] if rule else pair["rule"]]
    if pair["rule"] == "disjoint":
        parts.append(_gap(question, pair, codes["units"]))
    if pair["rule"] == "overlap":
        parts.append(_overlap(question, pair, unit))
    if pair["assumes"]:
        readings = [codes["bases"][code]["label"] for code in pair["assumes"].split(", ") if code in codes["bases"]]
        parts.append(f"Assuming {' against '.join(readings) or pair['assumes']}, which the text does not say.")
    if pair["kind"] == "self_contradiction":
        parts.append("One document says both.")
    return " ".join(parts)


def _gap(question: Row, pair: Row, units: Mapping[str, Row]) -> str:
    """How far apart two intervals are."""
    if pair["touching"] and question["value_type"] not in ("date", *_STEPS):
        return "They touch: nothing lies between."
    share = "" if question["value_type"] in _STEPS else gaps.as_share(pair["gap_share"])
    return f"They are apart by {gaps.measured(pair['gap'] or 0, question, units)}{share}."


def _overlap(question: Row, pair: Row, unit: str) -> str:
    """How much an overlap says: the wider, the less."""
    width = pair["overlap_width"]
    if width is None:
        return "The overlap has no limit, so it says little."
    if question["value_type"] == "date":
        return f"The overlap is {wording.counted(int(width) + 1, 'day')} long."
    if question["value_type"] in _STEPS and width:
        return f"The overlap is {wording.counted(int(width), _STEPS[question['value_type']])} wide."
    return "They share one value." if width == 0 else f"The overlap is {wording.number(width)} {unit} wide."


def _difference(first: Row, second: Row, names: Mapping[str, str]) -> str:
    """What one set names and the other does not."""
    sets = [set((side["value_text"] or "").split("+")) for side in (first, second)]
    parts = []
    for which, only in (("first", sets[0] - sets[1]), ("second", sets[1] - sets[0])):
        if only:
            parts.append(f"Only the {which} has {wording.listed(sorted(names.get(slug, slug) for slug in only))}.")
    return " ".join(parts)
