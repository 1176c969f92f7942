"""Alerts: people are told before a clock runs out, and again when it has, each time once and in the book."""
