{#- The first that applies decides: the order is that of docs/decisions/0002-comparison.md. -#}
{% macro pair_rule() -%}
    case
        when has_silence
        then 'silence'
        when not is_unit_shared
        then 'unit'
        when not is_day_shared
        then 'as_of'
        when not is_basis_shared
        then 'basis'
        when is_both_denied
        then 'both_denied'
        when has_denial and is_overlapping
        then 'denial'
        when has_denial
        then 'denial_elsewhere'
        when value_type = 'identity' and value_text_a = value_text_b and cardinality = 'many'
        then 'same_set'
        when value_type = 'identity' and value_text_a = value_text_b
        then 'same_identity'
        when value_type = 'identity' and cardinality = 'many'
        then 'sets_differ'
        when value_type = 'identity'
        then 'different_identity'
        when is_same_interval
        then 'same_interval'
        when is_overlapping
        then 'overlap'
        else 'disjoint'
    end
{%- endmacro %}
