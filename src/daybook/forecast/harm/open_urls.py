"""The page for everyone, mounted at open/harm-lists/."""

from django.urls import path

from daybook.forecast.harm.views import disparity

app_name = "open-harm"
urlpatterns = [path("", disparity.open_lists, name="index")]
