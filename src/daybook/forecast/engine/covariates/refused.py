"""What no forecast may learn from, known by the names of columns and kinds, and why.

Protected characteristics (Equality Act 2010, s.4) are for checks of fairness, never for prediction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


class CovariateError(ValueError):
    """The file cannot be used; the message names the column and says what to do."""


PROTECTED = "tells a protected characteristic. Those are for checks of fairness, never for prediction"
RESIDENTS = (
    "tells who lives there. A covariate is about a place; residents by group are for checks of fairness alone"
)
POVERTY = (
    "tells how poor people are. Fairness is measured by that, and indices of deprivation hold recorded crime"
)
CRIME = "tells of crime or of what police did. A forecast learns that from the crimes themselves, up to its own time"
RULES = (
    (
        PROTECTED,
        r"(?<!building )(?<!property )(?<!house )(?<!housing )(?<!dwelling )(?:age|ages|aged)"
        r"|sex|sexes|sexual|gender\w*|males?|females?|men|women|girls?|boys?"
        r"|ethnic\w*|races?|racial\w*|bame|black|white|asians?|african|caribbean|arabs?|mixed heritage|roma|gyps\w*"
        r"|travellers?|relig\w*|faiths?|belief|christian\w*|muslim\w*|islam\w*|jew|jews|jewish|hindu\w*|sikh\w*"
        r"|buddhis\w*|church\w*|mosques?|synagogues?|temples?|gurdwaras?|places? of worship|worship"
        r"|nationalit\w*|national identity|countr(?:y|ies) of birth|birth ?place|born|foreign\w*|citizen\w*"
        r"|m?igra\w*|immigra\w*|asylum|refugees?|disab\w*|impair\w*|illness|health problems?|long term sick"
        r"|main language|languages?|proficien\w*|marital|married|marriages?|civil partner\w*|divorce\w*|widow\w*|single"
        r"|cohabit\w*|lone parents?|orientation|lgbt\w*|gay|lesbian|bisexual|heterosexual|straight|trans|transgender"
        r"|pregnan\w*|maternity|births?",
    ),
    (
        RESIDENTS,
        r"residents?|persons?|people|adults?|child|children|minors|juveniles?|youths?|young|pensioners?|elderly"
        r"|seniors?|students?|famil(?:y|ies)|household composition|occupations?|qualifications?|tenure"
        r"|social (?:rent\w*|hous\w*)",
    ),
    (
        POVERTY,
        r"depriv\w*|imd\d*|idaci|idaopi|incomes?|earnings|poor|poverty|benefits?|universal credit|free school meals?"
        r"|unemploy\w*|social grade|credit scores?|acorn|mosaic",
    ),
    (
        CRIME,
        r"crimes?|criminal\w*|offen[cs]es?|offend\w*|arrest\w*|stop (?:and )?search\w*|stops|suspects?|gangs?|victims?"
        r"|burglar\w*|robber\w*|nominals?",
    ),
)
PATTERNS = tuple((why, re.compile(rf"\b(?:{words})\b")) for why, words in RULES)
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
APART = re.compile(r"[^a-z0-9]+")


def check_names(where: str, names: Iterable[str]) -> None:
    """Raises `CovariateError` for the first name that tells what no forecast may learn from."""
    for name in names:
        if why := reason(name):
            raise CovariateError(f"{where}: “{name}” {why}. Leave it out of the file, and send it again.")


def reason(name: str) -> str:
    """Why a column or kind of that name is refused; empty where it may be used."""
    words = APART.sub(" ", HUMP.sub(" ", name).casefold()).strip()
    return next((why for why, pattern in PATTERNS if pattern.search(words)), "")
