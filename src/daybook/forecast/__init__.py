"""Where crime is likely next: the engine that forecasts places, and what the force sees of it."""
