"""How a statement names the questions that it is about.

Tables of claims lie in the order of their questions. DuckDB leaves out what a plain equation excludes, block by block
and row by row; of `in (…)` it takes the blocks whole. So few questions are asked for one by one. Of many that would
cost more to plan than it saves.

Of each question the plan has every column that is named: `{of table: columns}` names those that a statement needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboards.warehouse import Row, rows

_FEW = 24


def groups(questions: Sequence[str]) -> list[tuple[str, ...]]:
    """The questions as they are best asked for, if a statement plans many columns: few one by one, many together."""
    return [tuple(questions)] if len(questions) > _FEW else [(question,) for question in questions]


def filled(statement: str, questions: Sequence[str], few: int = _FEW) -> tuple[str, dict[str, str | tuple[str, ...]]]:
    """The statement with what it reads of some questions, and the parameters that it then has.

    Args:
        statement: SQL in which `{of table}`, or `{of table: columns}` with the names of columns, stands for the rows of
            a table that are about the questions.
        questions: their ids, at least one.
        few: up to how many are asked for one by one; none, where the statement names many columns of each.
    """
    if len(questions) > few:
        read = "(select {columns} from {table} where question_id in (select unnest($questions)))"
        parameters: dict[str, str | tuple[str, ...]] = {"questions": tuple(questions)}
    else:
        parameters = {f"question_{at}": question for at, question in enumerate(questions)}
        each = "select {{columns}} from {{table}} where question_id = ${name}"
        read = f"({' union all '.join(each.format(name=name) for name in parameters)})"
    head, *parts = statement.split("{of ")
    for part in parts:
        named, _, rest = part.partition("}")
        table, _, columns = named.partition(":")
        head += read.format(table=table, columns=columns.strip() or "*") + rest
    return head, parameters


def named(statement: str, ids: Iterable[str], **parameters: str) -> list[Row]:
    """The rows of a statement about some ids, which are named one by one: only so are they looked up in an index.

    Args:
        statement: SQL that has `in ({ids})`, alone: with a condition beside it the index is not used.
        ids: values of a primary key; none: no rows.
        parameters: what else the statement asks for.
    """
    found = {f"id_{at}": value for at, value in enumerate(sorted(set(ids)))}
    if not found:
        return []
    return rows(statement.format(ids=", ".join(f"${name}" for name in found)), **found, **parameters)
