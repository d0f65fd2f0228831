{% macro duckdb__persist_docs(relation, model, for_relation, for_columns) -%}
    {%- set comments = comment_statements(relation, for_relation, for_columns) -%}
    {%- if comments -%}{%- do run_query(comments) -%}{%- endif -%}
{%- endmacro %}
