"""Whole batches at once, in NumPy and DuckDB: keys, columns, levels, scores; the same results as record by record."""
