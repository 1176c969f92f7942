"""The estate: what is found in planted estates whose truth no code under src/daybook/estate can read."""
