{% macro rounded_bound(bound) -%}round(cast({{ bound }} as double), 6){%- endmacro %}
