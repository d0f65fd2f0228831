{#-
    dbt's own way builds beside the old table and renames, for databases that cannot take back what they have begun.
    DuckDB can: a model that fails leaves the old table, its comments and all, because nothing was committed.
-#}
{% materialization table, adapter="duckdb" %}

    {%- set target = this.incorporate(type="table") -%}
    {%- set contract = config.get("contract") -%}
    {%- if contract.enforced -%}{%- do get_assert_columns_equivalent(compiled_code) -%}{%- endif -%}
    {%- do make_way(target) -%}
    {%- call statement("main") -%}
        {%- if contract.enforced -%}
            create or replace table {{ target }} {{ get_table_columns_and_constraints() }};
            insert into {{ target }} {{ get_column_names() }} ({{ get_select_subquery(compiled_code) }});
        {%- else -%}
            create or replace table {{ target }} as ({{ compiled_code }});
        {%- endif %}
        {{ comment_statements(target) }}
    {%- endcall -%}
    {%- do adapter.commit() -%}
    {{ return({"relations": [target]}) }}

{% endmaterialization %}
