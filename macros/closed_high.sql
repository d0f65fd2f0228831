{% macro closed_high(bound, is_open) -%}
    case when {{ is_open }} then ceil({{ bound }}) - 1 else floor({{ bound }}) end
{%- endmacro %}
