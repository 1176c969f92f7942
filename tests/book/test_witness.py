"""What an outside witness keeps, what can be proved to it, and how the signing key changes."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from daybook.book import Act, append, clerk, keys, register_kind
from daybook.book.models import Checkpoint, Entry, EntryValue, Seal
from daybook.book.notes import open_note, parts
from daybook.book.proofs import Proof
from daybook.book.verify import Report, verify_against, verify_book
from helpers import OFFICER, settle

pytestmark = pytest.mark.django_db
NOTED = register_kind("test:noted", Act.NONE, "Noted for a test")


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.HOME = tmp_path


def write(*sizes):
    for size in sizes:
        for n in range(size):
            append(NOTED, OFFICER, notes={"n": n})
        clerk.seal_pending()


def run(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def against(text):
    report = Report()
    verify_against(report, text, keys.verifiers())
    return report


def test_exported_checkpoints_are_verified_with_public_keys_alone(tmp_path):
    write(4, 5, 3)
    (tmp_path / "notes").write_text(run("book_checkpoints"))
    (tmp_path / "public").write_text(run("book_checkpoints", "--keys"))
    said = run("book_witness", str(tmp_path / "notes"), "--keys", str(tmp_path / "public"))
    assert said == "3 checkpoints, each signed, up to 12 entries.\n"
    assert run("book_checkpoints", "--since", "9").splitlines()[1] == "12"
    assert run("book_checkpoints", "--last").splitlines()[1] == "12"


def test_the_book_goes_on_from_a_checkpoint_kept_outside(tmp_path):
    write(4, 5)
    kept = run("book_checkpoints")
    write(3)
    assert against(kept).holds
    (tmp_path / "kept").write_text(kept)
    assert "Compared with 2 checkpoints" in run("book_verify", "--quiet", "--against", str(tmp_path / "kept"))


def test_a_book_rewritten_whole_and_signed_again_does_not_deceive_the_witness():
    from django.db import connection

    from daybook.book import triggers

    write(4, 5)
    kept = run("book_checkpoints")
    connection.check_constraints()
    triggers.drop(connection)
    for model in (Checkpoint, Seal, EntryValue, Entry):
        model.objects.all().delete()
    triggers.create(connection)
    write(4, 5, 3)
    assert verify_book(keys.verifiers()).holds
    report = against(kept)
    assert "rewritten" in report.first.sentence
    assert report.count == 2


def test_a_shortened_book_does_not_deceive_the_witness():
    write(3)
    kept = Checkpoint.objects.get().note.replace("\n3\n", "\n9\n")
    assert "signature" in against(kept).first.sentence
    from daybook.book.notes import TreeHead, sign

    kept = sign(TreeHead(keys.signer().name, 9, b"r" * 32), [keys.signer()])
    assert (
        "the book ends at number 3, but a checkpoint kept outside signs 9 entries"
        in against(kept).first.sentence
    )


def test_a_file_without_checkpoints_proves_nothing():
    assert not against("").holds


def test_an_entry_is_proved_to_someone_who_sees_nothing_else(tmp_path):
    write(4, 5, 3)
    for seal in Seal.objects.all():
        proof = Proof.parse(run("book_prove", str(seal.entry_id)))
        assert (proof.start, proof.place) == (bytes(seal.leaf), seal.seq - 1)
        assert proof.holds(keys.verifiers())
    (tmp_path / "proof").write_text(run("book_prove", "7"))
    assert "The proof holds" in run("book_witness", str(tmp_path / "proof"))
    (tmp_path / "proof").write_text(run("book_prove", "7").replace("index 6", "index 5"))
    with pytest.raises(CommandError, match="does not lead"):
        run("book_witness", str(tmp_path / "proof"))


def test_today_s_book_is_proved_to_go_on_from_yesterday_s(tmp_path):
    write(4, 5, 3)
    for size in range(1, 13):
        assert Proof.parse(run("book_prove", "--from", str(size))).holds(keys.verifiers())
    with pytest.raises(CommandError, match="from 1 to that"):
        run("book_prove", "--from", "13")
    with pytest.raises(CommandError, match="no sealed entry"):
        run("book_prove", "nonsense")


def test_after_a_rotation_old_and_new_key_sign_once_and_then_the_new_alone():
    write(2)
    old = keys.signer().verifier
    run("book_rotate_key")
    new = keys.signer().verifier
    assert new != old
    settle()
    write(2)
    both, alone = Checkpoint.objects.order_by("size")[1:]
    assert [len(parts(note)[1]) for note in (both.note, alone.note)] == [2, 1]
    assert open_note(both.note, [old]) == open_note(both.note, [new])
    assert open_note(alone.note, [new]).size == 5
    assert verify_book(keys.verifiers()).holds


def test_the_book_tells_of_its_new_key():
    run("book_rotate_key")
    told = EntryValue.objects.get(entry__kind="signing-key:rotated").change
    assert keys.signer().verifier.text in told


def test_a_restored_book_without_its_private_key_makes_the_next_and_keeps_the_old_public_one():
    write(2)
    (keys.folder() / "1.pem").unlink()
    write(2)
    assert [path.name for path in sorted(keys.folder().glob("*.pub"))] == ["1.pub", "2.pub"]
    assert verify_book(keys.verifiers()).holds
