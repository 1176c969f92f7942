"""Choose a component's template, work out what it derives from its parameters, and render it."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString

from daybook.web.components import choices, compound, dates, fields, lists, navigation
from daybook.web.components.params import Params, wrap

FOLDER = Path(__file__).parent.parent / "templates" / "web" / "components"

DERIVED: dict[str, Callable[[Params], dict[str, Any]]] = {
    "button": compound.button,
    "character-count": compound.character_count,
    "checkboxes": choices.checkboxes,
    "date-input": dates.date_input,
    "error-message": fields.error_message,
    "file-upload": compound.file_upload,
    "input": fields.text_input,
    "lookup": choices.lookup,
    "notification-banner": compound.notification_banner,
    "pagination": lists.pagination,
    "panel": compound.panel,
    "password-input": compound.password_input,
    "phase-banner": compound.phase_banner,
    "radios": choices.radios,
    "select": choices.select,
    "service-navigation": navigation.service_navigation,
    "summary-list": lists.summary_list,
    "tabs": lists.tabs,
    "task-list": lists.task_list,
    "textarea": fields.text_field,
}


class UnknownComponent(LookupError):
    """No component has that name."""


def render(name: str, params: Mapping[str, Any]) -> SafeString:
    """The HTML of a component. `text` is escaped; `html` is trusted only where it is marked safe."""
    p = wrap(params)
    derive = DERIVED.get(name)
    html: SafeString = _template(name).render({"p": p, **(derive(p) if derive else {})})
    return html


@cache
def names() -> tuple[str, ...]:
    """Every component there is, in alphabetical order."""
    return tuple(sorted(f.stem for f in FOLDER.glob("*.html") if not f.stem.startswith("_")))


@cache
def _template(name: str) -> Any:
    if name not in names():
        raise UnknownComponent(f"There is no component '{name}'. There are: {', '.join(names())}.")
    return get_template(f"web/components/{name}.html")
