"""The benchmark harness: ``make bench`` measures the figures of docs/performance.md side by side in one run."""
