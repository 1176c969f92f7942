"""Answering a person who asks for their own data (Data Protection Act 2018 s.45)."""
