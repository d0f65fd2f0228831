{#- As for tables: one transaction, without a second name. -#}
{% materialization view, adapter="duckdb" %}

    {%- set target = this.incorporate(type="view") -%}
    {%- do make_way(target) -%}
    {%- call statement("main") -%}
        create or replace view {{ target }} as ({{ compiled_code }});
        {{ comment_statements(target) }}
    {%- endcall -%}
    {%- do adapter.commit() -%}
    {{ return({"relations": [target]}) }}

{% endmaterialization %}
