"""The sheets of this room: every field declared once, for form, import, export, API and the public version."""
