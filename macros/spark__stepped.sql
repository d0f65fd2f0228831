{#-
    Spark knows no UNION in a recursive query, and UNION ALL does not end where edges run in a circle. So each step is a
    table, until one finds no row that the step before had not: a table and not a view, whose plan would hold those of
    all steps before it.
-#}
{% macro spark__stepped(first) -%}
    {%- set state = namespace(n_new=1, table="") -%}
    {%- for step in range(10000) if state.n_new > 0 -%}
        {%- set table = this.schema ~ "." ~ this.identifier ~ "__step_" ~ step -%}
        {%- set found = caller(state.table) if state.table else first -%}
        {%- do run_query("drop table if exists " ~ table) -%}
        {%- do run_query("create table " ~ table ~ " as " ~ found) -%}
        {%- if state.table -%}
            {%- set new = "select * from " ~ table ~ " except select * from " ~ state.table -%}
            {%- set counted = run_query("select count(*) as n from (" ~ new ~ ") as new_rows") -%}
            {%- set state.n_new = counted.columns[0].values()[0] | int -%}
            {%- do run_query("drop table " ~ state.table) -%}
        {%- endif -%}
        {%- set state.table = table -%}
    {%- endfor -%}
    {{ state.table }}
{%- endmacro %}
