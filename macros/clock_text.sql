{% macro clock_text(minutes) -%}
    lpad(cast(cast(floor({{ minutes }} / 60) as integer) as {{ dbt.type_string() }}), 2, '0')
    || ':'
    || lpad(cast(cast({{ minutes }} - 60 * floor({{ minutes }} / 60) as integer) as {{ dbt.type_string() }}), 2, '0')
{%- endmacro %}
