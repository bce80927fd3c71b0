"""How long things take, measured with the real engine: `python -m benchmarks`."""
