"""Pairs on the desk that a machine's link had made one person are answered: until December 2026 they stayed open.

Repeated, it changes nothing. Open pairs of two persons, and of a person whom people alone have joined, stay as they are.
"""

from itertools import islice

from django.db import migrations
from django.db.models import Q

BATCH = 400


def close_joined(apps, schema_editor):
    """Settle each such pair by the machine's link between the two, else by the best one of their person."""
    ReviewCase, Decision, IndexedRecord = (
        apps.get_model("nominals", name) for name in ("ReviewCase", "Decision", "IndexedRecord")
    )
    links = Decision._base_manager.filter(superseded_by=None, undone_at=None, verdict="same", by=None)
    open_cases = ReviewCase._base_manager.filter(settled_at=None).order_by("pk")
    ahead = iter(list(open_cases))
    while cases := list(islice(ahead, BATCH)):
        keys = {key for case in cases for key in (case.first_key, case.second_key)}
        rows = IndexedRecord._base_manager.filter(key__in=sorted(keys))
        whose = {(row.system, row.key): row.nominal for row in rows}
        joined = [case for case in cases if _one_person(case, whose)]
        records = IndexedRecord._base_manager.filter(nominal__in={_one_person(case, whose) for case in joined})
        mates = {(row.system, row.key): row.nominal for row in records}
        best = {}
        for link in _about(links, sorted({key for _, key in mates})):
            person = mates.get(_first(link))
            if person is not None and person == mates.get(_second(link)):
                best.setdefault(person, link)
                best[_first(link), _second(link)] = link
        for case in joined:
            link = best.get((_first(case), _second(case))) or best.get(_one_person(case, whose))
            if link is not None:
                case.settled_at, case.decision = link.decided_at, link
                case.locked_by = case.locked_until = None
                case.save()


def _one_person(case, whose):
    first, second = whose.get(_first(case)), whose.get(_second(case))
    return first if first == second else None


def _about(links, keys):
    """The links between records of these keys, the best first."""
    found = []
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        found += links.filter(Q(first_key__in=some) | Q(second_key__in=some))
    return sorted(found, key=lambda link: (-(link.bits or 0.0), link.pk))


def _first(row):
    return row.first_system, row.first_key


def _second(row):
    return row.second_system, row.second_key


class Migration(migrations.Migration):
    dependencies = [("nominals", "0007_our_key_is_our_id")]

    operations = [migrations.RunPython(close_joined, migrations.RunPython.noop)]
