"""One keeper for each kind of file whose rows are records: how a row of it becomes a draft."""

from daybook.estate.importing.keepers.base import Keeper
from daybook.estate.importing.keepers.contracts import ContractKeeper
from daybook.estate.importing.keepers.costs import CostKeeper
from daybook.estate.importing.keepers.interfaces import InterfaceKeeper
from daybook.estate.importing.keepers.machines import MachineKeeper
from daybook.estate.importing.keepers.payments import PaymentKeeper
from daybook.estate.importing.keepers.systems import SystemKeeper

KEEPERS: dict[str, type[Keeper]] = {
    "systems": SystemKeeper,
    "interfaces": InterfaceKeeper,
    "contracts": ContractKeeper,
    "costs": CostKeeper,
    "payments": PaymentKeeper,
    "machines": MachineKeeper,
}

__all__ = ["KEEPERS", "Keeper"]
