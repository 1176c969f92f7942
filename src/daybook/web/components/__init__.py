"""The page components: Django templates that take the same nested parameters as the govuk-frontend macros.

`render("button", {"text": "Save"})` in Python, `{% govuk "button" text="Save" %}` in a template.
"""

from daybook.web.components.rendering import UnknownComponent, names, render

__all__ = ["UnknownComponent", "names", "render"]
