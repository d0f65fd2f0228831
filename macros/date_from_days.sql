{% macro date_from_days(days) -%}{{ return(adapter.dispatch("date_from_days")(days)) }}{%- endmacro %}

{% macro default__date_from_days(days) -%}date_add(date '1970-01-01', cast({{ days }} as integer)){%- endmacro %}

{% macro duckdb__date_from_days(days) -%}date '1970-01-01' + cast({{ days }} as integer){%- endmacro %}
