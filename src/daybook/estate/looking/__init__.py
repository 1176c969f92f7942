"""Looking over the whole register for what no row of it says: duplicates, and systems that are on no register."""
