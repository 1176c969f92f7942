"""Why a caller acts: a code in every entry (policing purposes, and the few that serve the platform itself)."""

from django.db.models import TextChoices


class Purpose(TextChoices):
    OPERATIONAL = "operational", "Operational duty"
    PROTECT_LIFE = "protecting-life", "Protecting life and property"
    PREVENT_CRIME = "preventing-crime", "Preventing crime"
    INVESTIGATE = "investigating", "Investigating an offence"
    JUSTICE = "bringing-to-justice", "Bringing offenders to justice"
    LEGAL_DUTY = "legal-duty", "A duty of common or statute law"
    CUSTODY_CARE = "custody-care", "Care of a detained person"
    INTELLIGENCE = "intelligence", "Intelligence work"
    DATA_RIGHTS = "data-rights", "A data subject's request"
    AUDIT = "audit", "Audit and professional standards"
    ADMINISTRATION = "administration", "Running the platform"
    TRAINING = "training", "Training and demonstration"
    SYSTEM = "system", "The system itself"
