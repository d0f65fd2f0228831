"""How a statement names the questions that it is about.

Tables of claims lie in the order of their questions. DuckDB leaves out what a plain equation excludes, block by block
and row by row; of `in (…)` it takes the blocks whole. So few questions are asked for one by one. Of many that would
cost more to plan than it saves.
"""

from __future__ import annotations

from collections.abc import Sequence

_FEW = 24


def filled(statement: str, questions: Sequence[str]) -> tuple[str, dict[str, str | tuple[str, ...]]]:
    """The statement with what it reads of some questions, and the parameters that it then has.

    Args:
        statement: SQL in which `{of table}` stands for the rows of a table that are about the questions.
        questions: their ids, at least one.
    """
    if len(questions) > _FEW:
        read = "(select * from {table} where question_id in (select unnest($questions)))"
        parameters: dict[str, str | tuple[str, ...]] = {"questions": tuple(questions)}
    else:
        parameters = {f"question_{at}": question for at, question in enumerate(questions)}
        read = f"({' union all '.join(f'select * from {{table}} where question_id = ${name}' for name in parameters)})"
    head, *parts = statement.split("{of ")
    for part in parts:
        table, _, rest = part.partition("}")
        head += read.format(table=table) + rest
    return head, parameters


def one_by_one(statement: str, ids: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The statement with ids in the place of `{ids}`, and their parameters: only so are they looked up in an index.

    Args:
        statement: SQL that has `in ({ids})`.
        ids: values of a primary key, at least one.
    """
    parameters = {f"id_{at}": value for at, value in enumerate(ids)}
    return statement.format(ids=", ".join(f"${name}" for name in parameters)), parameters
