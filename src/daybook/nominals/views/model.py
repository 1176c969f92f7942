"""The page of the matching model: which is in force, which were, and the form that puts another in force."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.nominals.actions.put_model_in_force import PERMISSION, put_model_in_force
from daybook.nominals.judging import CannotDecide
from daybook.nominals.matching import ModelError
from daybook.nominals.models import ModelInForce
from daybook.nominals.queries.desk import user_names
from daybook.web.forms import error_summary

LARGEST = 20_000_000
SHOWN = 20


@require_http_methods(["GET", "POST"])
@signed_on(PERMISSION)
def model(request: HttpRequest) -> HttpResponse:
    """The models, the latest first; a file that cannot be used is refused in words."""
    errors = _put(request) if request.method == "POST" else {}
    if request.method == "POST" and not errors:
        return redirect("nominals:model")
    rows = list(ModelInForce.objects.order_by("-since")[:SHOWN])
    names = user_names({row.by for row in rows})
    context = {
        "rows": [(row, names.get(row.by, "")) for row in rows],
        "errors": errors,
        "summary": error_summary(errors.items()) if errors else None,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "nominals/model.html", context, status=422 if errors else 200)


def _put(request: HttpRequest) -> dict[str, str]:
    """What is wrong, by its field; nothing once the model is in force."""
    file, reason = request.FILES.get("model"), request.POST.get("reason", "")
    errors = {} if reason.strip() else {"reason": "Say why this model is put in force."}
    if file is None or (file.size or 0) > LARGEST:
        return {
            "model": "Choose a model file of up to 20 MB, as daybook nominals link --model writes it."
        } | errors
    if errors:
        return {"model": "Choose the file again: a browser does not keep it."} | errors
    try:
        row = put_model_in_force(caller_of(request), file.read(), reason=reason)
    except (ModelError, CannotDecide) as refused:
        return {"model": str(refused)}
    messages.success(request, f"In force: {row}.")
    return {}
