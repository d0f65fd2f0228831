{% macro sets_overlap(one, other) -%}
    {{ return(adapter.dispatch("sets_overlap")(one, other)) }}
{%- endmacro %}

{% macro default__sets_overlap(one, other) -%}
    arrays_overlap(split({{ one }}, '\\+'), split({{ other }}, '\\+'))
{%- endmacro %}

{% macro duckdb__sets_overlap(one, other) -%}
    list_has_any(string_split({{ one }}, '+'), string_split({{ other }}, '+'))
{%- endmacro %}
