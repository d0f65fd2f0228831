{#-
    Spark knows no UNION in a recursive query, and UNION ALL does not end where edges run in a circle. There the paths
    are doubled, step by step, until a step finds nothing new: 2, 4, 8 … edges long.
-#}
{% macro closure(edges, start, end, reads, within=[]) -%}
    {{ return(adapter.dispatch("closure")(edges, start, end, reads, within)) }}
{%- endmacro %}

{% macro default__closure(edges, start, end, reads, within) -%}
    {%- set kept = within + [start] -%}
    with recursive

    paths as (

        select {{ kept | join(", ") }}, {{ end }} from {{ edges }}

        union

        select {% for column in kept %}paths.{{ column }}, {% endfor %}{{ edges }}.{{ end }}
        from paths
        inner join {{ edges }} on paths.{{ end }} = {{ edges }}.{{ start }}
        {%- for column in within %} and paths.{{ column }} = {{ edges }}.{{ column }}{% endfor %}

    )

    select * from paths
{%- endmacro %}

{% macro spark__closure(edges, start, end, reads, within) -%}
    {%- set kept = within + [start] -%}
    {%- set columns = (kept + [end]) | join(", ") -%}
    {%- if not execute or flags.WHICH not in ("build", "run") -%}
        {{ return("select " ~ columns ~ " from " ~ edges) }}
    {%- endif -%}
    {%- set state = namespace(n=-1, before=-2, table="") -%}
    {%- for step in range(64) if state.n != state.before -%}
        {#- A table, not a view: the plan of a view would hold those of all steps before it. -#}
        {%- set table = this.schema ~ "." ~ this.identifier ~ "__step_" ~ step -%}
        {%- set found -%}
            {%- if loop.first -%}
                with {{ reads }} select distinct {{ columns }} from {{ edges }}
            {%- else -%}
                select {{ columns }} from {{ state.table }}
                union
                select {% for column in kept %}paths.{{ column }}, {% endfor %}next_paths.{{ end }}
                from {{ state.table }} as paths
                inner join {{ state.table }} as next_paths on paths.{{ end }} = next_paths.{{ start }}
                {%- for column in within %} and paths.{{ column }} = next_paths.{{ column }}{% endfor %}
            {%- endif -%}
        {%- endset -%}
        {%- do run_query("drop table if exists " ~ table) -%}
        {%- do run_query("create table " ~ table ~ " as " ~ found) -%}
        {%- if state.table -%}{%- do run_query("drop table " ~ state.table) -%}{%- endif -%}
        {%- set state.before = state.n -%}
        {%- set state.n = run_query("select count(*) as n from " ~ table).columns[0].values()[0] | int -%}
        {%- set state.table = table -%}
    {%- endfor -%}
    {{ return("select " ~ columns ~ " from " ~ state.table) }}
{%- endmacro %}
