"""Who may sign on: users that have joined and not left."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone


class SignOnBackend(AuthenticationBackend):
    """Asked at sign-on and again at every request, so that a leaver's sessions end at once."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        if user is None or not user.is_active:
            return False
        today, left, joined = timezone.localdate(), getattr(user, "left", None), getattr(user, "joined", None)
        return not (left and left < today) and not (joined and joined > today)
