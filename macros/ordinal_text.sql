{% macro ordinal_text(number) -%}
    {%- set whole = "cast(" ~ number ~ " as integer)" -%}
    cast({{ whole }} as {{ dbt.type_string() }})
    || case
        when {{ whole }} % 100 between 11 and 13 then 'th'
        when {{ whole }} % 10 = 1 then 'st'
        when {{ whole }} % 10 = 2 then 'nd'
        when {{ whole }} % 10 = 3 then 'rd'
        else 'th'
    end
{%- endmacro %}
