{% macro shown_tolerance() -%}cast({{ var("tolerance") | float }} as double){%- endmacro %}
