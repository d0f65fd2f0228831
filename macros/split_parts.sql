{% macro split_parts(relation, keys, column, separator="+") -%}
    {{ return(adapter.dispatch("split_parts")(relation, keys, column, separator)) }}
{%- endmacro %}

{% macro default__split_parts(relation, keys, column, separator) -%}
    select
        {% for key in keys %}{{ relation }}.{{ key }}, {% endfor %}parts.part, parts.place + 1 as ordinal
    from {{ relation }}
    lateral view posexplode(split({{ relation }}.{{ column }}, '[{{ separator }}]')) parts as place, part
{%- endmacro %}

{% macro duckdb__split_parts(relation, keys, column, separator) -%}
    select {% for key in keys %}{{ relation }}.{{ key }}, {% endfor %}parts.part, parts.ordinal
    from
        {{ relation }},
        unnest(string_split({{ relation }}.{{ column }}, '{{ separator }}')) with ordinality as parts(part, ordinal)
{%- endmacro %}
