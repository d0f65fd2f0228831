{#-
    Each id stands in the table that it refers to. `references` is a list of {column, to, field}; NULL refers to
    nothing. With `joined: true` the column holds ids joined by `+`; `except` lists words that are no ids (outlet).
    Finds: column and id, one row per id that is not there.
-#}
{% test references_exist(model, references) %}

    with

    referring as (select * from {{ model }}),

    ids as (

        {% for reference in references %}
            {{ "union all" if not loop.first }}
            select '{{ reference.column }}' as column_name, parts.part as id
            from
                (
                    {% if reference.joined %}
                        {{ split_parts("referring", [], reference.column) }}
                    {% else %}
                        select {{ reference.column }} as part from referring where {{ reference.column }} is not null
                    {% endif %}
                ) as parts
            where
                parts.part not in (select target.{{ reference.field }} from {{ reference.to }} as target)
                {% for word in reference.get("except", []) %} and parts.part <> '{{ word }}'{% endfor %}
        {% endfor %}

    )

    select column_name, id, count(*) as n_rows
    from ids
    group by column_name, id

{% endtest %}
