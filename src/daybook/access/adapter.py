"""How allauth behaves here: no sign-up, sentences that help, secrets encrypted, the force's own users only."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from daybook.access import sign_on_entries
from daybook.access.backends import SignOnBackend
from daybook.access.models import User

FRESH = 300


class AccountAdapter(DefaultAccountAdapter):
    """Users are made by an administrator, never by themselves."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": "Too many attempts. Wait five minutes and try again, or use your passkey.",
        "username_password_mismatch": "The collar number or the password is wrong. Check both and try again.",
        "incorrect_password": "That is not your password. Try again, or use your passkey.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            sign_on_entries.refused(request, credentials.get("username", ""), "too many attempts")
            raise

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:
        """A leaver, or one who has not joined yet, is turned away whatever they sign on with."""
        if not SignOnBackend().user_can_authenticate(user):
            sign_on_entries.refused(request, user.get_username(), "has left or not yet joined")
            refusal: HttpResponse = self.respond_user_inactive(request, user)
            return refusal
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of a proof: who has just signed on sets up their key without a second one."""
        records = get_authentication_records(context.request, context.request.user)
        fresh = any(time.time() - record["at"] < FRESH for record in records)
        return not fresh and bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        """The passkey first: one touch."""
        words = {"Use a security key": "Use your passkey", "Use authenticator app or code": "Use a code"}
        ways = super().get_reauthentication_methods(user)
        named = [
            {**way, "description": words.get(str(way["description"]), way["description"])} for way in ways
        ]
        return sorted(named, key=lambda way: "webauthn" not in way["id"])

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is mailed: what changes on a user's sign-on is an entry and stands on their own page."""


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps and recovery codes encrypted."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is wrong or no longer valid. Type the one that the app shows now.",
    }

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Key {count + 1}"


class SocialAdapter(DefaultSocialAccountAdapter):
    """The force's identity provider signs on users that exist here; it makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the user by the collar number that the provider names, and remember the pair."""
        if sociallogin.is_existing:
            return
        data = sociallogin.account.extra_data
        claims = {**data.get("id_token", {}), **data.get("userinfo", {})} or data
        number = str(claims.get(settings.OIDC_CLAIM, ""))
        user = User.objects.filter(username__iexact=number).first() if number else None
        if user is None:
            sign_on_entries.refused(request, number, "identity provider names no user of Daybook")
            raise ImmediateHttpResponse(
                render(request, "socialaccount/unknown_user.html", {"number": number}, status=403)
            )
        sociallogin.connect(request, user)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        raise ImmediateHttpResponse(render(request, "socialaccount/authentication_error.html", status=502))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is mailed."""


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Writes down each session that is ended."""

    def end_sessions(self, sessions: list[Any]) -> None:
        for session in sessions:
            sign_on_entries.session_ended(context.request, session)
        super().end_sessions(sessions)


def _fernet() -> Fernet:
    """A key of its own for sign-on secrets, made from the platform's field key."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"sign-on" + settings.FIELD_KEY.encode()).digest()))
