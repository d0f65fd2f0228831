{#-
    Unit tests read code lists from their CSV files, where an empty field is NULL, as it is when dbt loads a list. dbt
    writes it as empty text, from which no number and no truth value can be cast.
-#}
{% macro duckdb__safe_cast(field, type) -%}
    cast({{ "null" if field == "''" else field }} as {{ type }})
{%- endmacro %}
