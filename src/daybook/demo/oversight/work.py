"""Invented roles, partners, pilots and risks, as sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from daybook.estate.money import Year, year_of
from daybook.oversight.years import quarter_of, quarters_from

Rows = list[dict[str, str]]


def skills(today: date, known: Sequence[str] = ()) -> Rows:
    """`known` are systems of the register, of which the first are known to one person alone."""
    by = (today + timedelta(days=150)).isoformat()
    told = (
        ("SK-01", "Solution architect", "ARCH", 6, 8, 5, 2, "Two grow from level 5 with a mentor.", ""),
        (
            "SK-02",
            "Data engineer",
            "DENG",
            5,
            14,
            9,
            4,
            "A course of twelve weeks, six at a time.",
            "Old crime recording",
        ),
        ("SK-03", "Service owner", "ITMG", 6, 20, 17, 0, "", ""),
        (
            "SK-04",
            "Developer",
            "PROG",
            4,
            26,
            19,
            7,
            "Apprentices each autumn.",
            "Custody imaging; Night rota",
        ),
        (
            "SK-05",
            "Mainframe developer",
            "PROG",
            5,
            4,
            2,
            2,
            "None: the skill leaves with the system.",
            "Property ledger 1979",
        ),
        ("SK-06", "Tester", "TEST", 4, 12, 10, 3, "Certificates by spring.", ""),
        ("SK-07", "Contract manager", "SUPP", 5, 9, 6, 1, "The national programme for public buyers.", ""),
        ("SK-08", "User researcher", "URCH", 4, 6, 4, 1, "", ""),
    )
    names = ("number", "role", "skill", "level", "needed", "held", "contractors", "training", "only_one_for")
    rows = [dict(zip(names, map(str, row), strict=True)) for row in told]
    for row in rows:
        row |= {"training_due": by} if row["training"] else {}
    lone = [row for row in rows if row["only_one_for"]]
    for row, system in zip(lone, known, strict=False):
        row["only_one_for"] = system
    return rows


def partners(today: date) -> Rows:
    def ends(months: int) -> str:
        return (today + timedelta(days=round(30.4 * months))).isoformat()

    return [
        _contract(
            "C-11",
            "Castellan Networks (invented)",
            "Networks, data centres, service desk",
            ends(7),
            9,
            "41500000",
            "3200000",
        ),
        _contract(
            "C-12",
            "Brindle Data (invented)",
            "Support of old crime and custody systems",
            ends(16),
            6,
            "22000000",
            "1800000",
        ),
        _contract(
            "C-13", "Marrow and Pike (invented)", "Printing and phones", ends(11), 3, "9000000", "150000"
        ),
        _contract("C-14", "Tallow Mobile (invented)", "Mobile devices", ends(29), 6, "6400000", "700000"),
        _contract(
            "C-15",
            "Quillgate (invented)",
            "Protective monitoring",
            ends(20),
            6,
            "5600000",
            "400000",
            "security",
        ),
        {
            "number": "P-01",
            "body": "Police buying company (invented)",
            "kind": "shared-body",
            "what": "Buys licences for nineteen forces together.",
            "benefit": "Licences cost 11% less than alone in the last round; the board seat costs six days a year.",
            "owner": "Chief Finance Officer",
        },
        {
            "number": "P-02",
            "body": "Averwick Fire and Rescue (invented)",
            "kind": "emergency-service",
            "what": "One address list and one radio workshop; incidents at which both attend are shared.",
            "benefit": "One survey of premises instead of two.",
            "owner": "Head of Control Room",
        },
        {
            "number": "P-03",
            "body": "Averwick Ambulance (invented)",
            "kind": "emergency-service",
            "what": "Calls that concern both are passed on as records, not read out by telephone.",
            "benefit": "",
            "owner": "Head of Control Room",
        },
    ]


def _contract(
    number: str, body: str, what: str, ends: str, notice: int, yearly: str, fee: str, withheld: str = ""
) -> dict[str, str]:
    return {
        "number": number,
        "body": body,
        "kind": "contract",
        "what": what,
        "ends": ends,
        "notice_months": str(notice),
        "yearly": yearly,
        "exit_fee": fee,
        "exit_plan": "Records are handed over in open formats; a rehearsal six months before the end.",
        "owner": "Contract Manager",
        "withheld": withheld,
    }


def pilots(today: date) -> Rows:
    def ago(days: int) -> str:
        return (today - timedelta(days=days)).isoformat()

    return [
        {
            "number": "PI-01",
            "title": "Arrest on a phone, two stations",
            "started": ago(400),
            "ended": ago(220),
            "question": "Does an arrest that is recorded on the street keep officers out of the station?",
            "method": "Shifts with and without the device drawn by lot; time in the station taken from the roster.",
            "unit": "Minutes in the station per arrest",
            "before": "96",
            "during": "71",
            "finding": "25 minutes less in the station for each arrest; signal was missing at one in nine.",
            "decision": "go-on",
            "cost": "310000",
        },
        {
            "number": "PI-02",
            "title": "Forecast of burglary, one district",
            "started": ago(330),
            "ended": ago(100),
            "question": "Does the map find more burglaries than plain counting of the last year?",
            "method": "Both maps made each week on the same area and measured on the weeks that followed.",
            "unit": "Share of burglaries inside the boxes, %",
            "before": "14.2",
            "during": "14.9",
            "finding": "Hardly better than counting, within chance. Crime in the district fell as it did elsewhere.",
            "decision": "extend",
            "cost": "85000",
        },
        {
            "number": "PI-03",
            "title": "Statements taken by tablet",
            "started": ago(60),
            "question": "Do witnesses get a statement that they recognise, and sooner?",
            "method": "Two of five teams.",
            "unit": "Days until the statement is signed",
            "before": "6.5",
            "cost": "120000",
        },
    ]


def risks(today: date) -> Rows:
    def on(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    told = (
        (
            "R-01",
            "Savings slip because systems are retired late",
            4,
            4,
            "Each retirement has a date and an owner; a board looks each month.",
            "Estate Manager",
            90,
            3,
            3,
            "",
        ),
        (
            "R-02",
            "The skill for the oldest systems leaves first",
            4,
            5,
            "Two contracts are kept on until the records are moved.",
            "Head of Records",
            120,
            2,
            4,
            "",
        ),
        (
            "R-03",
            "Officers go back to paper while systems change",
            3,
            4,
            "No switch in the summer; trainers on each first shift.",
            "Deputy Chief Constable",
            200,
            2,
            3,
            "",
        ),
        (
            "R-04",
            "A supplier raises its price at the end of a contract",
            3,
            3,
            "The next one is let before notice begins.",
            "Contract Manager",
            150,
            2,
            2,
            "",
        ),
        (
            "R-05",
            "Two systems are paid for side by side for too long",
            5,
            3,
            "",
            "Head of Records",
            0,
            3,
            3,
            "",
        ),
        (
            "R-06",
            "Records are lost when they are moved",
            2,
            5,
            "Every move is counted and compared, record by record.",
            "Head of Records",
            180,
            1,
            5,
            "",
        ),
        (
            "R-07",
            "Weakness in an old system that is known and not mended",
            4,
            4,
            "Cut off from the network until it is replaced.",
            "Chief Information Security Officer",
            60,
            2,
            4,
            "security",
        ),
    )
    names = ("number", "title", "likelihood", "impact", "management", "owner")
    then = ("then_likelihood", "then_impact", "withheld")
    return [
        dict(zip((*names, *then), map(str, (*row[:6], *row[7:])), strict=True))
        | ({"due": on(int(row[6]))} if row[6] else {})
        for row in told
    ]


NOW = {"obsolete": 287, "duplicate": 171, "unused": 33, "other": 168}
"""What is counted where no register is loaded."""
CHANGE = "small databases of one office are no longer counted"


def system_counts(today: date, now: dict[str, int] | None = None) -> Rows:
    """The quarters since last spring, told backwards from what is counted `now`, and what is planned to come."""
    names = quarters_from(f"{Year(year_of(today).starts - 1).name} Q1", 12)
    here, kept = names.index(quarter_of(today)), now or NOW
    changed, first = max(here - 3, 1), sum(kept.values()) * 1.25
    rows = []
    for at, name in enumerate(names):
        row = {"quarter": name, "planned": str(round(first * (1 - 0.05 * at)))}
        if at <= here:
            more = 1 + 0.03 * (here - at) + (0.08 if at < changed else 0)
            row |= {kind: str(round(count * more)) for kind, count in kept.items()}
        rows.append(row | ({"change": CHANGE} if at == changed else {}))
    return rows
