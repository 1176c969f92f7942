"""Harm review lists: people with recorded harm, for review by people. Sums of what is on record; nothing is foretold.

Two kinds that never mix: victims at repeated harm, and offenders with proven outcomes. No forecast reads them, and they
read no forecast.
"""
