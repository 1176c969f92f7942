"""The record tables: person, object, location, event (POLE) and the links between them."""

from daybook.records.models.attachment import Attachment
from daybook.records.models.change import EventChange
from daybook.records.models.common import Assertion, Handling, Link
from daybook.records.models.draft import Draft
from daybook.records.models.event import Event, EventOffence
from daybook.records.models.location import Location, LocationToken
from daybook.records.models.names import NameToken, PersonName
from daybook.records.models.number import NumberSeries, Submission
from daybook.records.models.objects import Document, Phone, PropertyItem, Vehicle
from daybook.records.models.person import Identifier, Person, PersonDescription, WarningMarker
from daybook.records.models.retention import (
    DisposalOrder,
    ErasureNotice,
    LegalHold,
    RetentionDue,
    RetentionReview,
)
from daybook.records.models.signature import Signature
from daybook.records.models.source_identity import SourceIdentity
from daybook.records.models.subject_request import BundleFile, CollectedItem, ItemDecision, SubjectRequest

__all__ = [
    "Assertion",
    "Attachment",
    "BundleFile",
    "CollectedItem",
    "DisposalOrder",
    "Document",
    "Draft",
    "ErasureNotice",
    "Event",
    "EventChange",
    "EventOffence",
    "Handling",
    "Identifier",
    "ItemDecision",
    "LegalHold",
    "Link",
    "Location",
    "LocationToken",
    "NameToken",
    "NumberSeries",
    "Person",
    "PersonDescription",
    "PersonName",
    "Phone",
    "PropertyItem",
    "RetentionDue",
    "RetentionReview",
    "Signature",
    "SourceIdentity",
    "SubjectRequest",
    "Submission",
    "Vehicle",
    "WarningMarker",
]
