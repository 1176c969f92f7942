"""The details of an invented person: codes, contacts, identifiers, markers, other names.

Telephone numbers come only from the ranges that Ofcom keeps free for drama (07700 900000-900999 and 020 7946
0000-0999), e-mail addresses only from the example domains.
"""

import unicodedata
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from .data_files import table, words
from .draw import Wheel, zipf_weights
from .households import Draft
from .names import MALE, spellings, stock
from .shapes import Alias, WarningMarker

CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
PNC_PRIME = 9_999_991
CRO_PRIME = 999_983
STRIDE = 7_919
_DATA = table("people")
ETHNICITY = {group: Wheel.of(shares) for group, shares in _DATA["self_defined"].items()}
OBSERVED = {group: Wheel.of(shares) for group, shares in _DATA["observed"].items()}
NATIONALITY = {group: Wheel.of(shares) for group, shares in _DATA["nationality"].items()}
LANGUAGES: dict[str, str] = _DATA["language"]
ENGLISH = "English"
_JOBS = words(_DATA["occupation"]["list"])
JOBS = Wheel(_JOBS, zipf_weights(len(_JOBS), 0.8, 2.0), 4096)
MARKERS = Wheel.of({code: row["weight"] for code, row in _DATA["warnings"].items()})
SOURCES = {code: row["source"] for code, row in _DATA["warnings"].items()}
GENDERS = Wheel.of({"": 0.9945, "GIM": 0.0015, "GIF": 0.0015, "GINB": 0.0025}, 4096)
RECORD_SHARE = {"1": 0.58, "2": 0.30}
YEAR = timedelta(days=365)
_ASCII = {
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
    "ı": "i",
    "đ": "d",
    "Đ": "D",
    "ß": "ss",
    "æ": "ae",
    "’": "'",
}


@lru_cache(maxsize=65536)
def plain_letters(text: str) -> str:
    """The text without accents, as a machine with ASCII only would hold it."""
    if text.isascii():
        return text
    replaced = "".join(_ASCII.get(letter, letter) for letter in text)
    return unicodedata.normalize("NFKD", replaced).encode("ascii", "ignore").decode()


def check_letter(number: int) -> str:
    """The letter that closes a PNCID or CRO number."""
    return CHECK_LETTERS[number % 23]


def pncid(index: int, year: int) -> str:
    """The canonical PNCID of the person with this index; no two are alike for ten million people."""
    serial = index * STRIDE % PNC_PRIME + 1
    return f"{year}/{serial:07d}{check_letter(int(f'{year % 100:02d}{serial:07d}'))}"


def cro(index: int, year: int) -> str:
    """A standard CRO number; distinct for a million people."""
    serial = index * STRIDE % CRO_PRIME + 1
    return f"{serial:06d}/{year % 100:02d}{check_letter(int(f'{year % 100:02d}{serial:06d}'))}"


def record_ids(random: Random, draft: Draft, until: date) -> tuple[str, str]:
    """(PNCID, CRO) of somebody with a record, else empty texts. Nobody got one before the age of eleven."""
    oldest = draft.born.year + 12
    if oldest > until.year - 2 or random.random() >= RECORD_SHARE[draft.sex]:
        return "", ""
    first = max(oldest, 1986, until.year - 25)
    year = first + int(random.random() * (until.year - first))
    return pncid(draft.index, year), cro(draft.index, year) if random.random() < 0.7 else ""


def driver_number(random: Random, draft: Draft, until: date) -> str:
    """A number in the form of a GB driving licence; its end is drawn by chance, not computed."""
    if until.year - draft.born.year < 18 or random.random() > 0.34:
        return ""
    born = draft.born
    letters = "".join(letter for letter in plain_letters(draft.family).upper() if letter.isalpha())
    if letters.startswith("MAC"):
        letters = "MC" + letters[3:]
    letters = letters[:5].ljust(5, "9")
    month = born.month + (0 if draft.sex == MALE else 50)
    initials = "".join(plain_letters(name)[:1].upper() for name in draft.given[:2]).ljust(2, "9")
    end = random.choice("ABCDEFGHJKLMNPRSTUVWXYZ") + random.choice("ABCDEFGHJKLMNPRSTUVWXYZ")
    decade, digit = divmod(born.year % 100, 10)
    return f"{letters}{decade}{month:02d}{born.day:02d}{digit}{initials}9{end}"


def phone(random: Random) -> str:
    """A number that is kept for drama, or none."""
    kind = random.random()
    if kind < 0.12:
        return ""
    number = int(random.random() * 1000)
    return f"07700 900{number:03d}" if kind < 0.88 else f"020 7946 0{number:03d}"


def email(random: Random, draft: Draft) -> str:
    """An address in an example domain, or none."""
    if random.random() < 0.45:
        return ""
    name = "".join(
        letter
        for letter in plain_letters(draft.given[0] if draft.given else draft.family).lower()
        if letter.isalpha()
    )
    return f"{name}.{draft.index}@example.{'org' if random.random() < 0.6 else 'com'}"


def warnings(random: Random, has_record: bool, until: date) -> tuple[WarningMarker, ...]:
    """PNC warning markers; mostly none, and then only on people with a record."""
    if not has_record or random.random() > 0.17:
        return ()
    codes = dict.fromkeys(MARKERS.spin(random) for _ in range(1 + int(random.random() * 1.6)))
    return tuple(_warning(random, code, until) for code in codes)


def _warning(random: Random, code: str, until: date) -> WarningMarker:
    recorded = until - timedelta(days=int(random.random() * 2400) + 10)
    return WarningMarker(code, SOURCES[code], recorded, recorded + YEAR * 2, recorded + YEAR * 6)


def height(random: Random, sex: str, age: int) -> int:
    """Height in centimetres by sex and age in years."""
    grown = 176.5 if sex == MALE else 163.0
    if age < 17:
        grown = min(grown, 76.0 + 6.2 * age)
    return round(grown + random.gauss(0, 6.7 if age > 10 else 4.0))


def occupation(random: Random, age: int) -> str:
    """What somebody does; children and the old as their age says."""
    if age < 16:
        return "School pupil" if age > 4 else ""
    if age < 20 and random.random() < 0.6:
        return "Student"
    return "Retired" if age > 66 else JOBS.spin(random)


def aliases(random: Random, draft: Draft, has_record: bool) -> tuple[Alias, ...]:
    """Other names somebody is known by."""
    found: list[Alias] = []
    if draft.maiden:
        found.append(Alias("maiden", draft.maiden, draft.given))
    first = draft.given[0] if draft.given else ""
    short = spellings()["nicknames"].get(first)
    if short and random.random() < 0.3:
        found.append(Alias("nickname", draft.family, (random.choice(short),)))
    other = spellings()["given"].get(first)
    if other and random.random() < 0.12:
        found.append(Alias("spelling", draft.family, (random.choice(other), *draft.given[1:])))
    if draft.group == "chinese_vietnamese" and random.random() < 0.35:
        english = stock("white_british").given[draft.sex, 1].spin(random)
        found.append(Alias("english", draft.family, (english,)))
    if has_record and random.random() < 0.09:
        family = stock(draft.group).family.spin(random)
        found.append(Alias("alias", family, (stock(draft.group).given[draft.sex, 1].spin(random),)))
    return tuple(found)
