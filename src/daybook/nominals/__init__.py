"""Nominals: who is the same person, across every system the force has."""
