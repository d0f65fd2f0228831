{% macro joined_values(column, separator, order_by=none, unique=false) -%}
    {{ return(adapter.dispatch("joined_values")(column, separator, order_by or column, unique)) }}
{%- endmacro %}

{% macro default__joined_values(column, separator, order_by, unique) -%}
    listagg({{ "distinct " if unique }}{{ column }}, '{{ separator }}') within group (order by {{ order_by }})
{%- endmacro %}

{% macro duckdb__joined_values(column, separator, order_by, unique) -%}
    string_agg({{ "distinct " if unique }}{{ column }}, '{{ separator }}' order by {{ order_by }})
{%- endmacro %}
