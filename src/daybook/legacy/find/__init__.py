"""The old systems asked for a person while somebody waits: each beside the others, each shown as it answers."""
