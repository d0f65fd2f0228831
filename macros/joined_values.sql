{% macro joined_values(column, separator, order_by=none, unique=false) -%}
    {{ return(adapter.dispatch("joined_values")(column, separator, order_by or column, unique)) }}
{%- endmacro %}

{% macro default__joined_values(column, separator, order_by, unique) -%}
    listagg({{ "distinct " if unique }}{{ column }}, '{{ separator }}') within group (order by {{ order_by }})
{%- endmacro %}

{% macro duckdb__joined_values(column, separator, order_by, unique) -%}
    string_agg({{ "distinct " if unique }}{{ column }}, '{{ separator }}' order by {{ order_by }})
{%- endmacro %}

{#- Spark's listagg fails where a query has two with DISTINCT. No text that is joined is empty. -#}
{% macro spark__joined_values(column, separator, order_by, unique) -%}
    {%- if unique -%}
        nullif(array_join(array_sort(collect_set({{ column }})), '{{ separator }}'), '')
    {%- else -%}
        nullif(
            array_join(
                transform(
                    array_sort(collect_list(struct({{ order_by }} as place, {{ column }} as value))),
                    pair -> pair.value
                ),
                '{{ separator }}'
            ),
            ''
        )
    {%- endif -%}
{%- endmacro %}
