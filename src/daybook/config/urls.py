from django.urls import URLPattern, URLResolver, include, path

from daybook.access import views as access
from daybook.config import views
from daybook.config.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", views.healthz, name="healthz"),
    path("metrics", views.metrics, name="metrics"),
    path("", access.home, name="home"),
    path("api/v1/", api.urls),
    path("sign-on/", include("daybook.access.sign_on_urls")),
    path("", include("daybook.access.urls")),
    path("", include("daybook.records.urls")),
    path("custody/", include("daybook.custody.urls")),
    path("", include("daybook.nominals.urls")),
    path("demo/", include("daybook.demo.pages")),
    path("", include("daybook.legacy.urls")),
    path("forecasts/", include("daybook.forecast.urls")),
    path("harm-lists/", include("daybook.forecast.harm.urls")),
    path("estate/", include("daybook.estate.urls")),
    path("oversight/", include("daybook.oversight.urls")),
    path("open/forecasts/", include("daybook.forecast.open_urls")),
    path("open/harm-lists/", include("daybook.forecast.harm.open_urls")),
    path("open/", include("daybook.oversight.open_urls")),
]

handler404 = "daybook.config.errors.not_found"
handler500 = "daybook.config.errors.server_error"
