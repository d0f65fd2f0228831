-- Every numeral is coded or dismissed, never both, and the counts of earlier builds say the same of the texts that this
-- build did not hold. Finds: document and place, one row per numeral, or per text whose counts do not add up.
with

numerals as (select * from {{ ref("fct_numeral_coverage") }}),

coverage as (select * from {{ ref("stg_coverage") }})

select document_id, text_edition, char_start, numeral as finding
from numerals
where is_coded = is_dismissed

union all

select
    document_id,
    text_edition,
    cast(null as bigint) as char_start,
    concat_ws(' ', n_numerals, 'numerals,', n_coded, 'coded,', n_dismissed, 'dismissed') as finding
from coverage
where n_numerals <> n_coded + n_dismissed
