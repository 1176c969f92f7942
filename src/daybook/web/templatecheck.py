"""Find what is wrong with a template before anybody opens its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.contrib.staticfiles import finders
from django.template import Engine, Template, TemplateDoesNotExist, TemplateSyntaxError, engines
from django.template.backends.django import DjangoTemplates
from django.template.base import Node
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.templatetags.static import StaticNode


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: `file` relative to its templates folder, `line` counted from 1 (0: unknown)."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def own_templates() -> dict[str, Path]:
    """Every template of the project's rooms: its name as pages ask for it, and its file."""
    found: dict[str, Path] = {}
    for app in apps.get_app_configs():
        folder = Path(app.path) / "templates"
        if app.name.startswith("daybook.") and folder.is_dir():
            files = (file for file in sorted(folder.rglob("*")) if file.is_file())
            found |= {file.relative_to(folder).as_posix(): file for file in files}
    return found


def faults() -> list[Fault]:
    """Every fault of every own template, in order of their names."""
    engine = exact_engine()
    return [fault for name in own_templates() for fault in check(name, engine)]


def check(name: str, engine: Engine | None = None) -> list[Fault]:
    """The faults of one template: its syntax, and the templates and static files that it names."""
    engine = engine or exact_engine()
    try:
        template = engine.get_template(name)
    except TemplateSyntaxError as error:
        place = getattr(error, "template_debug", None) or {}
        return [Fault(name, int(place.get("line", 0)), str(error))]
    return list(_broken_names(name, template, engine))


def exact_engine(*more_folders: Path) -> Engine:
    """The pages' engine with line numbers kept; it also looks in `more_folders`."""
    backend = engines["django"]
    assert isinstance(backend, DjangoTemplates)
    own = backend.engine
    return Engine(
        dirs=[*own.dirs, *map(str, more_folders)],
        app_dirs=True,
        debug=True,
        libraries=own.libraries,
        builtins=own.builtins,
        context_processors=own.context_processors,
    )


def _broken_names(name: str, template: Template, engine: Engine) -> Iterator[Fault]:
    for node in _all_nodes(template):
        message = _broken_name(node, engine)
        if message:
            yield Fault(name, getattr(node.token, "lineno", 0) or 0, message)


def _all_nodes(template: Template) -> Iterator[Node]:
    for node in template.nodelist:
        yield from node.get_nodes_by_type(Node)


def _broken_name(node: Node, engine: Engine) -> str:
    if isinstance(node, ExtendsNode | IncludeNode):
        asked = getattr(node.parent_name if isinstance(node, ExtendsNode) else node.template, "var", None)
        if isinstance(asked, str) and not _exists(asked, engine):
            return f"there is no template '{asked}'"
    if isinstance(node, StaticNode):
        path = getattr(node.path, "var", None)
        if isinstance(path, str) and finders.find(path) is None:
            return f"there is no static file '{path}'"
    return ""


def _exists(name: str, engine: Engine) -> bool:
    try:
        engine.get_template(name)
    except TemplateDoesNotExist:
        return False
    except TemplateSyntaxError:
        return True
    return True
