{% macro make_way(target) -%}
    {%- if pre_hooks or post_hooks or config.get("indexes") or config.get("grants") -%}
        {%- do exceptions.raise_compiler_error("hooks, indexes and grants are not built by macros/materialization_*") -%}
    {%- endif -%}
    {%- set existing = load_cached_relation(target) -%}
    {%- if existing and existing.type != target.type -%}{%- do adapter.drop_relation(existing) -%}{%- endif -%}
{%- endmacro %}
