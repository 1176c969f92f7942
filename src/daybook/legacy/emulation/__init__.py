"""What every emulator of an old machine shares: its state file, its strict checks, its screen, its process.

Plain Python; an emulator runs in its own process and knows nothing of the mapping that feeds it.
"""

from daybook.legacy.emulation.checks import Refusal, Rule, check
from daybook.legacy.emulation.machine import Machine, Outcome
from daybook.legacy.emulation.process import Settings, run

__all__ = ["Machine", "Outcome", "Refusal", "Rule", "Settings", "check", "run"]
