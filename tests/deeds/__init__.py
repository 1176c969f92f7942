"""Samples of deeds by room, for the guards that do each of them."""
