{#-
    The columns name each row once, and none of them is NULL.
    Finds: the keys that are missing or repeated, one row each.
-#}
{% test key_is_unique(model, columns) %}

    select {{ columns | join(", ") }}, count(*) as n_rows
    from {{ model }}
    group by {{ columns | join(", ") }}
    having count(*) > 1 or {% for column in columns %}{{ column }} is null{{ " or " if not loop.last }}{% endfor %}

{% endtest %}
