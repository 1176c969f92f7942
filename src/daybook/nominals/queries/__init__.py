"""Reads of this room, each through the one permission filter."""
