{% macro range_text(low, high) -%}
    case
        when {{ low }} is null and {{ high }} is null
        then null
        when {{ low }} = {{ high }}
        then {{ figure_text(low) }}
        when {{ high }} is null
        then {{ figure_text(low) }} || ' or more'
        when {{ low }} is null
        then 'up to ' || {{ figure_text(high) }}
        else {{ figure_text(low) }} || ' to ' || {{ figure_text(high) }}
    end
{%- endmacro %}
