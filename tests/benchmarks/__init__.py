"""Measures, each a ratio to a floor of the same run: `python -m tests.benchmarks [NAME …]`."""
