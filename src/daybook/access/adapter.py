"""How allauth behaves here: no sign-up, sentences that help, and every step written into the book."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


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

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is mailed: what changes on a user's sign-on is an entry and stands on their own page."""
