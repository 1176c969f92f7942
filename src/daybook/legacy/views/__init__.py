"""The pages of this room: a report's deliveries, the old systems, and the exceptions desk."""
