{% macro days_from_date(date) -%}{{ return(adapter.dispatch("days_from_date")(date)) }}{%- endmacro %}

{% macro default__days_from_date(date) -%}cast(datediff({{ date }}, date '1970-01-01') as double){%- endmacro %}

{% macro duckdb__days_from_date(date) -%}cast({{ date }} - date '1970-01-01' as double){%- endmacro %}
