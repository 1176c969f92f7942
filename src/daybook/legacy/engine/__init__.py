"""Brings deliveries to their old systems: claim by lease, freeze the payload, send, file the outcome.

At least once, in the order of each record, and with one effect in every system that honours the key.
"""
