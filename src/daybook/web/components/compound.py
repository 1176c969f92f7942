"""Components that hold another one, or that choose their words from what was given."""

from typing import Any

from daybook.web.components.attributes import attributes, optional, translations
from daybook.web.components.fields import identity, text_field, text_input
from daybook.web.components.params import Params

COUNT_MESSAGES = (
    ("characters-under-limit", "charactersUnderLimitText"),
    ("characters-at-limit", "charactersAtLimitText"),
    ("characters-over-limit", "charactersOverLimitText"),
    ("words-under-limit", "wordsUnderLimitText"),
    ("words-at-limit", "wordsAtLimitText"),
    ("words-over-limit", "wordsOverLimitText"),
)
PASSWORD_MESSAGES = (
    ("show-password", "showPasswordText"),
    ("hide-password", "hidePasswordText"),
    ("show-password-aria-label", "showPasswordAriaLabelText"),
    ("hide-password-aria-label", "hidePasswordAriaLabelText"),
    ("password-shown-announcement", "passwordShownAnnouncementText"),
    ("password-hidden-announcement", "passwordHiddenAnnouncementText"),
)
UPLOAD_MESSAGES = (
    ("choose-files-button", "chooseFilesButtonText"),
    ("no-file-chosen", "noFileChosenText"),
    ("multiple-files-chosen", "multipleFilesChosenText"),
    ("drop-instruction", "dropInstructionText"),
    ("entered-drop-zone", "enteredDropZoneText"),
    ("left-drop-zone", "leftDropZoneText"),
)


def button(p: Params) -> dict[str, Any]:
    classes = ["govuk-button", p["classes"], "govuk-button--start" if p["isStartButton"] else ""]
    return {"classes": " ".join(filter(None, classes))}


def notification_banner(p: Params) -> dict[str, Any]:
    success = p["type"] == "success"
    return {
        "success": success,
        "role": p["role"] or ("alert" if success else "region"),
        "title": p["titleHtml"] or p["titleText"] or ("Success" if success else "Important"),
        "title_id": p["titleId"] or "govuk-notification-banner-title",
        "level": p["titleHeadingLevel"] or 2,
    }


def panel(p: Params) -> dict[str, Any]:
    interruption = "govuk-panel--interruption" in str(p["classes"] or "")
    actions = p.part("actions") if interruption and p["actions"] is not None else None
    items = (
        [_panel_action(action) for action in (actions["items"] or ()) if action]
        if actions is not None
        else []
    )
    return {
        "interruption": interruption,
        "level": p["headingLevel"] or 1,
        "actions": actions,
        "buttons": items,
    }


def phase_banner(p: Params) -> dict[str, Any]:
    tag = p.part("tag")
    classes = " ".join(filter(None, ["govuk-phase-banner__content__tag", tag["classes"]]))
    return {"tag": Params(text=tag["text"], html=tag["html"], classes=classes)}


def character_count(p: Params) -> dict[str, Any]:
    """A textarea, and the message that counts what is left of it."""
    name = identity(p)
    group = p.part("formGroup")
    message_classes = _joined("govuk-character-count__message", p.part("countMessage")["classes"])
    classes = _joined("govuk-character-count", group["classes"])
    area = p.but(
        id=name,
        describedBy=f"{p['describedBy'] or ''} {name}-info".strip(),
        classes=_joined("govuk-js-character-count", p["classes"]),
        formGroup=group.but(classes=classes, attributes=_counter(p)),
    )
    counter = Params(text=_count_text(p), id=f"{name}-info", classes=message_classes)
    return {**text_field(area), "p": area, "counter": counter}


def file_upload(p: Params) -> dict[str, Any]:
    return {**text_field(p), "messages": attributes(_messages(p, UPLOAD_MESSAGES))}


def password_input(p: Params) -> dict[str, Any]:
    """A text input, and the button that shows what was typed."""
    group = p.part("formGroup")
    marks = {"data-module": "govuk-password-input", **_messages(p, PASSWORD_MESSAGES)}
    field = p.but(
        id=identity(p),
        type="password",
        spellcheck=False,
        autocapitalize="none",
        autocomplete=p["autocomplete"] or "current-password",
        classes=_joined("govuk-password-input__input govuk-js-password-input-input", p["classes"]),
        inputWrapper=Params(classes="govuk-password-input__wrapper"),
        formGroup=group.but(
            classes=_joined("govuk-password-input", group["classes"]),
            attributes=marks | (group["attributes"] or {}),
        ),
    )
    toggle = _toggle(p, identity(p))
    return {**text_input(field), "p": field, "toggle": toggle, "wrapped": True, **button(toggle)}


def _toggle(p: Params, name: str) -> Params:
    words = "govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle"
    label = p.get("showPasswordAriaLabelText", "Show password")
    return Params(
        type="button",
        classes=_joined(words, p.part("button")["classes"]),
        text=p.get("showPasswordText", "Show"),
        attributes={"aria-controls": name, "aria-label": label, "hidden": optional(True)},
    )


def _counter(p: Params) -> dict[str, Any]:
    kind = p["countType"] or ("words" if p["maxwords"] else None)
    marks: dict[str, Any] = {
        "data-module": "govuk-character-count",
        "data-maxlength": optional(p["maxlength"]),
        "data-maxwords": optional(p["maxwords"]),
        "data-threshold": optional(p["threshold"]),
        "data-count-type": optional(kind),
    }
    if not (p["maxwords"] or p["maxlength"]) and p["textareaDescriptionText"]:
        marks |= translations("textarea-description", plurals={"other": p["textareaDescriptionText"]})
    return {**marks, **_messages(p, COUNT_MESSAGES), **(p.part("formGroup")["attributes"] or {})}


def _count_text(p: Params) -> str:
    """The limit in words; nothing where no limit is given, because the script then knows it alone."""
    limit = p["maxwords"] or p["maxlength"]
    if not limit:
        return ""
    unit = "words" if (p["countType"] or ("words" if p["maxwords"] else "")) == "words" else "characters"
    text = p["textareaDescriptionText"] or f"You can enter up to %{{count}} {unit}"
    return str(text).replace("%{count}", str(limit))


def _messages(p: Params, keys: tuple[tuple[str, str], ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, name in keys:
        given = p[name]
        found |= translations(key, plurals=given) if isinstance(given, dict) else translations(key, given)
    return found


def _panel_action(action: Params) -> Params:
    if action["href"] and action["type"] != "button":
        return action.but(is_link=True)
    inverse = _joined("govuk-button--inverse", action["classes"])
    filled = action.but(type=action["type"] or "button", classes=inverse)
    return filled.but(all_classes=button(filled)["classes"])


def _joined(first: str, second: Any) -> str:
    return f"{first} {second}" if second else first
