"""What this room puts into the places of other pages."""

from daybook.access.permission import permission
from daybook.forecast.views.briefing import home_panel
from daybook.forecast.views.index import SEE
from daybook.web import places
from daybook.web.places import MenuItem

places.menu.add(
    MenuItem(
        "Forecasts", "forecast:index", roles=frozenset(str(role) for role in permission(SEE).roles), order=50
    )
)
places.panels.add("home", home_panel)
