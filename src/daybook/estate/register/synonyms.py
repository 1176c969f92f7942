"""What other registers call the words of ours."""

from __future__ import annotations

import re
from typing import TypeVar

from daybook.estate.register.words import (
    Basis,
    Category,
    Classification,
    CountingClass,
    Criticality,
    Disposition,
    Hosting,
    InterfaceType,
    Spending,
    State,
    TimeClass,
    Word,
)

One = TypeVar("One", bound=Word)

ALSO: dict[type[Word], dict[str, str]] = {
    CountingClass: {
        "spreadsheet": "excel, macro, spreadsheet macro, macro enabled spreadsheet, workbook, excel macro",
        "database": "access, access database, ms access, end user database, db",
        "application": "app, small application, cots, departmental cots, bespoke, desktop application, core system, "
        "web application, business application, system",
        "platform": "national system, national interface, infrastructure platform",
        "service": "saas, it service, technical service, hosted service, web service",
    },
    TimeClass: {"eliminate": "retire, decommission", "migrate": "replace", "invest": "develop, grow"},
    Classification: {
        "official": "unclassified, not protectively marked, restricted access no",
        "official-sensitive": "os, sensitive, official sensitive personal, restricted",
    },
    Hosting: {
        "own-site": "on premises, on premise, on prem, data centre, own data centre, in house, onsite",
        "supplier-site": "hosted, supplier hosted, vendor hosted, outsourced, managed",
        "cloud": "saas, aws, azure, public cloud, private cloud",
        "desktop": "local, pc, workstation, shared drive, file share",
    },
    State: {
        "live": "production, in use, active, operational, in service, bau, tolerate, invest, migrate, eliminate",
        "frozen": "change freeze, feature freeze, maintenance only, contained",
        "read-only": "readonly, view only",
        "archived": "extracted, archive",
        "off": "decommissioned, retired, switched off, inactive, closed",
        "removed": "deleted, disposed",
    },
    Basis: {
        "actual": "actuals, invoice, invoiced, paid, high",
        "apportioned": "apportionment, shared, allocated, medium",
        "estimate": "estimated, est, guess, forecast, low",
    },
    Category: {
        "licence": "license, licences, software, subscription",
        "support": "maintenance, support and maintenance",
        "people": "staff, labour, contractors",
        "capital": "capex, hardware, project",
        "hosting": "infrastructure, data centre",
    },
    Spending: {
        "run": "bau, opex, keep the lights on",
        "grow": "enhance, change",
        "transform": "project, replace",
    },
    InterfaceType: {
        "file": "ftp, sftp, batch, csv, file transfer, flat file, extract",
        "message": "queue, mq, messaging, event",
        "service-call": "api, rest, soap, web service, http",
        "database-link": "db link, odbc, sql, direct database, replication",
        "re-keyed-by-hand": "manual, re key, rekey, re keyed, rekeyed, double keying, copy and paste",
    },
    Criticality: {
        "high": "critical, 1, h, mission critical",
        "medium": "2, m, moderate",
        "low": "3, l, minor",
    },
    Disposition: {
        "retire": "decommission, eliminate",
        "retain": "keep, tolerate",
        "rehost": "lift and shift",
        "repurchase": "replace, buy",
    },
}
"""For each word, what else means it, parted by commas."""


def plain(text: str) -> str:
    """Small letters and digits, single spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold()).split())


def _table(words: type[Word]) -> dict[str, str]:
    found = {plain(also): word for word, texts in ALSO.get(words, {}).items() for also in texts.split(",")}
    return (
        found
        | {plain(one.value): one.value for one in words}
        | {plain(one.label): one.value for one in words}
    )


TABLES = {words: _table(words) for words in Word.__subclasses__()}


def word_for(words: type[One], text: str) -> One | None:
    """The word that a text means, or None."""
    found = TABLES[words].get(plain(text))
    return words(found) if found else None
