{% macro short_hash(prefix, parts) -%}
    '{{ prefix }}' || substr(md5(concat_ws(chr(31), {{ parts | join(", ") }})), 1, 16)
{%- endmacro %}
