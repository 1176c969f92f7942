"""Who made and who approved a model: by name within the force, by post for the public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from daybook.access.models import Rank, User
from daybook.access.permission import all_permissions
from daybook.access.queries import grants_in_force, names_of
from daybook.forecast.actions.approve_model import APPROVE
from daybook.forecast.models import ForecastModel

DAY = "%-d %B %Y"
MINUTE = "%-d %B %Y, %H:%M"
Names = Mapping[UUID, str]


def names(models: Iterable[ForecastModel]) -> Names:
    """Rank, name and number of everybody who made or approved one of them."""
    return names_of({one for model in models for one in (model.made_by, model.approved_by)})


def made(model: ForecastModel, known: Names, form: str = MINUTE) -> str:
    """When it was made and by whom, as “1 March 2027 by Police staff Ames 4711”."""
    by = f"by {known.get(model.made_by, 'a user')}" if model.made_by else "on the command line"
    return f"{_when(model.made_at, form)} {by}"


def approved(model: ForecastModel, known: Names, form: str = MINUTE) -> str:
    """The same of its approval."""
    if model.approved_at is None:
        return "nobody yet"
    by = f" by {known.get(model.approved_by, 'a user')}" if model.approved_by else ""
    return f"{_when(model.approved_at, form)}{by}"


def post(model: ForecastModel) -> str:
    """The post in which somebody approved it, as “a superintendent”: the role that let them that day.

    Of who acted in a rank, “an acting superintendent”. Empty where it cannot be told.
    """
    if model.approved_by is None or model.approved_at is None:
        return ""
    user, day = User.objects.get(pk=model.approved_by), timezone.localdate(model.approved_at)
    lets = all_permissions()[APPROVE].roles
    grant = next((one for one in grants_in_force(user, day) if one.role in lets), None)
    if grant is None:
        return ""
    acting = f"acting {Rank(grant.acting_rank).label}" if grant.acting_rank else ""
    words = (acting or grant.get_role_display()).lower()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _when(when: datetime, form: str) -> str:
    return f"{timezone.localtime(when):{form}}"
