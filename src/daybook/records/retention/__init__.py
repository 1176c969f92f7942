"""Review, retain, dispose: how long records are kept, and how they go."""
