{#-
    Each code stands in its list. `codes` maps a column to the seed that lists its codes; NULL is no code.
    Finds: column and code, one row per unknown code.
-#}
{% test codes_exist(model, codes) %}

    {% for column, list in codes.items() %}
        {{ "union all" if not loop.first }}
        select '{{ column }}' as column_name, cast({{ column }} as {{ dbt.type_string() }}) as code, count(*) as n_rows
        from {{ model }}
        where {{ column }} is not null and {{ column }} not in (select listed.code from {{ list }} as listed)
        group by {{ column }}
    {% endfor %}

{% endtest %}
