"""JSON:API: one root resource and, beside it, one `included` resource for each thing it is related to.

The tree's first names are resources: the root by its type, the others as `[[body.resource]]` names them. Every
relationship has one end and its own type; those of a list carry a number (`offence-2`).
"""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from daybook.legacy.mapping.errors import Unreadable
from daybook.legacy.mapping.formats.row import parse_object
from daybook.legacy.mapping.spec import ResourceSpec


@dataclass(frozen=True)
class JsonApi:
    root: str
    resources: tuple[ResourceSpec, ...]

    def render(self, tree: dict[str, Any]) -> bytes:
        root = _resource(self.root, tree.get(self.root, {}), "")
        made = {self.root: root}
        included = []
        for spec in self.resources:
            items = tree.get(spec.name)
            for index, item in enumerate(items if isinstance(items, list) else [items] if items else []):
                name = f"{spec.relation}-{index + 1}" if isinstance(items, list) else spec.relation
                resource = _resource(spec.type, item, f"{root['id']}/{name}")
                owner = made.get(spec.of or self.root, root)
                owner["relationships"][name] = {"data": {"type": spec.type, "id": resource["id"]}}
                made.setdefault(spec.name, resource)
                included.append(resource)
        return json.dumps({"data": root, "included": included}, ensure_ascii=False, indent=1).encode()

    def parse(self, body: bytes) -> dict[str, Any]:
        found = parse_object(body)
        root = found.get("data")
        if not isinstance(root, dict) or root.get("type") != self.root:
            raise Unreadable(f"the document's data is not a resource of type '{self.root}'.")
        by_id = {(r.get("type"), r.get("id")): r for r in found.get("included", []) if isinstance(r, dict)}
        tree: dict[str, Any] = {self.root: _attributes(root)}
        relations = dict(root.get("relationships", {}))
        for resource in by_id.values():
            relations |= resource.get("relationships", {})
        for spec in self.resources:
            self._collect(tree, spec, relations, by_id)
        return tree

    def _collect(
        self, tree: dict[str, Any], spec: ResourceSpec, relations: dict[str, Any], by_id: dict[Any, Any]
    ) -> None:
        for name, relation in relations.items():
            end = relation.get("data", {})
            resource = by_id.get((end.get("type"), end.get("id")))
            if resource is None:
                continue
            if name == spec.relation:
                tree[spec.name] = _attributes(resource)
            elif name.rpartition("-")[0] == spec.relation and name.rpartition("-")[2].isdigit():
                tree.setdefault(spec.name, []).append(_attributes(resource))


def _resource(kind: str, values: dict[str, Any], seed: str) -> dict[str, Any]:
    attributes = {name: value for name, value in values.items() if name != "@id"}
    identity = values.get("@id") or str(uuid.uuid5(uuid.NAMESPACE_URL, seed))
    return {"type": kind, "id": identity, "attributes": attributes, "relationships": {}}


def _attributes(resource: dict[str, Any]) -> dict[str, Any]:
    return {"@id": resource.get("id"), **resource.get("attributes", {})}
