"""The forms of custody entries: what is asked on one page, what was typed, and writing it."""
