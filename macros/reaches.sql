{% macro reaches(low, low_open, high, high_open) -%}
    (
        {{ low }} is null
        or {{ high }} is null
        or {{ low }} < {{ high }}
        or ({{ low }} = {{ high }} and not {{ low_open }} and not {{ high_open }})
    )
{%- endmacro %}
