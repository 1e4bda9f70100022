"""Benchmarks: each prints one table for docs/benchmarks.md. Nothing here is timed in the test-suite."""
