"""Reference data as files, each with its source; see README.md beside it."""
