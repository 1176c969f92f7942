"""What is known of an estate: systems, platforms, the feeds between systems, and contracts.

Money is whole pence at the prices of the plan's start, quarters are numbered from 0, the plan's first. Money that
has been spent appears nowhere: a decision cannot change it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

RED = 16
"""The legacy risk score from which a system is rated red (Legacy IT Risk Assessment Framework)."""


@dataclass(frozen=True, slots=True)
class System:
    """One system. `yearly_cost` is all it costs a year; `contract_cost` is the part of it that its contract takes.

    `change_cost` is what is still to be spent to move its work away, spread over `duration` quarters, in each of
    which it takes `teams` teams of `skill`. `capabilities` must stand on a new platform before it may go.
    """

    id: str
    yearly_cost: int
    change_cost: int = 0
    duration: int = 1
    name: str = ""
    contract: str = ""
    contract_cost: int = 0
    capabilities: tuple[str, ...] = ()
    skill: str = "migration"
    teams: int = 1
    risk: float = 0.0
    candidate: bool = True

    @property
    def red(self) -> int:
        """The score it adds to the red-rated risk: none below red."""
        return round(self.risk) if self.risk >= RED else 0


@dataclass(frozen=True, slots=True)
class Platform:
    """What replaces old systems: it must be built before they go, and then costs `yearly_cost` itself."""

    id: str
    capabilities: tuple[str, ...]
    change_cost: int = 0
    yearly_cost: int = 0
    duration: int = 1
    name: str = ""
    skill: str = "migration"
    teams: int = 1
    built: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """`source` gives `user` what it needs: it may not go while `user` is on, unless `user` is re-pointed at that
    cost."""

    source: str
    user: str
    repoint_cost: int | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract, paid in full to the end of quarter `end`, or for `notice` quarters if that is later.

    Leaving before `end` still costs `exit_share` of what it would have cost to the end. Without an end it runs until
    notice is given; with neither it cannot be left. `indexation` is its yearly rise above the general rise of prices.
    `whole_cost` is paid a year until every system under it has gone: it is not a part of any system's cost.
    """

    id: str
    end: int | None = None
    notice: int | None = None
    exit_share: float = 0.0
    indexation: float = 0.0
    whole_cost: int = 0
    name: str = ""


@dataclass(frozen=True)
class Estate:
    """All of it. `problems` says what contradicts itself; the planner refuses an estate that has any."""

    systems: tuple[System, ...]
    platforms: tuple[Platform, ...] = ()
    feeds: tuple[Feed, ...] = ()
    contracts: tuple[Contract, ...] = ()

    @cached_property
    def system(self) -> dict[str, System]:
        return {one.id: one for one in self.systems}

    @cached_property
    def platform(self) -> dict[str, Platform]:
        return {one.id: one for one in self.platforms}

    @cached_property
    def contract(self) -> dict[str, Contract]:
        return {one.id: one for one in self.contracts}

    @cached_property
    def work(self) -> dict[str, System | Platform]:
        """All that a plan may date: candidates and platforms not yet built."""
        going = {one.id: one for one in self.systems if one.candidate}
        return going | {one.id: one for one in self.platforms if not one.built}

    @cached_property
    def users(self) -> dict[str, tuple[Feed, ...]]:
        """The feeds out of each system."""
        out: dict[str, list[Feed]] = {one.id: [] for one in self.systems}
        for feed in self.feeds:
            out[feed.source].append(feed)
        return {source: tuple(feeds) for source, feeds in out.items()}

    @cached_property
    def lots(self) -> dict[str, tuple[System, ...]]:
        """The systems under each contract."""
        under: dict[str, list[System]] = {one.id: [] for one in self.contracts}
        for system in self.systems:
            if system.contract:
                under[system.contract].append(system)
        return {contract: tuple(systems) for contract, systems in under.items()}

    @cached_property
    def replacing(self) -> dict[str, tuple[str, ...]]:
        """The unbuilt platforms that must be ready before a system goes."""
        host = {capability: one for one in self.platforms for capability in one.capabilities}
        return {
            system.id: tuple(sorted({host[c].id for c in system.capabilities if not host[c].built}))
            for system in self.systems
        }

    def named(self, id: str) -> str:
        """How a sentence names a system, a platform or a contract."""
        one = self.system.get(id) or self.platform.get(id) or self.contract.get(id)
        return (one.name or one.id) if one else id
