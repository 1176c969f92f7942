"""Oversight: recommendations, money, benefits, skills, risks, pilots and partners, for the force and for the public."""
