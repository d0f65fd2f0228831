{% macro n_mixed_pairs_added(known, added, other_known, other_added) -%}
    ({{ known }} * {{ other_known }} - ({{ known }} - {{ added }}) * ({{ other_known }} - {{ other_added }}))
{%- endmacro %}
