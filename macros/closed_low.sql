{% macro closed_low(bound, is_open) -%}
    case when {{ is_open }} then floor({{ bound }}) + 1 else ceil({{ bound }}) end
{%- endmacro %}
