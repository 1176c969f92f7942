"""Fill a PostgreSQL database with as many people as a large force holds, by SQL alone.

The rows are invented: names of the demonstration force's lists with falling frequency, a third of the people in
events, one address and one telephone each. They pass the book by, which only a measurement may.
"""

from __future__ import annotations

from django.db import connection

from daybook.demo.generator.data_files import table, words
from daybook.records.names import fold

NAMES = ("white_british", "pakistani_bangladeshi", "polish", "nigerian_ghanaian", "irish")

PEOPLE = """
INSERT INTO records_person (id, family_name, given_names, known, date_of_birth, birth_year_only, sex,
  gender_identity, self_defined_ethnicity, observed_ethnicity, nationality, language, occupation, handling, recorded_at)
SELECT gen_random_uuid(), f.name, g.name || ' ' || h.name, true,
  date '1935-01-01' + (random() * 30000)::int, false, (1 + (random() < 0.4)::int)::text, '', 'W1', '1', 'British', '',
  'Baker', CASE WHEN random() < 0.002 THEN 'sealed' WHEN random() < 0.01 THEN 'restricted' ELSE 'open' END, now()
FROM (SELECT 1 + floor(%(families)s * power(random(), 2.2))::int AS fi,
             1 + floor(%(givens)s * power(random(), 2.0))::int AS gi,
             1 + floor(%(givens)s * power(random(), 2.0))::int AS hi
      FROM generate_series(1, %(people)s)) n
JOIN bench_family f ON f.i = n.fi JOIN bench_given g ON g.i = n.gi JOIN bench_given h ON h.i = n.hi
"""
NAME_ROWS = """
INSERT INTO records_personname (id, source, source_key, asserted_at, kind, family_name, given_names, search, person_id)
SELECT gen_random_uuid(), 'daybook', '', now(), 'primary', p.family_name, p.given_names,
  g.folded || ' ' || h.folded || ' ' || f.folded, p.id
FROM records_person p JOIN bench_family f ON f.name = p.family_name
JOIN bench_given g ON g.name = split_part(p.given_names, ' ', 1)
JOIN bench_given h ON h.name = split_part(p.given_names, ' ', 2)
"""
TOKENS = """
INSERT INTO records_nametoken (token, words, person_id, name_id)
SELECT DISTINCT t, ' ' || n.search, n.person_id, n.id
FROM records_personname n CROSS JOIN LATERAL unnest(string_to_array(n.search, ' ')) t
"""
NUMBERS = """
INSERT INTO records_identifier (id, source, source_key, asserted_at, scheme, raw, canonical, valid, person_id)
SELECT gen_random_uuid(), 'daybook', '', now(), 'pncid', n, n, true, id FROM (
  SELECT id, '19' || lpad((row_number() OVER () %% 90 + 10)::text, 2, '0') || '/'
    || lpad(row_number() OVER ()::text, 7, '0') || 'A' AS n FROM records_person) p
"""
PLACES = """
INSERT INTO records_location (id, description, address_lines, postcode)
SELECT gen_random_uuid(), '', i || ' High Street',
  'AV' || i %% 90 + 1 || ' ' || i %% 9 + 1 || chr(65 + (i / 810) %% 26) || chr(65 + (i / 21060) %% 26)
FROM generate_series(1, %(people)s / 2) i
"""
PHONES = """
INSERT INTO records_phone (id, number, email)
SELECT gen_random_uuid(), '07' || lpad(i::text, 9, '0'), '' FROM generate_series(1, %(people)s) i
"""
JOINED = """
INSERT INTO records_link (id, source, source_key, asserted_at, from_kind, from_id, role, to_kind, to_id,
  valid_from, grading, note, withdrawn)
SELECT gen_random_uuid(), 'daybook', '', now(), 'person', p.id, %(role)s, %(kind)s, o.id, current_date, '', '', false
FROM (SELECT id, row_number() OVER () - 1 AS i FROM records_person) p
JOIN (SELECT id, row_number() OVER () - 1 AS i FROM {other}) o ON o.i = p.i %% (SELECT count(*) FROM {other})
"""
EVENTS = """
INSERT INTO records_event (id, report_type, number, status, happened_from, location_id, details, officer_id,
  recorded_at, version, handling, asn)
SELECT gen_random_uuid(), 'arrest', 'AR/' || lpad(i::text, 7, '0') || '/26', 'arrested',
  now() - i * interval '1 minute', l.id, '{{}}', %(officer)s, now(), 1, 'open', ''
FROM generate_series(1, %(people)s / 3) i
JOIN (SELECT id, row_number() OVER () AS n FROM records_location) l ON l.n = i
"""
OFFENCES = """
INSERT INTO records_eventoffence (id, code, title, category, recordable, withdrawn, event_id)
SELECT gen_random_uuid(), 'TH68010', 'Theft from a shop', 'CE', true, false, id FROM records_event
"""
IN_EVENTS = """
INSERT INTO records_link (id, source, source_key, asserted_at, from_kind, from_id, role, to_kind, to_id,
  valid_from, grading, note, withdrawn)
SELECT gen_random_uuid(), 'daybook', '', now(), 'person', p.id, (ARRAY['arrested', 'victim', 'witness'])[r], 'event',
  e.id, current_date, '', '', false
FROM (SELECT id, row_number() OVER () AS i FROM records_event) e CROSS JOIN generate_series(1, 3) r
JOIN (SELECT id, row_number() OVER () AS i FROM records_person) p
  ON p.i = CASE r WHEN 1 THEN 1 + (e.i * 7919) %% (%(people)s / 20) ELSE 1 + (e.i * 104729 * r) %% %(people)s END
"""
WARNINGS = """
INSERT INTO records_warningmarker (id, source, source_key, asserted_at, code, text, withdrawn, person_id)
SELECT gen_random_uuid(), 'custody', '', now(), 'VI', '', false, id FROM records_person WHERE random() < 0.05
"""


def fill(people: int, officer: str) -> None:
    """Put so many people, with all that hangs on them, into the empty tables of the connected database."""
    given = {"people": people, "officer": officer}
    families, givens = _name_lists()
    _names("bench_family", families)
    _names("bench_given", givens)
    given |= {"families": len(families), "givens": len(givens)}
    _run(PEOPLE, given)
    for statement in (NAME_ROWS, TOKENS, NUMBERS):
        _run(statement, given)
    _run(PLACES, given)
    _run(PHONES, given)
    _run(JOINED.format(other="records_location"), {"role": "currentAddress", "kind": "location"})
    _run(JOINED.format(other="records_phone"), {"role": "user", "kind": "phone"})
    for statement in (EVENTS.replace("{{}}", "{}"), OFFENCES, IN_EVENTS, WARNINGS):
        _run(statement, given)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _name_lists() -> tuple[list[str], list[str]]:
    families: dict[str, None] = {}
    givens: dict[str, None] = {}
    for name in NAMES:
        lists = table(f"names/{name}")
        families |= dict.fromkeys(word for word in words(lists["family"]) if " " not in word)
        for key, value in lists.items():
            if key in {"male", "female"} or key.startswith(("male", "female")):
                givens |= dict.fromkeys(word for word in _flat(value) if " " not in word)
    return list(families), list(givens)


def _flat(value: object) -> list[str]:
    if isinstance(value, str):
        return list(words(value))
    if isinstance(value, dict):
        return [word for part in value.values() for word in _flat(part)]
    return []


def _names(name: str, names: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {name} (i int PRIMARY KEY, name text, folded text)")
        rows = [(number, text, fold(text)) for number, text in enumerate(names, 1)]
        cursor.executemany(f"INSERT INTO {name} VALUES (%s, %s, %s)", rows)


def _run(statement: str, given: dict[str, object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET enable_nestloop = off")
        cursor.execute(statement, given)
        cursor.execute("ANALYZE")
        cursor.execute("RESET enable_nestloop")
