"""Every step of sign-on as an entry in the book."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.db import models
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from daybook.access import devices, kinds
from daybook.access.models import Device, User
from daybook.access.purpose import Purpose
from daybook.book import Author
from daybook.book.pages import append, writing

ADDED = {"webauthn": kinds.PASSKEY_ADDED, "totp": kinds.TOTP_ADDED, "recovery_codes": kinds.CODES_MADE}
REMOVED = {"webauthn": kinds.PASSKEY_REMOVED, "totp": kinds.TOTP_REMOVED}


def write(kind: str, request: HttpRequest | None, user: Any, **notes: Any) -> None:
    """An entry about a user by themselves, on the device of the request."""
    device = devices.device_of(request) if request is not None else "browser"
    author = Author(user=user.pk if user else None, device=device, purpose=Purpose.OPERATIONAL)
    append(kind, author, "user", user.pk if user else None, notes)


def refused(request: HttpRequest | None, number: str, why: str) -> None:
    """A sign-in that failed. What was typed is kept only where it is a collar number that exists."""
    user = User.objects.filter(username__iexact=number).first() if number else None
    write(kinds.SIGN_IN_REFUSED, request, user, why=why)


def session_ended(request: HttpRequest, session: Any) -> None:
    write(kinds.SESSION_ENDED, request, request.user, ip=session.ip, began=session.created_at.isoformat())


@receiver(account.user_logged_in)
def _signed_in(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    _note_device(request, user)
    ways = [_way(record) for record in get_authentication_records(request, user)]
    write(kinds.SIGNED_IN, request, user, ways=ways)


def _way(record: dict[str, Any]) -> str:
    return "-".join(str(part) for part in (record["method"], record.get("type")) if part)


def _note_device(request: HttpRequest, user: Any) -> None:
    """The first sign-on from a device makes its row."""
    known = devices.ensure_device(request)
    if Device.objects.filter(pk=known).exists():
        return
    agent = request.headers.get("User-Agent", "")[:60] or "Unnamed device"
    author = Author(user=user.pk, device=devices.device_of(request), purpose=Purpose.OPERATIONAL)
    with writing(kinds.DEVICE_SEEN, author) as page:
        device = page.save(Device(id=known, name=agent, first_seen=timezone.now()))
        page.about(device)


@receiver(auth.user_login_failed)
def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    refused(request, str(credentials.get("username", "")), "wrong collar number or password")


@receiver(mfa.authentication_failed)
def _code_failed(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    write(kinds.SIGN_IN_REFUSED, request, user, why="wrong code")


@receiver(auth.user_logged_out)
def _signed_out(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    if user is not None:
        write(kinds.SIGNED_OUT, request, user)


@receiver(account.authentication_step_completed)
def _confirmed(request: HttpRequest, user: Any, method: str, **kwargs: Any) -> None:
    if kwargs.get("reauthenticated"):
        write(kinds.REAUTHENTICATED, request, user, way=method)


@receiver(models.signals.post_save, sender=Authenticator)
def _way_added(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """In the transaction that adds the key: neither stands without the other."""
    if created:
        name = instance.data.get("name", "") if instance.type == "webauthn" else ""
        _about_way(ADDED[instance.type], instance, name=name)


@receiver(models.signals.post_delete, sender=Authenticator)
def _way_removed(instance: Authenticator, **kwargs: Any) -> None:
    if instance.type in REMOVED:
        _about_way(REMOVED[instance.type], instance)


def _about_way(kind: str, way: Authenticator, **notes: Any) -> None:
    """An entry about a user's key by whoever is signed on: the user, or an administrator who removes lost keys."""
    request = context.request
    signed_on = request.user if request is not None and request.user.is_authenticated else None
    device = devices.device_of(request) if request is not None else "system"
    author = Author(user=signed_on.pk if signed_on else None, device=device, purpose=Purpose.OPERATIONAL)
    append(kind, author, "user", way.user_id, notes)


@receiver([account.password_changed, account.password_set])
def _password_changed(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    write(kinds.PASSWORD_CHANGED, request, user)
