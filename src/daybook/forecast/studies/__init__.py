"""Patterns in past crime for the analyst: each a part with pictures, what it rests on, and what it does not say."""
