"""The estate: what is found in planted estates whose truth no code under src/daybook/estate can read; and plans of
retirement on invented estates: how near to the best possible, how soon, against orders by hand.

`BENCH_SECONDS` (300) is how long the plan of a large estate is searched for, `BENCH_SEEDS` (5) and `BENCH_ESTATES` (20)
are how many estates: give less for a short run. A busy machine makes every figure of a plan worse, never better.
"""
