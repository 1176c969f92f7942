"""For each kind of custody entry: an answer to its questions that every hard rule allows, without the time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone


def later(**ahead: float) -> str:
    return (timezone.now() + timedelta(**ahead)).isoformat()


def samples() -> dict[str, dict[str, Any]]:
    return {
        "alert": {
            "what": "review",
            "rule": "REV-1",
            "due_at": later(minutes=30),
            "mark": -30,
            "who": "inspector",
        },
        "alert-acknowledged": {"alert": "review", "what": "review", "rule": "REV-1", "note": "On my way"},
        "appropriate-adult": {
            "stage": "asked",
            "name": "Una Quill",
            "relation": "parent",
            "phone": "020 7946 0000",
        },
        "arrival": {"condition": "Calm, a graze on the left hand"},
        "authorised": {"grounds": ["QUESTIONING", "PRESERVE"], "told": True},
        "bail": {
            "until": later(days=60),
            "necessary": True,
            "grounds": "Forensic results",
            "heard": True,
            "told": True,
        },
        "bail-extended": {"until": later(days=150), "grounds": "Results late", "heard": True},
        "cctv": {"reference": "Camera 4", "why": "Complaint"},
        "charged": {"offences": [{"code": "TH68010"}], "notice": True, "caution": True, "reply": "No reply"},
        "child-accommodation": {
            "authority": "Borough duty desk, Ms Fenn",
            "certificate": "No bed before nine",
        },
        "complaint": {"words": "The blanket was dirty", "told": "I204 at 10:00"},
        "custody-visitor": {"visitors": "Two visitors", "seen": True, "words": "Asked for a book"},
        "death-or-serious-injury": {
            "what": "injury",
            "words": "Fell in the yard and broke an arm",
            "scene": True,
            "cameras": True,
            "referred_at": timezone.now().isoformat(),
        },
        "description": {"height_cm": 171, "hair": "Red", "clothing": "Blue coat"},
        "drug-test": {"result": "negative"},
        "exercise": {"taken": True, "minutes": 20},
        "extension": {
            "until": later(hours=3),
            "indictable": True,
            "necessary": True,
            "diligent": True,
            "representations": True,
            "grounds": "Two witnesses to be seen",
            "told": True,
        },
        "force-used": {"tactics": ["handcuffs"], "reason": "Struck out at the desk"},
        "further-arrest": {"offences": [{"code": "MD71530"}], "officer": "T1"},
        "health-professional": {"stage": "seen", "name": "Nurse Oak", "fit_to_detain": "yes"},
        "hospital": {"stage": "left", "hospital": "St Jude's"},
        "identification": {"procedure": "video", "offered": True, "consent": True},
        "image": {"what": "Graze on the left hand", "reference": "IMG 1"},
        "interpreter": {"stage": "telephone", "language": "Polish"},
        "interview": {"stage": "started", "officers": "T77", "caution": True, "place": "Room 1"},
        "intimate-search": {
            "reason": "harm",
            "grounds": "Seen to hide a blade",
            "made_by": "Dr Elm",
            "same_sex": True,
        },
        "investigator": {"officer_in_case": "T77"},
        "late-check": {"minutes": 7, "words": "Two arrivals at once"},
        "level": {"level": 2, "intoxicated": True, "reason": "Smells of drink"},
        "meal": {"meal": "light", "taken": True},
        "medication": {"drug": "Insulin", "reason": "Refused"},
        "medication-plan": {"drug": "Insulin", "dose": "10 units", "due": [later(hours=4)]},
        "movement": {"to": "cell", "cell": "M1"},
        "near-miss": {"words": "A cord was found in the cell", "done": "Taken out"},
        "no-further-action": {"reason": "evidence"},
        "note": {"text": "Asked for a blanket"},
        "out-of-court": {"how": "community-resolution", "admitted": True},
        "override": {"entry": "x", "rules": ["SEG-1"], "reason": "Riot outside"},
        "override-reviewed": {"override": "x", "finding": "Rightly set aside"},
        "person-escort-record": {"to": "Market Street Magistrates", "words": "Nothing known"},
        "post-charge-bail": {"court": "Market Street Magistrates", "hearing": later(days=20)},
        "property": {"items": [{"what": "Telephone", "outcome": "evidence", "seal": "A1"}], "signed": "yes"},
        "property-returned": {"everything": True},
        "refused": {"grounds": "No power to arrest"},
        "released": {"disposal": "no-further-action", "property_returned": True},
        "remand": {"court": "Market Street Magistrates", "grounds": ["ABSCOND"]},
        "rest": {"stage": "started"},
        "review": {"grounds": "Interview to come", "person_asked": True},
        "review-postponed": {"reason": "questioning", "words": "In the middle of the account"},
        "right": {"right": "legal-advice", "step": "wanted", "whom": "Duty solicitor"},
        "rights-told": {"notice": True},
        "risk": {"occasion": "arrival", "markers_checked": True},
        "sample": {"what": "dna", "reference": "9 876"},
        "search": {"same_sex": True, "found": "Nothing"},
        "solicitor": {"stage": "called", "reference": "2611230001A"},
        "strip-search": {
            "grounds": "Seen to hide a wrap",
            "place": "Cell M2, door shut",
            "present": "T1, T2",
            "same_sex": True,
        },
        "transfer": {"to": "Dock Road", "reason": "No cell free", "escort_record": True},
        "under-investigation": {"reason": "Telephone to be read", "told": True},
        "visit": {"asleep": True, "seen": "Breathing, on their side"},
        "vulnerability": {"vulnerable": True, "signs": ["LEARNING"]},
        "warrant": {"hours": 24, "court": "Market Street Magistrates"},
        "welfare": {"what": ["wash"]},
        "welfare-told": {"name": "Una Quill", "relation": "Mother", "reached": True},
    }
