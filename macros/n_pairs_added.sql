{% macro n_pairs_added(known, added) -%}{{ added }} * (2 * {{ known }} - {{ added }} - 1) / 2{%- endmacro %}
