"""The board of a custody suite: everybody who is here, with what is due next, on one screen."""
