"""Pages of this room; mounted at `/sign-on/` and at the root, see config."""

from django.urls import path

from daybook.access import audit_views, device_views, user_views, views

app_name = "access"
urlpatterns = [
    path("sign-on/second-factor/", views.second_factor, name="second-factor"),
    path("sign-on/locked/", views.locked, name="locked"),
    path("sign-on/desk/", views.desk, name="desk"),
    path("sign-on/lock/", views.lock, name="lock"),
    path("sign-on/switch/", views.switch, name="switch"),
    path("sign-on/sessions/<int:pk>/end/", views.end_session, name="end-session"),
    path("sign-on/purpose/", views.purpose, name="purpose"),
    path("sign-on/demo/", views.demo_sign_ins, name="demo-sign-ins"),
    path("users/", user_views.users, name="users"),
    path("users/new/", user_views.join, name="join"),
    path("users/devices/", device_views.devices, name="devices"),
    path("users/devices/<uuid:pk>/", device_views.device, name="device"),
    path("users/devices/<uuid:pk>/lock/", device_views.lock, name="lock-device"),
    path("users/devices/<uuid:pk>/token/", device_views.token, name="device-token"),
    path("users/devices/<uuid:pk>/token/end/", device_views.end_token, name="end-device-token"),
    path("users/roles/<uuid:pk>/withdraw/", user_views.withdraw, name="withdraw-role"),
    path("users/tokens/<uuid:pk>/end/", user_views.end_token, name="end-token"),
    path("users/<uuid:pk>/", user_views.user, name="user"),
    path("users/<uuid:pk>/details/", user_views.amend, name="amend-user"),
    path("users/<uuid:pk>/roles/", user_views.grant, name="grant-role"),
    path("users/<uuid:pk>/leave/", user_views.leave, name="leave"),
    path("users/<uuid:pk>/return/", user_views.come_back, name="return"),
    path("users/<uuid:pk>/password/", user_views.password, name="issue-password"),
    path("users/<uuid:pk>/token/", user_views.token, name="issue-token"),
    path("audit/", audit_views.home, name="audit"),
    path("audit/looks/<slug:record_type>/<uuid:record_id>/", audit_views.looks, name="looks"),
    path("audit/users/<uuid:pk>/", audit_views.doings, name="doings"),
    path("audit/disclosures/", audit_views.disclosures, name="disclosures"),
    path("audit/book/", audit_views.book, name="book"),
    path("audit/entries/<uuid:pk>/", audit_views.entry, name="entry"),
    path("audit/verify/", audit_views.verify, name="verify"),
    path("audit/verify/part/", audit_views.verification_part, name="verification"),
    path("audit/openings/", audit_views.openings, name="openings"),
    path("audit/openings/<uuid:pk>/", audit_views.opening, name="opening"),
    path("sealed/<slug:record_type>/<uuid:record_id>/", audit_views.sealed, name="sealed"),
]
