{#-
    Each interval begins at a position and ends before one: a position is a number and a step (0 at it, 1 just after it).
    Sorted by position, with ends before beginnings, one interval lies wholly below another where it has ended before the
    other begins. So running sums over the sorted ends count all pairs that share no value, without listing any.
-#}
{% macro disjoint_pairs(ends, keys) -%}
    select
        {{ keys | join(", ") }},
        known_from,
        sum(n_asserted * n_asserted_apart) as n_apart,
        sum(n_asserted * n_denied_apart + n_denied * n_asserted_apart) as n_denials_apart
    from
        (
            select
                {{ keys | join(", ") }},
                known_from,
                n_asserted,
                n_denied,
                case
                    when is_start = 1
                    then sum((1 - is_start) * n_asserted_before) over sorted
                    else
                        sum(is_start * n_asserted_before) over whole
                        - sum(is_start * n_asserted_before) over sorted
                end as n_asserted_apart,
                case
                    when is_start = 1
                    then sum((1 - is_start) * n_denied_before) over sorted
                    else sum(is_start * n_denied_before) over whole - sum(is_start * n_denied_before) over sorted
                end as n_denied_apart
            from {{ ends }}
            window
                whole as (partition by {{ keys | join(", ") }}, level, block),
                sorted as (
                    partition by {{ keys | join(", ") }}, level, block
                    order by end_value, end_step, is_start
                    rows between unbounded preceding and current row
                )
        ) as swept
    where n_asserted + n_denied > 0
    group by {{ keys | join(", ") }}, known_from
{%- endmacro %}
