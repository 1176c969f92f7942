from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-on/", include("daybook.access.sign_on_urls")),
    path("", include("daybook.access.urls")),
]
