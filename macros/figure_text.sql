{% macro figure_text(number) -%}{{ return(adapter.dispatch("figure_text")(number)) }}{%- endmacro %}

{% macro default__figure_text(number) -%}
    case
        when {{ number }} = floor({{ number }}) then format_number(cast({{ number }} as bigint), 0)
        else format_number({{ number }}, '#,##0.######')
    end
{%- endmacro %}

{% macro duckdb__figure_text(number) -%}
    case
        when {{ number }} = floor({{ number }}) then format('{:,}', cast({{ number }} as bigint))
        else format('{:,}', cast({{ number }} as double))
    end
{%- endmacro %}
