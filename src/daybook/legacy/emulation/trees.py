"""Flat names for nested content: `Detainee.Surname`, `Offences.Offence.2.Code`."""

from collections import Counter
from typing import Any

from lxml import etree


def flat_xml(body: bytes, root: str, lists: frozenset[str] = frozenset()) -> dict[str, str]:
    """Every leaf element by its dotted path; repeated ones, and those named in `lists`, are numbered from 1.

    ValueError on bad XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        element = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("broken XML") from error
    if element.tag != root:
        raise ValueError("another document")
    found: dict[str, str] = {}
    _flatten(element, "", found, lists)
    return found


def _flatten(element: Any, prefix: str, found: dict[str, str], lists: frozenset[str]) -> None:
    counts: Counter[str] = Counter(child.tag for child in element)
    seen: Counter[str] = Counter()
    for child in element:
        seen[child.tag] += 1
        plural = element.tag in (f"{child.tag}s", f"{child.tag}es")
        listed = counts[child.tag] > 1 or plural or child.tag == "Line" or child.tag in lists
        name = f"{prefix}{child.tag}" + (f".{seen[child.tag]}" if listed else "")
        if len(child):
            _flatten(child, f"{name}.", found, lists)
        else:
            found[name] = child.text or ""


def flat_json(node: Any, prefix: str = "") -> dict[str, str]:
    """Every leaf of a JSON value by its dotted path; list items are numbered from 1."""
    if isinstance(node, dict):
        pairs = [(str(name), value) for name, value in node.items()]
    elif isinstance(node, list):
        pairs = [(str(number), value) for number, value in enumerate(node, 1)]
    else:
        return {} if node is None else {prefix: str(node)}
    found: dict[str, str] = {}
    for name, value in pairs:
        found |= flat_json(value, f"{prefix}.{name}" if prefix else name)
    return found


def grouped(content: dict[str, Any], prefix: str) -> list[dict[str, str]]:
    """The numbered items under a prefix, each by its own names."""
    items: dict[int, dict[str, str]] = {}
    for name, value in content.items():
        head, _, rest = name.removeprefix(f"{prefix}.").partition(".")
        if name.startswith(f"{prefix}.") and head.isdigit():
            items.setdefault(int(head), {})[rest] = str(value)
    return [items[number] for number in sorted(items)]


def nested(content: dict[str, Any]) -> dict[str, Any]:
    """The tree whose flat names these are: numbered items become lists."""
    tree: dict[str, Any] = {}
    for name, value in content.items():
        _plant(tree, name.split("."), value)
    return tree


def _plant(tree: dict[str, Any], way: list[str], value: Any) -> None:
    head, rest = way[0], way[1:]
    if not rest:
        tree[head] = value
    elif rest[0].isdigit():
        items = tree.setdefault(head, [])
        while len(items) < int(rest[0]):
            items.append({})
        if len(rest) == 1:
            items[int(rest[0]) - 1] = value
        else:
            _plant(items[int(rest[0]) - 1], rest[1:], value)
    else:
        _plant(tree.setdefault(head, {}), rest, value)


def element_of(name: str, tree: Any) -> Any:
    """The tree as an XML element of that name."""
    element = etree.Element(name)
    if not isinstance(tree, dict):
        element.text = str(tree)
        return element
    for child, value in tree.items():
        for each in value if isinstance(value, list) else [value]:
            element.append(element_of(child, each))
    return element
