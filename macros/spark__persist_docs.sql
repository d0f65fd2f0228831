{#- The comment of a table is set as it is made; Parquet tables take none on columns afterwards. -#}
{% macro spark__persist_docs(relation, model, for_relation, for_columns) -%}{%- endmacro %}
