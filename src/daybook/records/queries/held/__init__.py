"""What is held about one person, read past the permission filter: for answering the person, and for disposal.

Only actions that ask for the permission themselves call it; what it yields is shown item by item, by its mark.
"""
