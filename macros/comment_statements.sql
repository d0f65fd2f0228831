{#-
    dbt's own macro asks the database for the columns twice and escapes each comment by a macro call, which takes more
    time than the models do. A described column that does not exist is an error of the database here.
-#}
{% macro comment_statements(relation, for_relation=true, for_columns=true) -%}
    {%- set comments = [] -%}
    {%- if for_relation and config.persist_relation_docs() and model.description -%}
        {%- set text = model.description | trim | replace("'", "''") -%}
        {%- do comments.append("comment on " ~ relation.type ~ " " ~ relation ~ " is '" ~ text ~ "'") -%}
    {%- endif -%}
    {%- if for_columns and config.persist_column_docs() -%}
        {%- for column in model.columns.values() if column.description -%}
            {%- set text = column.description | trim | replace("'", "''") -%}
            {%- do comments.append("comment on column " ~ relation ~ "." ~ column.name ~ " is '" ~ text ~ "'") -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(comments | join(";\n")) }}
{%- endmacro %}
