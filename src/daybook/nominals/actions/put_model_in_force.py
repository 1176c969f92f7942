"""Put a matching model in force: from then on it weighs whoever is looked up or arrives."""

from __future__ import annotations

import hashlib

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.nominals.judging import CannotDecide
from daybook.nominals.kinds import MODEL_IN_FORCE
from daybook.nominals.matching import Model
from daybook.nominals.models import ModelInForce

PERMISSION = "nominals.put-model-in-force"


def put_model_in_force(caller: Caller, text: str | bytes, *, reason: str) -> ModelInForce:
    """The model of this file, with who put it in force and why; scores that are kept name it by its digest.

    Raises `ModelError` where the file is not a model that this version can use.
    """
    require(caller, PERMISSION)
    if not reason.strip():
        raise CannotDecide("Say why this model is put in force.")
    user = caller.author.user
    if user is None:
        raise CannotDecide("A person puts a model in force, not a program.")
    model = Model.from_json(text)
    kept = model.to_json()
    row = ModelInForce(
        name=model.name[:60],
        digest=hashlib.sha256(kept.encode()).hexdigest(),
        text=kept,
        by=user,
        reason=reason.strip()[:1000],
        since=timezone.now(),
    )
    with writing(MODEL_IN_FORCE, caller.author, record=row) as page:
        page.note(name=row.name, digest=row.digest, reason=row.reason)
        page.save(row)
    return row
