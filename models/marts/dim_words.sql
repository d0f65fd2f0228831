with

words as (select * from {{ ref("bridge_question_words") }}),

final as (select word, count(*) as n_questions from words group by word)

select * from final
order by word
