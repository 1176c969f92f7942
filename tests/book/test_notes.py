"""Signed notes and checkpoints are those of C2SP, so that any witness's tools read them."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from daybook.book.notes import NoteError, Signer, TreeHead, Verifier, open_note, parts, sign, tree_head
from daybook.book.proofs import check_notes, split_notes

KNOWN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
KNOWN_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ONE = Signer("force.example/book", Ed25519PrivateKey.from_private_bytes(b"1" * 32))
TWO = Signer("force.example/book", Ed25519PrivateKey.from_private_bytes(b"2" * 32))
heads = st.builds(
    TreeHead,
    st.just("force.example/book"),
    st.integers(0, 1 << 60),
    st.binary(min_size=32, max_size=32),
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1), max_size=3).map(
        tuple
    ),
)


def test_the_published_example_note_verifies():
    verifier = Verifier.parse(KNOWN_KEY)
    assert verifier.text == KNOWN_KEY
    text, [(name, blob)] = parts(KNOWN_NOTE)
    assert name == "PeterNeumann"
    assert verifier.accepts(text, blob[4:])
    assert not verifier.accepts(text + "!", blob[4:])


@given(heads)
def test_a_checkpoint_comes_back_as_it_was_signed(head):
    assert open_note(sign(head, [ONE]), [ONE.verifier]) == head
    assert open_note(sign(head, [ONE, TWO]), [TWO.verifier]) == head
    assert Verifier.parse(ONE.verifier.text) == ONE.verifier


@given(heads, st.data())
def test_no_changed_byte_passes(head, data):
    note = sign(head, [ONE]).encode()
    at = data.draw(st.integers(0, len(note) - 1))
    changed = note[:at] + bytes([note[at] ^ 1]) + note[at + 1 :]
    try:
        text = changed.decode()
    except UnicodeDecodeError:
        return
    with pytest.raises(NoteError):
        assert open_note(text, [ONE.verifier]) != head
        raise NoteError("read as something else")


def test_bits_that_stand_for_nothing_are_not_free_to_change():
    note = sign(TreeHead("force.example/book", 3, b"r" * 32), [ONE])
    assert note.endswith("=\n")
    other = note[:-3] + chr(ord(note[-3]) ^ 1) + note[-2:]
    with pytest.raises(NoteError, match="base64"):
        open_note(other, [ONE.verifier])


def test_a_stranger_s_signature_does_not_count_and_a_forged_one_spoils_the_note():
    head = TreeHead("force.example/book", 3, b"r" * 32)
    with pytest.raises(NoteError, match="No known key"):
        open_note(sign(head, [TWO]), [ONE.verifier])
    forged = Signer("force.example/book", TWO.key).line(head.text + "x")
    with pytest.raises(NoteError, match="is wrong"):
        open_note(sign(head, [ONE]) + forged, [ONE.verifier, TWO.verifier])


@pytest.mark.parametrize(
    "text", ["", "a\n1\n", "a\n01\nAAAA\n", "a\n-1\nAAAA\n", "a\none\nAAAA\n", "a\n1\n!\n", "a\n1\nAAAA"]
)
def test_a_text_that_is_no_checkpoint_is_refused(text):
    with pytest.raises(NoteError):
        tree_head(text)


@pytest.mark.parametrize("key", ["", "a+b+c", KNOWN_KEY.replace("c74f20a3", "c74f20a4"), "a+00000000+AAAA"])
def test_a_damaged_key_is_refused(key):
    with pytest.raises(NoteError):
        Verifier.parse(key)


def note_of(size, root, before=None, signer=ONE):
    said = () if before is None else (f"after {before}",)
    return sign(TreeHead("force.example/book", size, root * 32, said), [signer])


def test_a_file_of_notes_is_taken_apart_again():
    notes = [
        note_of(3, b"a"),
        sign(TreeHead("force.example/book", 5, b"b" * 32), [ONE, TWO]),
        note_of(9, b"c"),
    ]
    assert split_notes("\n".join(notes)) == notes
    assert split_notes("".join(notes)) == notes
    assert split_notes("") == []


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ([note_of(5, b"a"), note_of(3, b"b")], "only 3"),
        ([note_of(5, b"a"), note_of(5, b"b")], "different roots"),
        ([note_of(5, b"a"), note_of(9, b"b", before=7)], "one over 7 is not here"),
        ([note_of(5, b"a", signer=TWO)], "No known key"),
    ],
)
def test_a_witness_sees_what_cannot_be_true(notes, said):
    _, wrong = check_notes(notes, [ONE.verifier])
    assert len(wrong) == 1
    assert said in wrong[0]


def test_a_witness_accepts_a_growing_book():
    heads_, wrong = check_notes([note_of(5, b"a", 0), note_of(9, b"b", 5)], [ONE.verifier])
    assert ([head.size for head in heads_], wrong) == ([5, 9], [])
    assert base64.b64encode(heads_[0].root).decode().startswith("YWFh")
