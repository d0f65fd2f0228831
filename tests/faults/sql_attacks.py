"""Statements that must get nowhere, by what they are after, each with the reason for which it must fail.

`{secret}` is a file that holds a word, `{folder}` its folder, `{database}` the published file. A reason
is the kind of the refusal and words that its message must hold: a statement that failed by a slip of the pen would
prove nothing.
"""

from __future__ import annotations

from typing import NamedTuple

CLOSED = ("PermissionException", "LocalFileSystem has been disabled")
ONLY_READS = ("NotReading", "is refused: statements can only read")
READ_ONLY = ("InvalidInputException", "read-only")
UNKNOWN = ("CatalogException", "does not exist")
NO_MEMORY = ("OutOfMemoryException", "")
STOPPED = ("Stopped", "")


class Attack(NamedTuple):
    """A statement, and why it must fail: a kind and words of the message."""

    statement: str
    kind: str
    words: str


def _all(reason: tuple[str, str], **statements: str) -> dict[str, Attack]:
    return {name: Attack(statement, *reason) for name, statement in statements.items()}


FILES = {
    **_all(
        CLOSED,
        read_csv="select * from read_csv('{secret}')",
        read_csv_of_a_list="select * from read_csv(['{secret}', '{secret}'])",
        read_text="select * from read_text('{secret}')",
        read_blob="select * from read_blob('{secret}')",
        read_json="select * from read_json('{secret}')",
        read_json_objects="select * from read_json_objects('{secret}', format = 'unstructured')",
        read_parquet="select * from read_parquet('{secret}')",
        parquet_metadata="select * from parquet_metadata('{secret}')",
        parquet_schema="select * from parquet_schema('{secret}')",
        a_file_as_table="select * from '{secret}'",
        sniff_csv="select * from sniff_csv('{secret}')",
        glob="select * from glob('{folder}/*')",
        a_query_in_a_query="select * from query('select * from read_text(''{secret}'')')",
        the_way_up="select * from read_text('../../../../../../../../etc/passwd')",
        an_address_of_a_file="select * from read_text('file://{secret}')",
        the_environment="select * from read_text('/proc/self/environ')",
        the_command_line="select * from read_blob('/proc/self/cmdline')",
        the_memory_map="select * from read_text('/proc/self/maps')",
        the_socket="select * from read_blob('/dev/stdin')",
        the_open_file="select * from read_blob('/proc/self/fd/3')",
        the_published_file="select * from read_blob('{database}')",
        in_a_subquery="select 1 where exists (select * from read_csv('{secret}'))",
    ),
}

NETWORK = {
    **_all(
        CLOSED,
        a_csv_by_https="select * from 'https://example.org/x.csv'",
        read_csv_by_http="select * from read_csv('http://127.0.0.1:1/x.csv')",
        read_parquet_from_s3="select * from read_parquet('s3://bucket/x.parquet')",
        read_text_from_hf="select * from read_text('hf://datasets/a/b/x.csv')",
        a_share="select * from read_text('//host/share/x')",
    ),
    **_all(
        ONLY_READS,
        attach_by_https="attach 'https://example.org/x.duckdb'",
        copy_to_https="copy (select 1) to 'https://example.org/x.csv'",
    ),
    **_all(UNKNOWN, http_get="select http_get('http://127.0.0.1:1')"),
}

EXTENSIONS = {
    **_all(
        ONLY_READS,
        install="install httpfs",
        force_install="force install httpfs from 'http://example.org'",
        load="load httpfs",
        load_a_file="load '{folder}/x.duckdb_extension'",
        update="update extensions",
    ),
    **_all(CLOSED, listing="from duckdb_extensions()"),
    **_all(
        ("CatalogException", "but it exists in the"),
        a_function_of_one="select st_point(1, 2)",
        a_table_of_one="from sqlite_scan('{secret}', 't')",
    ),
}

SETTINGS = {
    **_all(
        ONLY_READS,
        set_access="set enable_external_access = true",
        set_global="set global memory_limit = '64GB'",
        reset="reset disabled_filesystems",
        set_variable="set variable x = 1",
        use="use memory",
        log_to_a_file="call enable_logging(storage = 'file')",
        set_role="set session threads = 64",
    ),
    "pragma": Attack("pragma enable_profiling = 'json'", *ONLY_READS),
    "pragma_output": Attack("pragma profile_output = '{folder}/out.json'", *ONLY_READS),
    "set_config": Attack("select set_config('threads', '64', false)", *UNKNOWN),
}

SECRETS_AND_ENVIRONMENT = {
    **_all(
        ONLY_READS,
        create_secret="create secret s (type s3, key_id 'a', secret 'b')",
        persistent_secret="create persistent secret s (type s3)",
        drop_secret="drop secret s",
    ),
    **_all(UNKNOWN, getenv="select getenv('HOME')"),
    **_all(
        UNKNOWN,
        a_variable_of_the_worker="from task",
        the_connection="from connection",
        a_module="from sys",
    ),
    "a_parameter": Attack("select $HOME", "InvalidInputException", "parameter"),
}

WRITES = {
    **_all(
        ONLY_READS,
        insert="insert into marts.note values ('second')",
        update="update marts.note set note = 'second'",
        delete="delete from marts.note",
        truncate="truncate marts.note",
        merge="merge into marts.note using (select 'x' as note) as other on false when not matched then insert",
        drop="drop table marts.note",
        alter="alter table marts.note add column x int",
        comment="comment on table marts.note is 'x'",
        create="create table memory.main.t as select 1",
        create_temp="create temp table t as select 1",
        create_view="create view memory.main.v as select 1",
        create_macro="create macro memory.main.m() as 1",
        create_type="create type memory.main.e as enum ('a')",
        create_sequence="create sequence memory.main.s",
        create_index="create index i on marts.note (note)",
        create_schema="create schema memory.s",
        copy_to="copy (select 1) to '{folder}/out.csv'",
        copy_to_parquet="copy marts.note to '{folder}/out.parquet'",
        copy_from="copy marts.note from '{secret}'",
        copy_database="copy from database parley to memory",
        export="export database '{folder}/dump'",
        attach="attach '{folder}/new.duckdb'",
        attach_memory="attach ':memory:' as other",
        detach="detach parley",
        checkpoint="force checkpoint parley",
        vacuum="vacuum",
        begin="begin transaction",
        prepare="prepare p as insert into marts.note values ('x')",
    ),
    **_all(
        CLOSED,
        copy_in_cte="with c as (copy (select 1) to '{folder}/out.csv') select 1",
        copy_over_the_file="with c as (copy (select 1) to '{database}' (use_tmp_file false)) select 1",
        copy_over_the_open_file="with c as (copy (select 1) to '/proc/self/fd/3' (use_tmp_file false)) select 1",
        copy_over_the_wal="with c as (copy (select 1) to '{database}.wal' (use_tmp_file false)) select 1",
        copy_over_the_open_wal="with c as (copy (select 1) to '/proc/self/fd/3.wal' (use_tmp_file false)) select 1",
        explained_copy="explain analyze with c as (copy (select 1) to '{folder}/out.csv') select 1",
    ),
    **_all(
        READ_ONLY,
        insert_in_cte="with c as (insert into marts.note values ('second') returning *) select * from c",
        update_in_cte="with c as (update marts.note set note = 'x' returning *) select * from c",
        delete_in_cte="with c as (delete from marts.note returning *) select * from c",
        explained_insert="explain analyze insert into marts.note values ('second')",
    ),
}

RESOURCES = {
    **_all(
        STOPPED,
        a_padded_string="select length(lpad('x', 2000000000, 'y'))",
        cross_join="select count(*) from range(1000000000) as a, range(1000) as b",
        endless_recursion="with recursive r as (select 1 as n union all select n + 0 from r) select count(*) from r",
        nested_loop="select count(*) from range(1000000) as a, range(1000000) as b where a.range * b.range % 7 = 3",
        regular_expressions="select sum(regexp_matches(repeat('a', 30000) || a.range, '(a|aa)+b')::int) "
        "from range(100000000) as a",
    ),
    **_all(
        NO_MEMORY,
        a_long_string="select length(repeat('x', 2000000000))",
        a_long_list="select list_sum(range(2000000000))",
        a_large_sort="select count(*) from (from range(200000000) order by hash(range) limit 100000000)",
        a_large_group="select count(*) from (select range, list(range) from range(100000000) group by range)",
        a_large_aggregate="select length(string_agg(repeat('x', 1000), '')) from range(10000000)",
    ),
    "a_large_result": Attack("select repeat('x', 100000) as x from range(100)", "TooMuch", ""),
    "a_large_cell": Attack("select repeat('x', 20000000) as x", "TooMuch", ""),
    "a_large_nested_cell": Attack("select range(1200000) as x", "TooMuch", ""),
}

PLANNER = {
    "distance_of_long_words": Attack("select levenshtein(repeat('ab', 100000), repeat('ba', 100000))", *STOPPED),
    "nested_self_joins": Attack(
        "with c0 as not materialized (select 1 as x), "
        + ", ".join(
            f"c{at} as not materialized (select a.x from c{at - 1} as a, c{at - 1} as b)" for at in range(1, 31)
        )
        + " select count(*) from c30",
        *STOPPED,
    ),
    "deep_brackets": Attack(f"select {'(' * 20_000}1{')' * 20_000}", "ParserException", ""),
    "deep_functions": Attack(f"select {'abs(' * 3_000}1{')' * 3_000}", "ParserException", "depth"),
    "a_long_sum": Attack(f"select {'1 + ' * 20_000}1", "ParserException", "depth"),
    "deep_subqueries": Attack(f"{'select * from (' * 2_000}select 1{')' * 2_000}", "BinderException", "depth"),
    "a_long_statement": Attack(f"select '{'x' * 1_000_001}'", "TooLong", ""),
    "a_wide_pivot": Attack(
        "from (from range(200000)) pivot (count(*) for range in (" + ", ".join(map(str, range(90_000))) + "))", *STOPPED
    ),
}

TYPES = {
    "a_sign_that_is_no_text": Attack("select '\ud800'", "NotReading", "letter 9"),
    "a_nul": Attack("select 1\0; drop table marts.note", "NotReading", "found 2"),
    "an_error_of_its_own": Attack("select error('nobody')", "InvalidInputException", "nobody"),
    "a_number_too_large": Attack("select 999999999999::int", "ConversionException", "INT32"),
    "a_sum_too_large": Attack("select 9223372036854775807 + 1::bigint", "OutOfRangeException", "Overflow"),
    "a_day_that_is_none": Attack("select '2025-02-31'::date", "ConversionException", "2025-02-31"),
    "bytes_that_are_no_text": Attack(r"select decode('\xff'::blob)", "ConversionException", "UTF8"),
    "deep_json": Attack(f"select json_extract('{'[' * 200_000}', '$[0]')", "InvalidInputException", "JSON"),
    "a_decimal_too_wide": Attack("select 1::decimal(99, 2)", "BinderException", "38"),
}

SEVERAL = {
    "a_second_one": Attack("select 1; drop table marts.note", "NotReading", "found 2"),
    "a_second_one_after_a_comment": Attack("select 1 --;\n; drop table marts.note", "NotReading", "found 2"),
    "a_second_one_after_a_quote": Attack("select ';'; copy (select 1) to '{folder}/x'", "NotReading", "found 2"),
    "a_set_before": Attack("set lock_configuration = false; select 1", "NotReading", "found 2"),
    "many": Attack("select 1;" * 10_000, "NotReading", "found 10000"),
    "nothing": Attack("", "NotReading", "found 0"),
    "only_a_comment": Attack("-- nothing", "NotReading", "found 0"),
    "only_stops": Attack(";;;", "NotReading", "found 0"),
    "an_open_quote": Attack("select 'x", "ParserException", "unterminated"),
}

GROUPS = {
    "files": FILES,
    "network": NETWORK,
    "extensions": EXTENSIONS,
    "settings": SETTINGS,
    "secrets": SECRETS_AND_ENVIRONMENT,
    "writes": WRITES,
    "resources": RESOURCES,
    "planner": PLANNER,
    "types": TYPES,
    "several": SEVERAL,
}

LEAKS = {
    "databases": "from duckdb_databases()",
    "database_list": "select * from pragma_database_list",
    "settings": "from duckdb_settings()",
    "allowed_paths": "select current_setting('allowed_paths')",
    "secret_directory": "select current_setting('secret_directory'), current_setting('home_directory')",
    "temp_directory": "select current_setting('temp_directory'), current_setting('extension_directory')",
    "secrets": "from duckdb_secrets()",
    "a_secret": "from which_secret('s3://bucket', 's3')",
    "logs": "from duckdb_logs()",
    "temporary_files": "from duckdb_temporary_files()",
    "views": "select sql from duckdb_views()",
    "variables": "from duckdb_variables()",
    "version": "from pragma_version()",
    "platform": "from pragma_platform()",
    "show_databases": "show databases",
    "user_agent": "from pragma_user_agent()",
    "error_of_a_file": "from read_csv('nothing.csv')",
    "error_of_an_extension": "from duckdb_extensions()",
    "error_of_a_name": "from nothing",
    "error_of_a_cast": "select note::int from marts.note",
}
"""Statements that may run, but must tell nothing of this machine: neither in rows nor in errors."""
