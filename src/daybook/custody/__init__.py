"""Custody: a detention after an arrest, from arrival to release, with every clock right to the minute."""
