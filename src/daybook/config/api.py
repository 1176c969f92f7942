"""The HTTP API, put together from the rooms' routers, under /api/v1/. Its description: /api/v1/openapi.json."""

from importlib.metadata import version

from daybook.access.api import router as access
from daybook.access.api_base import make_api
from daybook.access.deeds_api import router_of_deeds
from daybook.custody.api import router as custody
from daybook.estate.api import router as estate
from daybook.estate.api_plans import router as plans
from daybook.estate.api_retirements import router as retirements
from daybook.legacy.api import router as legacy
from daybook.nominals.api import router as nominals
from daybook.nominals.api_records import router as records_sent
from daybook.oversight.api import router as oversight
from daybook.records.api import router as records
from daybook.records.api_people import router as people

api = make_api(
    title="Daybook",
    version=version("daybook"),
    description="Write it once: people, places and events of a police force. Errors are RFC 9457 problem documents.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", access)
api.add_router("", records)
api.add_router("", router_of_deeds())
api.add_router("", people)
api.add_router("", custody)
api.add_router("", nominals)
api.add_router("", records_sent)
api.add_router("", legacy)
api.add_router("", oversight)
api.add_router("", retirements)
api.add_router("", plans)
api.add_router("", estate)
