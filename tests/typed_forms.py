"""What a browser posts for a whole arrest, as the desk form names its boxes."""

POSTED = {
    "people_arrested.0.family_name": "Quill",
    "people_arrested.0.given_names": "Ada",
    "people_arrested.0.date_of_birth.day": "1",
    "people_arrested.0.date_of_birth.month": "2",
    "people_arrested.0.date_of_birth.year": "1990",
    "people_arrested.0.sex": "2",
    "attendance": "arrested",
    "happened_at.day": "21",
    "happened_at.month": "11",
    "happened_at.year": "2026",
    "happened_at.time": "14:02",
    "place.description": "Market Place",
    "offences.code": "TH68010",
    "grounds": "Seen by store staff to leave without paying.",
    "necessity": "INVESTIGATION",
    "necessity_reason": "To recover the property.",
    "do": "submit",
}
