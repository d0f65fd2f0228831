with

documents as (select * from {{ ref("stg_documents") }}),

texts as (select * from {{ ref("stg_texts") }}),

originals as (select * from {{ ref("stg_originals") }}),

claims as (select * from {{ ref("stg_claims") }}),

actors as (select * from {{ ref("stg_actors") }}),

claim_counts as (select document_id, count(*) as n_claims from claims group by document_id),

digests as (select document_id, max(n_chars) as n_chars from texts where text_edition = 'digest' group by document_id),

held_originals as (
    select document_id, max(n_chars) as n_chars from originals where is_held group by document_id
),

final as (

    select

        -- ids
        documents.document_id,
        documents.publisher,
        documents.wire,
        coalesce(documents.wire, documents.publisher) as channel_id,

        -- text
        documents.title,
        documents.author,
        documents.place,
        documents.url,
        documents.language,

        -- dates
        documents.published_earliest,
        documents.published_latest,
        documents.published_basis,
        documents.retrieved_on,

        -- provenance
        documents.archive_url,
        documents.version,
        documents.original_sha256,
        digests.document_id is not null as has_digest,
        held_originals.document_id is not null as has_original,
        digests.n_chars as n_digest_chars,
        held_originals.n_chars as n_original_chars,

        -- numerics
        coalesce(claim_counts.n_claims, 0) as n_claims,

        -- notes
        documents.note,
        documents.source_file,
        documents.source_line,

        -- where a list of documents has it
        cast(
            row_number() over (
                order by
                    coalesce(publishers.name, documents.publisher), documents.published_latest, documents.document_id
            ) as bigint
        ) as place_in_list

    from documents

    left join actors as publishers on documents.publisher = publishers.actor_id

    left join digests on documents.document_id = digests.document_id

    left join held_originals on documents.document_id = held_originals.document_id

    left join claim_counts on documents.document_id = claim_counts.document_id

)

select * from final
order by place_in_list
