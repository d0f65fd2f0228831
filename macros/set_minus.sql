{% macro set_minus(one, other) -%}{{ return(adapter.dispatch("set_minus")(one, other)) }}{%- endmacro %}

{% macro default__set_minus(one, other) -%}
    array_join(array_except(split({{ one }}, '\\+'), split({{ other }}, '\\+')), '+')
{%- endmacro %}

{% macro duckdb__set_minus(one, other) -%}
    array_to_string(
        list_filter(
            string_split({{ one }}, '+'), lambda member: not list_contains(string_split({{ other }}, '+'), member)
        ),
        '+'
    )
{%- endmacro %}
