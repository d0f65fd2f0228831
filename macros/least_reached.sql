{#-
    Labels walk along the ties, from the lesser to the greater. At each step a label is dropped where a lesser one came
    as early, so that few walk on.
-#}
{% macro least_reached(ties, reads) -%}{{ return(adapter.dispatch("least_reached")(ties, reads)) }}{%- endmacro %}

{% macro default__least_reached(ties, reads) -%}
    with recursive

    reached as (

        {{ own_labels(ties) }}

        union

        {{ least_labels(walked_labels("reached", ties)) }}

    )

    {{ least_labels("select * from reached") }}
{%- endmacro %}

{% macro spark__least_reached(ties, reads) -%}
    {%- if not execute or flags.WHICH not in ("build", "run") -%}{{ return(own_labels(ties)) }}{%- endif -%}
    {#- Read at each step, so made once. -#}
    {%- set tied = this.schema ~ "." ~ this.identifier ~ "__step_ties" -%}
    {%- do run_query("drop table if exists " ~ tied) -%}
    {%- do run_query("create table " ~ tied ~ " as with " ~ reads ~ " select * from " ~ ties) -%}
    {%- set reached -%}
        {%- call(labels) spark__stepped(least_labels(own_labels(tied))) -%}
            {{ least_labels("select * from " ~ labels ~ " union all " ~ walked_labels(labels, tied)) }}
        {%- endcall -%}
    {%- endset -%}
    {%- do run_query("drop table " ~ tied) -%}
    select * from {{ reached }}
{%- endmacro %}

{% macro own_labels(ties) -%}
    select question_id, key_from as key, key_from as label, known_from from {{ ties }} where key_from = key_to
{%- endmacro %}

{% macro walked_labels(labels, ties) -%}
    select
        ties.question_id,
        ties.key_to as key,
        labels.label,
        greatest(labels.known_from, ties.known_from) as known_from
    from {{ labels }} as labels
    inner join
        {{ ties }} as ties
        on labels.question_id = ties.question_id
        and labels.key = ties.key_from
        and labels.label < ties.key_to
{%- endmacro %}

{% macro least_labels(labels) -%}
    select question_id, key, label, known_from
    from
        (
            select
                *,
                min(label) over (
                    partition by question_id, key
                    order by known_from, label
                    rows between unbounded preceding and 1 preceding
                ) as least_before
            from ({{ labels }}) as labels
        ) as compared
    where least_before is null or label < least_before
{%- endmacro %}
