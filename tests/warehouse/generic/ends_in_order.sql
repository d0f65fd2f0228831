{#-
    No upper end lies below its lower end. `ends` is a list of [low, high]; a missing end is no end.
    Finds: the names of the two columns and both ends, one row each.
-#}
{% test ends_in_order(model, ends) %}

    {% for low, high in ends %}
        {{ "union all" if not loop.first }}
        select
            '{{ low }}, {{ high }}' as column_names,
            cast({{ low }} as {{ dbt.type_string() }}) as low,
            cast({{ high }} as {{ dbt.type_string() }}) as high
        from {{ model }}
        where {{ low }} > {{ high }}
    {% endfor %}

{% endtest %}
