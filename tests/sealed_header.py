"""The bytes of an entry that are sealed, written down a second time in Python: the SQL must give the same."""

from daybook.book.canonical import SEPARATOR, utc_text
from daybook.book.models import Entry


def header_of(entry: Entry) -> bytes:
    ids = (entry.record_id, entry.user_id, entry.corrects_id)
    record, user, corrects = (key.hex if key else "" for key in ids)
    columns = (
        entry.id.hex,
        entry.kind,
        entry.act,
        entry.record_type,
        record,
        user,
        entry.device,
        entry.purpose,
    )
    times = utc_text(entry.happened_at), utc_text(entry.written_at)
    return SEPARATOR.join((*columns, *times, corrects, bytes(entry.value_digest).hex())).encode()
