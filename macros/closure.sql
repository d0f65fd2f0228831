{#- On Spark the paths are doubled, step by step: 2, 4, 8 … edges long. -#}
{% macro closure(edges, start, end, reads) -%}
    {{ return(adapter.dispatch("closure")(edges, start, end, reads)) }}
{%- endmacro %}

{% macro default__closure(edges, start, end, reads) -%}
    with recursive

    paths as (

        select {{ start }}, {{ end }} from {{ edges }}

        union

        select paths.{{ start }}, {{ edges }}.{{ end }}
        from paths
        inner join {{ edges }} on paths.{{ end }} = {{ edges }}.{{ start }}

    )

    select * from paths
{%- endmacro %}

{% macro spark__closure(edges, start, end, reads) -%}
    {%- if not execute or flags.WHICH not in ("build", "run") -%}
        {{ return("select " ~ start ~ ", " ~ end ~ " from " ~ edges) }}
    {%- endif -%}
    {%- set first = "with " ~ reads ~ " select distinct " ~ start ~ ", " ~ end ~ " from " ~ edges -%}
    select * from {% call(paths) spark__stepped(first) -%}
        select {{ start }}, {{ end }} from {{ paths }}
        union
        select paths.{{ start }}, next_paths.{{ end }}
        from {{ paths }} as paths
        inner join {{ paths }} as next_paths on paths.{{ end }} = next_paths.{{ start }}
    {%- endcall %}
{%- endmacro %}
