"""Delivery to old systems. The targets take everything and do nothing, and the report's document is a constant: what
is measured is the book, the claim, the freezing and the filing with their entries."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
