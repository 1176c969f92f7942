"""The roles a user may hold. A role says what work someone does; a rank says what the law lets them decide."""

from enum import StrEnum


class Role(StrEnum):
    """Slug of each role; `label` is how pages name it."""

    OFFICER = "officer"
    SERGEANT = "sergeant"
    DETENTION_OFFICER = "detention-officer"
    CUSTODY_OFFICER = "custody-officer"
    HEALTH_PROFESSIONAL = "health-professional"
    INSPECTOR = "inspector"
    SUPERINTENDENT = "superintendent"
    ANALYST = "analyst"
    INTELLIGENCE_EVALUATOR = "intelligence-evaluator"
    COMMUNICATIONS = "communications"
    CRIME_REGISTRAR = "crime-registrar"
    DATA_PROTECTION_OFFICER = "data-protection-officer"
    ESTATE_MANAGER = "estate-manager"
    OVERSEER = "overseer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ").capitalize()


CHOICES = [(role.value, role.label) for role in Role]
