"""Linking whole exports: parts of the work kept on the way, the estimate of accuracy, the report with its pictures."""
