{% macro tolerances() -%}
    {%- for tolerance in (var("tolerances_tried") + [var("tolerance")]) | map("float") | unique | sort %}
    {{ "union all" if not loop.first }}
    select cast({{ tolerance }} as double) as tolerance
    {%- endfor %}
{%- endmacro %}
