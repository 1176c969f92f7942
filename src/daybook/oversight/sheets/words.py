"""The words that fields choose from. The value stands in tables and files, the label on pages."""

from daybook.estate.register.words import Word


class TextIs(Word):
    VERBATIM = "verbatim"
    PARAPHRASE = "paraphrase"


class Accepted(Word):
    FULL = "full"
    PART = "part"
    NO = "no"


class Aim(Word):
    AT_LEAST = "at-least"
    AT_MOST = "at-most"


class Nature(Word):
    CAPITAL = "capital"
    REVENUE = "revenue"


class BenefitClass(Word):
    """Cashable: money that leaves a budget. Non-cashable: time or capacity worth money. Quality: in no money."""

    CASHABLE = "cashable"
    NON_CASHABLE = "non-cashable"
    QUALITY = "quality"


class YesNo(Word):
    YES = "yes"
    NO = "no"


class PartnerKind(Word):
    SHARED_BODY = "shared-body"
    CONTRACT = "contract"
    EMERGENCY_SERVICE = "emergency-service"


class Decision(Word):
    GO_ON = "go-on"
    EXTEND = "extend"
    STOP = "stop"


class Withheld(Word):
    """Why a whole row is left out of the public version."""

    COMMERCIAL = "commercial"
    SECURITY = "security"
