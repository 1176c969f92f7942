"""The estate: every system the force runs, what it costs, what is wrong with it, and how it ends."""
