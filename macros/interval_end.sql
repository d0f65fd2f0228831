{% macro interval_end(end_code, figure, half_span, spread, domain, word) -%}
    case {{ end_code }}
        when 'printed' then {{ figure }}
        when 'figure_start' then {{ figure }} - {{ half_span }}
        when 'figure_end' then {{ figure }} + {{ half_span }}
        when 'spread_start' then {{ rounded_bound(figure ~ " - " ~ spread) }}
        when 'spread_end' then {{ rounded_bound(figure ~ " + " ~ spread) }}
        when 'domain' then {{ domain }}
        when 'word' then {{ word }}
    end
{%- endmacro %}
