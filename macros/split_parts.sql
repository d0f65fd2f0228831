{% macro split_parts(relation, keys, column) -%}
    {{ return(adapter.dispatch("split_parts")(relation, keys, column)) }}
{%- endmacro %}

{% macro default__split_parts(relation, keys, column) -%}
    select
        {% for key in keys %}{{ relation }}.{{ key }}, {% endfor %}parts.part, parts.place + 1 as ordinal
    from {{ relation }}
    lateral view posexplode(split({{ relation }}.{{ column }}, '\\+')) parts as place, part
{%- endmacro %}

{% macro duckdb__split_parts(relation, keys, column) -%}
    select {% for key in keys %}{{ relation }}.{{ key }}, {% endfor %}parts.part, parts.ordinal
    from {{ relation }}, unnest(string_split({{ relation }}.{{ column }}, '+')) with ordinality as parts(part, ordinal)
{%- endmacro %}
