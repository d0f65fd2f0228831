{#-
    Two standing totals hold for one day: named days are equal, and others neither so far apart, nor known so vaguely,
    that the total may have changed between.
-#}
{% macro is_day_shared(one, other) -%}
    (
        {{ one }}.stage <> 'stock'
        or coalesce({{ one }}.as_of = {{ other }}.as_of, false)
        or ({{ one }}.as_of is null and {{ other }}.as_of is null and {{ one }}.document_id = {{ other }}.document_id)
        or (
            ({{ one }}.as_of is null or {{ other }}.as_of is null)
            and coalesce(
                greatest(
                    {{ days_from_date(other ~ ".as_of_earliest") }} - {{ days_from_date(one ~ ".as_of_latest") }},
                    {{ days_from_date(one ~ ".as_of_earliest") }} - {{ days_from_date(other ~ ".as_of_latest") }},
                    {{ days_from_date(one ~ ".as_of_latest") }} - {{ days_from_date(one ~ ".as_of_earliest") }},
                    {{ days_from_date(other ~ ".as_of_latest") }} - {{ days_from_date(other ~ ".as_of_earliest") }}
                )
                <= {{ var("as_of_slack_days") }},
                false
            )
        )
    )
{%- endmacro %}
