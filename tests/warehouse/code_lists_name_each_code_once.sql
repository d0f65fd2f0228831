-- Every code list names each of its codes once. Finds: list and code, one row per code that is missing or repeated.
-- One test for all lists, because each test costs the build more time than the check itself.
{% set lists = {
    "actor_kinds": ref("actor_kinds"),
    "bases": ref("bases"),
    "cardinalities": ref("cardinalities"),
    "categories": ref("categories"),
    "correction_actions": ref("correction_actions"),
    "correction_statuses": ref("correction_statuses"),
    "delivery_positions": ref("delivery_positions"),
    "directions": ref("directions"),
    "dismissal_reasons": ref("dismissal_reasons"),
    "echo_explanations": ref("echo_explanations"),
    "event_kinds": ref("event_kinds"),
    "hedges": ref("hedges"),
    "indefinite_words": ref("indefinite_words"),
    "interval_ends": ref("interval_ends"),
    "link_kinds": ref("link_kinds"),
    "pair_kinds": ref("pair_kinds"),
    "pair_rules": ref("pair_rules"),
    "parties": ref("parties"),
    "place_kinds": ref("place_kinds"),
    "polarities": ref("polarities"),
    "positions": ref("positions"),
    "precisions": ref("precisions"),
    "proofs": ref("proofs"),
    "published_bases": ref("published_bases"),
    "relations": ref("relations"),
    "sides": ref("sides"),
    "stages": ref("stages"),
    "statuses": ref("statuses"),
    "superseded_bases": ref("superseded_bases"),
    "text_editions": ref("text_editions"),
    "topics": ref("topics"),
    "units": ref("units"),
    "value_types": ref("value_types"),
    "verdicts": ref("verdicts"),
    "voices": ref("voices"),
} %}

with

codes as (

    {% for name, list in lists.items() %}
        {{ "union all" if not loop.first }} select '{{ name }}' as list, code from {{ list }}
    {% endfor %}

)

select list, code, count(*) as n_rows
from codes
group by list, code
having count(*) > 1 or code is null
