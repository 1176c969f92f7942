"""Nominals: how well the same person is found again in whole files, and how fast; each room's file says on what data."""
