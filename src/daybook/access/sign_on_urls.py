"""Sign-on pages under the names that allauth calls them by; each guarded, and only those that Daybook uses."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.usersessions import views as usersessions
from django.urls import URLPattern, URLResolver, path

from daybook.access import views
from daybook.access.views_guard import public, signed_on

own = signed_on("access.use", before_second_factor=True)
unlock = signed_on("access.use", before_second_factor=True, while_locked=True)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.SignOn.as_view(), name="account_login"),
    path("passkey/", public(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("code/", public(mfa.authenticate), name="mfa_authenticate"),
    path("out/", public(account.logout), name="account_logout"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("again/password/", unlock(account.reauthenticate), name="account_reauthenticate"),
    path("again/code/", unlock(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("again/passkey/", unlock(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("password/", own(account.password_change), name="account_change_password"),
    path("password/first/", own(account.password_set), name="account_set_password"),
    path("ways/", own(mfa.index), name="mfa_index"),
    path("ways/passkeys/", own(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("ways/passkeys/add/", own(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("ways/passkeys/<int:pk>/remove/", own(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("ways/passkeys/<int:pk>/name/", own(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("ways/app/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("ways/app/remove/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("ways/codes/", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("ways/codes/new/", own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("ways/codes/download/", own(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("sessions/", own(usersessions.list_usersessions), name="usersessions_list"),
    path("force/<slug:provider_id>/", views.force_sign_on, name="openid_connect_login"),
    path("force/<slug:provider_id>/back/", views.force_sign_on, name="openid_connect_callback"),
    path("force/cancelled", public(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("force/failed", public(social.login_error), name="socialaccount_login_error"),
]
