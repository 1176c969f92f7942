"""An old host with 3270 terminals: the telnet line, the data stream, panels with fields, one session a terminal.

What a host says and does is written with `Panel` and `Dialogue`; everything on the wire is here.
"""

from daybook.legacy.emulation.tn3270.panel import Panel, Shown, Violation
from daybook.legacy.emulation.tn3270.server import Terminals
from daybook.legacy.emulation.tn3270.session import Dialogue

__all__ = ["Dialogue", "Panel", "Shown", "Terminals", "Violation"]
