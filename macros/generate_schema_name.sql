{#- dbt would put the target's schema before the folder's; other people's SQL depends on the bare name. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name | trim if custom_schema_name else target.schema }}
{%- endmacro %}
