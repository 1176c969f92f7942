"""Who may sign on: users that have joined and not left."""

from __future__ import annotations

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone

from daybook.access.models import User
from daybook.book.asked import asked


class SignOnBackend(AuthenticationBackend):
    """Asked at sign-on and again at every request, so that a leaver's sessions end at once."""

    def get_user(self, user_id: UUID) -> User | None:
        user = next(iter(_users(key=user_id)), None)
        return user if self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        if user is None or not user.is_active:
            return False
        today, left, joined = timezone.localdate(), getattr(user, "left", None), getattr(user, "joined", None)
        return not (left and left < today) and not (joined and joined > today)


@asked
def _users(key: UUID) -> QuerySet[User]:
    return User.objects.filter(pk=key)
