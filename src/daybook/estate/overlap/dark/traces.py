"""Traces that a system leaves outside the register: payments, sign-ons and names of machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Source(StrEnum):
    LEDGER = "ledger"
    SIGN_ON = "sign-on"
    DNS = "dns"


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment of the ledger; `account` is what the ledger books it under, if known, `contract` its contract."""

    number: str
    supplier: str
    description: str
    pence: int
    on: date
    account: str = ""
    contract: str = ""


@dataclass(frozen=True, slots=True)
class SignedOn:
    """An application as the sign-on log names it, with how many people used it and when last."""

    application: str
    users: int
    last_on: date


@dataclass(frozen=True, slots=True)
class Registered:
    """A system of the register, by all that a trace could know it by. `hosts` are names of machines or addresses."""

    number: str
    names: tuple[str, ...]
    supplier: str = ""
    hosts: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """All that one source says under one name: `keys` are vouchers, an application, or names of machines."""

    source: Source
    name: str
    supplier: str
    keys: tuple[str, ...]
    pence: int = 0
    users: int = 0
    last_on: date | None = None
    product: str = ""
    """The words that name a product, once those are left out that every payment or machine has."""
    is_elsewhere: bool = False
    """Payments that name no product, booked under an account that pays for nothing under a registered contract."""


@dataclass(frozen=True, slots=True)
class Dark:
    """Something that is paid for or signed on to and stands on no register. `nearest` is the likest system there is."""

    name: str
    traces: tuple[Trace, ...]
    nearest: str
    likeness: float

    @property
    def key(self) -> str:
        """The same in every run, as long as its traces are called the same."""
        return min(trace.product or trace.supplier for trace in self.traces)

    @property
    def pence(self) -> int:
        """What was paid, over all its payments."""
        return sum(trace.pence for trace in self.traces)

    @property
    def users(self) -> int:
        return max((trace.users for trace in self.traces), default=0)
