"""Whether the figures of the warehouse look as real figures do: suites of Great Expectations, pushed down to DuckDB.

`python -m expectations` runs them on the work file and writes the results into its table checks.results. What a check
is stands in `check`, the checks themselves in `suites`, one module each. Shape (keys, references, codes) is dbt's to
test, not theirs. Nothing here but `run` imports Great Expectations, which takes seconds.
"""
