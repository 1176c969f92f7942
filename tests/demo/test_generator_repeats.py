"""The same seed gives the same force whatever Python's hashing does; nothing is made before it is due."""

import hashlib
import os
import subprocess
import sys
import tracemalloc
from itertools import islice

import pytest

from daybook.demo.generator import generate

DIGEST = """
import hashlib
from daybook.demo.generator import generate
force = generate(seed=3, people=1500, officers=30)
digest = hashlib.sha256()
for stream in (force.people(), force.officers(), force.events(), force.copies_with_truth()):
    for item in stream:
        digest.update(repr(item).encode())
print(digest.hexdigest())
"""


def digest_with(hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    return subprocess.run(
        [sys.executable, "-c", DIGEST], env=environment, check=True, capture_output=True, text=True
    ).stdout


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed():
    assert digest_with("1") == digest_with("4242")


def test_another_seed_gives_other_people():
    first, second = (next(generate(seed, 10).people()) for seed in (1, 2))
    assert first != second


def test_events_are_the_same_whether_or_not_the_people_were_read_before():
    read, unread = generate(5, 800), generate(5, 800)
    list(read.people())
    assert list(read.events()) == list(unread.events())


def test_asking_again_gives_the_same_answer(force):
    assert list(islice(force.legacy_copies(), 50)) == list(islice(force.legacy_copies(), 50))
    assert list(islice(force.events(), 50)) == list(islice(force.events(), 50))


def test_the_truth_file_is_the_same_each_time(tmp_path):
    force = generate(11, 300)
    sizes = [force.write_truth(tmp_path / name) for name in ("a.csv.gz", "b.csv.gz")]
    digests = [hashlib.sha256((tmp_path / name).read_bytes()).digest() for name in ("a.csv.gz", "b.csv.gz")]
    assert sizes[0] == sizes[1] == sum(1 for _ in force.truth())
    assert digests[0] == digests[1]


def test_a_force_of_a_million_begins_at_once_and_keeps_nobody():
    force = generate(1, 1_000_000)
    people = force.people()
    tracemalloc.start()
    for _ in islice(people, 12_000):
        pass
    first = tracemalloc.get_traced_memory()[0]
    for _ in islice(people, 12_000):
        pass
    grown = tracemalloc.get_traced_memory()[0] - first
    tracemalloc.stop()
    # Caches are full by then: what grows is the roster, 12 bytes a person, and a few names.
    assert grown < 800_000


@pytest.mark.parametrize("count", [1, 2, 999, 1000, 1001])
def test_any_number_of_people_is_met_exactly(count):
    force = generate(9, count, officers=3)
    people = list(force.people())
    keys = {person.key for person in people}
    assert len(people) == len(keys) == count
    assert all(relation.person in keys for person in people for relation in person.relations)
    assert sum(1 for _ in force.events()) == 3 * count


def test_no_people_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match="at least one person"):
        generate(1, 0)
