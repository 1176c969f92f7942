"""A record's line in the index: nothing is lost in it."""

from hypothesis import given
from hypothesis import strategies as st

from daybook.nominals import compact
from daybook.nominals.matching import Written, clean

words = st.text(max_size=12)
texts = st.lists(words, max_size=3).map(tuple)
births = st.one_of(words, st.dates().map(str), st.integers(1890, 2026).map(str))
numbers = st.tuples(st.sampled_from(("pncid", "cro", "nino", "other")), st.one_of(words, st.just("81/34U")))
written = st.builds(
    Written,
    key=words,
    system=words,
    names=st.lists(st.tuples(words, words), max_size=3).map(tuple),
    births=st.lists(births, max_size=3).map(tuple),
    age_estimated=st.booleans(),
    sex=st.sampled_from(("M", "1", "2", "0", "")),
    addresses=texts,
    towns=texts,
    postcodes=st.lists(st.one_of(words, st.just("sw1a1aa")), max_size=2).map(tuple),
    phones=st.lists(st.one_of(words, st.from_regex(r"07\d{9}", fullmatch=True)), max_size=2).map(tuple),
    emails=st.lists(st.one_of(words, st.emails()), max_size=2).map(tuple),
    numbers=st.lists(numbers, max_size=2).map(tuple),
)


@given(written)
def test_a_record_is_read_as_it_was_written(one: Written) -> None:
    record = clean(one)
    assert compact.decode(record.system, record.key, compact.encode(record)) == record


def test_a_record_takes_few_bytes() -> None:
    record = clean(Written("1", "x", names=(("O'Brien", "Zoë"),), births=("1/2/1990",), sex="2"))
    assert len(compact.encode(record)) < 30


def test_what_stands_in_databases_can_still_be_read() -> None:
    stored = bytes.fromhex("03850fa43a044a55e5a7c25c029483c40730906201")
    assert compact.decode("x", "1", stored).names[0].surname == "obrien"
