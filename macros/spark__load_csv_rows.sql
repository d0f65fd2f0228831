{#-
    dbt-spark hands values over as text without escaping, so that an apostrophe ends the statement and NULL becomes the
    word None. Here each value is a literal, and table and rows are one statement.
-#}
{% macro spark__create_csv_table(model, agate_table) -%}{{ return("") }}{%- endmacro %}

{% macro spark__reset_csv_table(model, full_refresh, old_relation, agate_table) -%}
    {%- if old_relation -%}{%- do adapter.drop_relation(old_relation) -%}{%- endif -%}
    {{ return("") }}
{%- endmacro %}

{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set types = model["config"].get("column_types", {}) -%}
    {%- set names = agate_table.column_names -%}
    {%- set columns = [] -%}
    {%- for name in names -%}
        {%- set type = types.get(name, adapter.convert_type(agate_table, loop.index0)) -%}
        {%- do columns.append("cast(" ~ name ~ " as " ~ type ~ ") as " ~ name) -%}
    {%- endfor -%}
    {%- set rows = [] -%}
    {%- for row in agate_table.rows -%}
        {%- set values = [] -%}
        {%- for value in row -%}
            {%- set text = value | string | replace("\\", "\\\\") | replace("'", "\\'") -%}
            {%- do values.append("cast(null as string)" if value is none else "'" ~ text ~ "'") -%}
        {%- endfor -%}
        {%- do rows.append("(" ~ values | join(", ") ~ ")") -%}
    {%- endfor -%}
    {%- set sql -%}
        create table {{ this.render() }} as
        select {{ columns | join(", ") }} from values {{ rows | join(", ") }} as listed ({{ names | join(", ") }})
    {%- endset -%}
    {%- do run_query(sql) -%}
    {{ return(sql) }}
{%- endmacro %}
