"""Pages of this room; mounted at `/sign-on/` and at the root, see config."""

from django.urls import path

from daybook.access import views

app_name = "access"
urlpatterns = [
    path("sign-on/second-factor/", views.second_factor, name="second-factor"),
    path("sign-on/locked/", views.locked, name="locked"),
    path("sign-on/lock/", views.lock, name="lock"),
    path("sign-on/switch/", views.switch, name="switch"),
    path("sign-on/sessions/<int:pk>/end/", views.end_session, name="end-session"),
    path("sign-on/demo/", views.demo_sign_ins, name="demo-sign-ins"),
]
