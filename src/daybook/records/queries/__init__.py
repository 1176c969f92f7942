"""What this room reads. Everything begins at `filter.visible`."""
