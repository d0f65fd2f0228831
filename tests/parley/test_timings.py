"""Where the seconds go: what is kept, and how the table reads."""

from __future__ import annotations

import io

from rich.console import Console

from parley import timings
from parley.timings import Span, Timings


def printed(kept: Timings) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=80).print(kept.table())
    return [line.strip() for line in out.getvalue().splitlines() if line.strip()]


def test_spans_are_kept_while_a_build_keeps_timings_and_not_after() -> None:
    kept = Timings()
    with kept.kept():
        with timings.span("copy", inner=True):
            pass
        timings.add("import", "dbt", kept.began + 1, kept.began + 3)
        timings.remark("built in full")
    with timings.span("later"):
        timings.remark("later")
    assert [(span.process, span.what, span.inner) for span in kept.spans] == [
        ("build", "copy", True),
        ("dbt", "import", False),
    ]
    assert kept.spans[1].start == 1
    assert kept.spans[1].end == 3
    assert kept.remarks == ["built in full"]


def test_step_that_fails_is_kept_too() -> None:
    kept = Timings()
    with kept.kept():
        try:
            with timings.span("copy"):
                raise OSError
        except OSError:
            pass
    assert [span.what for span in kept.spans] == ["copy"]


def test_table_has_a_row_per_span_by_its_beginning_and_a_bar_where_it_was() -> None:
    kept = Timings(spans=[Span("build", "models", 2, 8), Span("dbt", "import", 0, 4)], remarks=["built in full"])
    header, _, *rows = printed(kept)
    assert header.split() == ["process", "work", "from", "seconds", "when"]
    assert rows == [
        "dbt       import   0.00      4.00   ━━━━━━━━━",
        "build     models   2.00      6.00       ━━━━━━━━━━━━━━",
        "8.00 s in all",
        "built in full",
    ]


def test_nothing_kept_is_an_empty_table() -> None:
    assert printed(Timings())[-1] == "0.00 s in all"
