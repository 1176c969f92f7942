"""Live measures: numbers that the house takes itself, to which recommendations are tied."""
