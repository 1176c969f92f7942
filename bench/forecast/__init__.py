"""Forecast: how often the flagged cells hold what happens, and how fast, on real data.

The data are not in the repository. `DAYBOOK_CRIME` names the folder with the files that docs/forecast.md lists.
Settings were chosen on the months before each test window; the window itself is run once for each released model,
and docs/forecast.md keeps the list of those runs.
"""
