"""The desk form of a report, made from its class: what was posted, what is wrong, and how it looks."""
