-- Each origin has a claimant of its own, each document one channel, each claim one document. Channels and origins have
-- no order: one channel may pass on two origins. Finds: one row per question where the counts say otherwise.
with

answers as (select * from {{ ref("fct_answers") }})

select question_id, n_claims, n_documents, n_channels, n_claimants, n_origins
from answers
where
    n_documents > n_claims
    or n_channels > n_documents
    or n_origins > n_claims
    or n_origins > n_claimants
    or (n_claims > 0 and least(n_documents, n_channels, n_claimants, n_origins) < 1)
