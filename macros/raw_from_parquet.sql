{% macro raw_from_parquet(folder, partitioned) -%}
    {%- do run_query("create schema if not exists raw") -%}
    {%- for source in graph.sources.values() if source.source_name == "raw" -%}
        {%- set place = folder ~ "/" ~ source.name -%}
        {%- do run_query("drop table if exists raw." ~ source.name) -%}
        {%- do run_query("create table raw." ~ source.name ~ " using parquet location '" ~ place ~ "'") -%}
        {%- if source.name in partitioned -%}
            {%- do run_query("msck repair table raw." ~ source.name) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}
