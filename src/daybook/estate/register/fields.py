"""Every field of the register, declared once: its label, group and kind, who may not see it, and how files call it.

Import, edit page, export and the public version all read this. A field of a system has the name of its
column in `estate.models.System`; capabilities, parts with their ends of support, yearly costs, contracts and
interfaces are rows of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from daybook.estate.register.words import (
    Basis,
    Category,
    Classification,
    Counting,
    CountingClass,
    Criticality,
    Disposition,
    Holding,
    Hosting,
    InterfaceType,
    Spending,
    State,
    TimeClass,
    Word,
)

Kind = Literal[
    "text", "long", "list", "whole", "decimal", "money", "percent", "date", "time", "flag", "choice",
    "system", "systems", "capabilities",
]  # fmt: skip
"""`money` is whole pence inside and pounds in files; `list` is text parted by ; | or line ends; `system` is the
number of another system; `capabilities` are codes with weights, `4.2.1:60; 4.2.3:40`."""


class Sensitivity(StrEnum):
    """Why a field is left out of the public version; NONE is shown to everybody."""

    NONE = ""
    COMMERCIAL = "commercial"
    SECURITY = "security"
    PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `aliases` are further headings under which files of other tools bring it, in small letters."""

    name: str
    label: str
    group: str
    kind: Kind = "text"
    sensitive: Sensitivity = Sensitivity.NONE
    aliases: tuple[str, ...] = ()
    words: type[Word] | None = None
    longest: int = 120
    needed: bool = False
    hint: str = ""


COMMERCIAL, SECURITY, PERSONAL = Sensitivity.COMMERCIAL, Sensitivity.SECURITY, Sensitivity.PERSONAL
GROUPS = ("identity", "ownership", "function", "data", "technology", "use", "money", "change")

IDENTITY = (
    Field("number", "Number", "identity", needed=True, longest=40, aliases=(
        "id", "system id", "asset id", "ref", "reference", "app id", "application id", "ci number", "sys id")),
    Field("name", "Name", "identity", needed=True, aliases=(
        "system", "system name", "application", "application name", "app name", "title", "asset")),
    Field("aliases", "Also called", "identity", "list", aliases=("alias", "aka", "other names", "known as")),
    Field("description", "What it is for", "identity", "long", longest=2000, aliases=(
        "purpose", "summary", "notes")),
    Field("supplier", "Supplier, or in house", "identity", sensitive=COMMERCIAL, aliases=(
        "vendor", "provider", "manufacturer")),
    Field("version", "Version", "identity", sensitive=SECURITY, longest=40, aliases=("release",)),
    Field("counting_class", "Counting class", "identity", "choice", words=CountingClass, needed=True, aliases=(
        "class", "type", "system type", "category", "asset type", "application type")),
    Field("counting", "Counted", "identity", "choice", words=Counting, aliases=("counted", "in count")),
    Field("in_use_since", "In use since (year)", "identity", "whole", aliases=(
        "year", "go live year", "introduced", "year introduced", "live since")),
)  # fmt: skip

OWNERSHIP = (
    Field("business_owner", "Business owner", "ownership", sensitive=PERSONAL, aliases=(
        "owner", "system owner", "information asset owner", "iao", "service owner")),
    Field("technical_owner", "Technical owner", "ownership", sensitive=PERSONAL, aliases=(
        "it owner", "technical lead", "support lead")),
    Field("risk_owner", "Risk owner", "ownership", sensitive=PERSONAL, aliases=("risk lead",)),
    Field("responsible_officer", "Senior responsible officer", "ownership", sensitive=PERSONAL, aliases=(
        "sro", "senior responsible owner")),
    Field("unit", "Unit", "ownership", aliases=("department", "business unit", "directorate", "bcu", "division")),
)  # fmt: skip

FUNCTION = (
    Field("capabilities", "Capabilities", "function", "capabilities", aliases=(
        "capability", "business capability", "business capabilities", "function", "functions")),
    Field("user_groups", "User groups", "function", "list", aliases=("users", "user group", "used by")),
    Field("processes", "Processes", "function", "list", aliases=("process", "business process")),
    Field("statutory_function", "Statutory function", "function", longest=200, aliases=(
        "statutory", "legal basis", "statutory duty")),
    Field("time_class", "Tolerate, invest, migrate or eliminate", "function", "choice", words=TimeClass, aliases=(
        "time", "time classification", "rationalisation")),
)  # fmt: skip

DATA = (
    Field("entities", "Kinds of record held", "data", "list", aliases=(
        "data entities", "entities held", "data held", "data objects", "information")),
    Field("holding", "Master or copy", "data", "choice", words=Holding, aliases=("master/copy", "master or copy")),
    Field("fields_held", "Fields held", "data", "list", sensitive=SECURITY, aliases=(
        "data fields", "fields", "columns", "schema", "key fields")),
    Field("retention_class", "Retention class", "data", longest=60, aliases=("retention", "retention group")),
    Field("classification", "Classification", "data", "choice", words=Classification, aliases=(
        "marking", "protective marking", "security classification", "gsc")),
    Field("record_count", "Records held", "data", "whole", aliases=("records", "number of records", "row count")),
    Field("rekeyed_in", "Typed in again from elsewhere, times a month", "data", "whole", aliases=(
        "re-key in", "rekey in", "rekeyed in", "double keying in")),
    Field("rekeyed_out", "Typed again elsewhere, times a month", "data", "whole", aliases=(
        "re-key out", "rekey out", "rekeyed out", "double keying out")),
)  # fmt: skip

TECHNOLOGY = (
    Field("hosting_place", "Hosting", "technology", "choice", words=Hosting, sensitive=SECURITY, aliases=(
        "hosting", "hosted", "location", "hosting model", "deployment")),
    Field("operating_system", "Operating system", "technology", sensitive=SECURITY, aliases=("os", "platform os")),
    Field("operating_system_ends", "Operating system: maker's support ends", "technology", "date",
          sensitive=SECURITY, aliases=("os end of support", "os eol", "os end of life")),
    Field("database", "Database", "technology", sensitive=SECURITY, aliases=("db", "dbms", "database product")),
    Field("database_ends", "Database: maker's support ends", "technology", "date", sensitive=SECURITY, aliases=(
        "db end of support", "database end of support", "db eol", "database eol")),
    Field("language", "Language", "technology", sensitive=SECURITY, aliases=(
        "programming language", "development language", "code")),
    Field("language_ends", "Language: maker's support ends", "technology", "date", sensitive=SECURITY, aliases=(
        "language end of support", "language eol")),
    Field("hardware", "Hardware", "technology", sensitive=SECURITY, aliases=("server", "servers", "kit")),
    Field("hardware_ends", "Hardware: maker's support ends", "technology", "date", sensitive=SECURITY, aliases=(
        "hardware end of support", "hardware eol", "end of warranty")),
    Field("internal_end", "We stop supporting it", "technology", "date", sensitive=SECURITY, aliases=(
        "internal end of support", "internal end date", "internal eol", "planned end of life")),
    Field("product_ends", "The product: maker's support ends", "technology", "date", sensitive=SECURITY, aliases=(
        "end of support", "end of life", "eol", "eos", "vendor end of support", "support end date")),
    Field("recovery_tier", "Recovery tier (1 first)", "technology", "whole", sensitive=SECURITY, aliases=(
        "dr tier", "disaster recovery tier", "bc tier")),
    Field("recovery_tested_on", "Recovery last tested", "technology", "date", sensitive=SECURITY, aliases=(
        "last dr test", "dr test", "dr tested")),
    Field("open_vulnerabilities", "Known weaknesses not mended", "technology", "whole", sensitive=SECURITY, aliases=(
        "open vulnerabilities", "vulnerabilities", "cves")),
    Field("worst_vulnerability", "The worst of them (CVSS 0 to 10)", "technology", "decimal", sensitive=SECURITY,
          aliases=("cvss", "max cvss", "worst cvss")),
    Field("failures_year", "Failures in the last 12 months", "technology", "whole", sensitive=SECURITY, aliases=(
        "incidents", "failures", "incidents 12 months", "major incidents")),
    Field("outage_hours_year", "Hours down in the last 12 months", "technology", "whole", sensitive=SECURITY,
          aliases=("outage hours", "downtime", "downtime hours")),
)  # fmt: skip

USE = (
    Field("named_users", "Named users", "use", "whole", aliases=(
        "users licensed", "licences held", "accounts", "number of users", "user count", "registered users")),
    Field("active_users_30", "Active in 30 days", "use", "whole", aliases=(
        "active users", "active 30", "active users 30 days", "mau")),
    Field("active_users_90", "Active in 90 days", "use", "whole", aliases=("active 90", "active users 90 days")),
    Field("sessions_month", "Sessions a month", "use", "whole", aliases=("sessions", "logins", "log-ins")),
    Field("transactions_month", "Transactions a month", "use", "whole", aliases=("transactions", "volume")),
    Field("peak_users", "Most users at once", "use", "whole", aliases=("peak", "peak concurrent users", "concurrent")),
    Field("mobile_users", "Users away from a desk", "use", "whole", aliases=("mobile", "mobile users", "mobile use")),
    Field("logon_seconds", "Seconds to log on", "use", "whole", aliases=(
        "log-on seconds", "login time", "logon time", "log on time")),
)  # fmt: skip

MONEY = (
    Field("licence", "Licence a year", "money", "money", COMMERCIAL, ("licence cost", "license", "license cost")),
    Field("support", "Support a year", "money", "money", COMMERCIAL, ("support cost", "maintenance")),
    Field("hosting", "Hosting a year", "money", "money", COMMERCIAL, ("hosting cost", "infrastructure cost")),
    Field("people", "People a year", "money", "money", COMMERCIAL, ("people cost", "staff cost", "staff")),
    Field("capital", "Capital in the year", "money", "money", COMMERCIAL, ("capex", "capital cost")),
    Field("cost_basis", "How the costs are known", "money", "choice", COMMERCIAL, (
        "cost confidence", "cost basis", "confidence"), words=Basis),
    Field("contract", "Contract", "money", "text", COMMERCIAL, (
        "contract id", "contract number", "contract ref"), longest=40),
)  # fmt: skip

CHANGE = (
    Field("depends_on", "Depends on", "change", "systems", aliases=(
        "dependencies", "dependency", "upstream", "feeds from", "interfaces")),
    Field("successor", "Successor", "change", "system", aliases=("replaced by", "replacement", "target system")),
    Field("disposition", "What becomes of it", "change", "choice", words=Disposition, aliases=("7r", "disposition")),
    Field("migration_cost", "Cost of moving off it", "change", "money", COMMERCIAL, (
        "migration cost", "decommissioning cost", "cost to migrate")),
    Field("migration_starts", "Move begins", "change", "date", aliases=("migration start", "migration starts")),
    Field("migration_ends", "Move ends", "change", "date", aliases=(
        "migration end", "migration ends", "decommission date", "retirement date", "planned retirement")),
    Field("migration_days", "Effort of the move in days", "change", "whole", COMMERCIAL, (
        "migration effort", "effort days", "effort")),
    Field("parity", "What a successor must do as well", "change", "list", aliases=(
        "parity", "parity checklist", "must have functions")),
    Field("state", "State", "change", "choice", words=State, aliases=("status", "lifecycle", "life cycle", "stage")),
    Field("last_sign_on", "Last sign-on", "change", "date", aliases=("last login", "last log-in", "last used")),
    Field("payment_stopped_on", "Payment stopped", "change", "date", aliases=(
        "invoice stopped", "payment stopped", "last invoice")),
)  # fmt: skip

SYSTEM_FIELDS = (*IDENTITY, *OWNERSHIP, *FUNCTION, *DATA, *TECHNOLOGY, *USE, *MONEY, *CHANGE)

INTERFACE_FIELDS = (
    Field("number", "Number", "interface", needed=True, longest=40, aliases=("id", "interface id", "ref")),
    Field("source", "From system", "interface", "system", needed=True, aliases=(
        "from", "source", "provider", "source system", "producer")),
    Field("target", "To system", "interface", "system", needed=True, aliases=(
        "to", "target", "consumer", "target system", "destination")),
    Field("type", "How", "interface", "choice", sensitive=SECURITY, words=InterfaceType, aliases=(
        "interface type", "method", "protocol")),
    Field("both_ways", "Both ways", "interface", "flag", aliases=("two way", "bidirectional", "both directions")),
    Field("criticality", "Criticality", "interface", "choice", words=Criticality, aliases=("importance",)),
    Field("volume_month", "Messages a month", "interface", "whole", aliases=("volume", "messages", "records")),
    Field("what", "What passes", "interface", "list", sensitive=SECURITY, aliases=("data", "entities", "payload")),
    Field("ended_on", "Ended", "interface", "date", aliases=("end", "ended", "switched off")),
)  # fmt: skip

CONTRACT_FIELDS = (
    Field("number", "Number", "contract", needed=True, longest=40, aliases=(
        "id", "contract id", "contract number", "contract ref", "ref")),
    Field("title", "Title", "contract", aliases=("name", "description", "contract name")),
    Field("supplier", "Supplier", "contract", sensitive=COMMERCIAL, needed=True, aliases=("vendor", "provider")),
    Field("starts", "Starts", "contract", "date", aliases=("start", "start date", "commencement")),
    Field("ends", "Ends", "contract", "date", aliases=("end", "end date", "expiry", "expires")),
    Field("notice_months", "Notice in months", "contract", "whole", COMMERCIAL, ("notice", "notice period")),
    Field("extension_until", "May be extended until", "contract", "date", COMMERCIAL, (
        "extension", "extension option", "extension until")),
    Field("exit_fee", "Exit fee", "contract", "money", COMMERCIAL, ("exit fee", "termination fee", "exit charge")),
    Field("yearly", "Yearly value", "contract", "money", COMMERCIAL, (
        "annual value", "yearly cost", "annual cost", "value per year")),
    Field("indexation", "Yearly rise in per cent", "contract", "percent", COMMERCIAL, (
        "indexation", "uplift", "annual uplift")),
    Field("systems", "Systems covered", "contract", "systems", aliases=("covers", "applications", "system ids")),
    Field("replacement", "Replacement contract let", "contract", "flag", COMMERCIAL, (
        "replacement let", "renewed", "successor contract")),
)  # fmt: skip

COST_FIELDS = (
    Field("number", "Number", "cost", needed=True, longest=40, aliases=("id", "line id", "ref")),
    Field("system", "System", "cost", "system", COMMERCIAL, ("system id", "application id"), needed=True),
    Field("category", "What for", "cost", "choice", COMMERCIAL, ("type", "cost type"), words=Category, needed=True),
    Field("spending", "Run, grow or transform", "cost", "choice", COMMERCIAL, ("spend type",), words=Spending),
    Field("basis", "How it is known", "cost", "choice", COMMERCIAL, ("confidence", "cost basis"), words=Basis),
    Field("first_month", "First month", "cost", "date", COMMERCIAL, ("month", "from", "period", "start"), needed=True),
    Field("last_month", "Last month", "cost", "date", COMMERCIAL, ("to", "end")),
    Field("amount", "Amount", "cost", "money", COMMERCIAL, ("cost", "value", "total"), needed=True),
)  # fmt: skip

PAYMENT_FIELDS = (
    Field("number", "Voucher", "payment", "text", COMMERCIAL, (
        "voucher number", "transaction", "transaction number", "invoice", "invoice number", "id", "reference", "ref"),
        needed=True, longest=60),
    Field("paid_on", "Paid on", "payment", "date", COMMERCIAL, (
        "date", "payment date", "posting date", "paid"), needed=True),
    Field("supplier", "Supplier", "payment", "text", COMMERCIAL, ("payee", "vendor", "supplier name"), needed=True),
    Field("description", "Description", "payment", "text", COMMERCIAL, (
        "details", "narrative", "line description", "text"), longest=300),
    Field("amount", "Amount", "payment", "money", COMMERCIAL, ("value", "net amount", "gross", "total"), needed=True),
    Field("cost_centre", "Cost centre", "payment", "text", COMMERCIAL, ("cost center", "centre", "budget code")),
    Field("contract", "Contract", "payment", "text", COMMERCIAL, (
        "contract id", "contract number", "po", "purchase order"), longest=40),
    Field("system", "System", "payment", "text", COMMERCIAL, (
        "system id", "application", "application id"), longest=40),
)  # fmt: skip

SIGN_ON_FIELDS = (
    Field("application", "Application", "sign-on", sensitive=SECURITY, needed=True, aliases=(
        "app", "application name", "service", "resource", "client", "system")),
    Field("user", "User", "sign-on", sensitive=SECURITY, needed=True, aliases=(
        "username", "user name", "user principal name", "upn", "account", "user id")),
    Field("subject", "Record opened", "sign-on", sensitive=SECURITY, aliases=(
        "record", "record id", "nominal", "case", "object")),
    Field("at", "When", "sign-on", "time", SECURITY, (
        "time", "timestamp", "date", "datetime", "sign-in time", "created"), needed=True),
)  # fmt: skip

MACHINE_FIELDS = (
    Field("number", "Name of the machine", "machine", sensitive=SECURITY, needed=True, longest=200, aliases=(
        "host name", "hostname", "host", "fqdn", "dns name", "name")),
    Field("seen_on", "Last seen", "machine", "date", SECURITY, ("last seen", "date", "updated")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of file that the register takes in."""

    slug: str
    title: str
    fields: tuple[Field, ...]

    @property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}


SHEETS = {
    sheet.slug: sheet
    for sheet in (
        Sheet("systems", "Systems", SYSTEM_FIELDS),
        Sheet("interfaces", "Interfaces", INTERFACE_FIELDS),
        Sheet("contracts", "Contracts", CONTRACT_FIELDS),
        Sheet("costs", "Cost lines", COST_FIELDS),
        Sheet("payments", "Ledger of payments", PAYMENT_FIELDS),
        Sheet("sign-ons", "Sign-on log", SIGN_ON_FIELDS),
        Sheet("machines", "Names of machines (DNS)", MACHINE_FIELDS),
    )
}


def public_fields(fields: tuple[Field, ...] = SYSTEM_FIELDS) -> tuple[Field, ...]:
    """Those that the public version may show."""
    return tuple(field for field in fields if field.sensitive is Sensitivity.NONE)
