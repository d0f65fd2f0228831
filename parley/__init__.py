"""The command line of Parley, and what glues its steps: build, publish, sql, dashboard."""

__version__ = "0.1.0"
