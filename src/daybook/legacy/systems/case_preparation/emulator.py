"""Casefile case preparation, emulated: incidents over HTTP, refusals as problem documents."""

import json
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import Any

from daybook.legacy.emulation import Machine, Refusal, Rule, check
from daybook.legacy.emulation.checks import RefusalCodes
from daybook.legacy.emulation.machine import ACCEPTED, Outcome
from daybook.legacy.emulation.process import parse, run
from daybook.legacy.emulation.screen import Request, Response
from daybook.legacy.emulation.store import next_number
from daybook.legacy.emulation.trees import flat_json, grouped
from daybook.legacy.systems.case_preparation import enquiries

KIND = "application/vnd.api+json"
CODES = RefusalCodes("CF410", "CF411", "CF412", "CF413", "CF414", "CF415")
STATUS = {"CF400": 400, "CF420": 409, "CF421": 404, "CF424": 409}
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
ENQUIRIES = {"/incidents/search": enquiries.search, "/incidents/list": enquiries.changed}
RULES = (
    Rule("incident.id", required=True, pattern=UUID),
    Rule("incident.incidentDescription", required=True, length=2000),
    Rule("incident.incidentStartDateTime.dateFrom", required=True, pattern=MOMENT),
    Rule(
        "incident.arrestStatus",
        required=True,
        codes=frozenset({"ARRESTED", "VOLUNTARY", "DEARRESTED", "WRONGPERSON"}),
    ),
    Rule("submission.externalReferenceId", required=True, length=35),
    Rule("submission.forceIdentifier", required=True, pattern=r"[0-9]{2}"),
    Rule("submission.officerCollarNumber", required=True, length=8),
    Rule("suspect.surname", length=35),
    Rule("suspect.dateOfBirth", date="%Y-%m-%d"),
    Rule("suspect.gender", pattern=r"GNDR_\d{4}"),
    Rule("suspect.ethnicitySelfDefined", pattern=r"ESDD_([WMABO]\d|NS)"),
    Rule("suspect.age", pattern=r"1?\d{1,2}|200"),
)
OFFENCE_RULES = (
    Rule("id", required=True, pattern=UUID),
    Rule("cjsOffenceCode", required=True, length=8, chars="A-Z0-9"),
    Rule("offenceTitle", length=120),
    Rule("offenceStartDateTime", pattern=MOMENT),
)


class Casefile(Machine):
    name, title = "case_preparation", "Casefile case preparation"
    held_code, not_held_code, unreadable_code = "CF420", "CF421", "CF400"
    kept_code = "CF424"

    def read(self, body: bytes) -> dict[str, Any]:
        document = json.loads(body)
        if "erase" in document:
            return {"erase": str(document["erase"])}
        try:
            return {name: value for name, value in flat_json(_named(document)).items() if value}
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError("not a JSON:API document") from error

    def judge(self, content: dict[str, Any]) -> Refusal | None:
        offences = grouped(content, "offence")
        if not offences:
            return Refusal(CODES.missing, "offence is required")
        found = check(RULES, content, CODES)
        return found or next((r for each in offences if (r := check(OFFENCE_RULES, each, CODES))), None)

    def origin(self, content: dict[str, Any]) -> str:
        return str(content.get("incident.id", ""))

    def caption(self, content: dict[str, Any]) -> str:
        given = [value for name, value in content.items() if name.startswith("suspect.givenName.")]
        return " ".join([*given, content.get("suspect.surname", "(name not known)")])

    def new_reference(self, session: Connection, content: dict[str, Any]) -> str:
        return f"CASE-{datetime.now(UTC).year}-{next_number(session, 'case', 1000):06d}"

    def erased_number(self, content: dict[str, Any]) -> str:
        return str(content["erase"])

    def incidents(self, request: Request) -> Response:
        """`/incidents`: take, change, withdraw or read a case."""
        fault = self.faults.strike()
        if fault:
            return self._broken(fault, request)
        if request.path in ENQUIRIES:
            return self._found(request)
        return self._read_back(request) if request.method == "GET" else self._taken(request)

    def _broken(self, fault: str, request: Request) -> Response:
        if fault == "yes-then-timeout" and request.method != "GET" and request.path not in ENQUIRIES:
            self._taken(request)
        if fault in ("drop", "yes-then-timeout"):
            return Response(0, b"", silent=True)
        if fault == "nonsense":
            return Response(200, b"<html>Welcome to the proxy</html>", "text/html")
        return Response(500, b"internal error", "text/plain")

    def _found(self, request: Request) -> Response:
        try:
            found = ENQUIRIES[request.path](self.store, json.loads(request.body))
        except (ValueError, TypeError, AttributeError):
            return _problem(Refusal("CF400", "not a question"))
        return Response(200, json.dumps(found, ensure_ascii=False).encode(), KIND)

    def _taken(self, request: Request) -> Response:
        key, verb = request.headers.get("idempotency-key", ""), _verb(request)
        if not key:
            return _problem(Refusal("CF400", "Idempotency-Key header is required"))
        outcome = self.take(key, verb, _erasure(request) if verb == "erase" else request.body)
        if outcome.outcome != ACCEPTED:
            return _problem(Refusal(outcome.code, outcome.text))
        if verb == "erase":
            return Response(204, b"", KIND)
        return _case(outcome, 201 if verb == "create" else 200)

    def _read_back(self, request: Request) -> Response:
        origin = request.path.rpartition("/")[2]
        found = self.store.last_answer(origin, ACCEPTED)
        return _case(found, 200) if found else _problem(Refusal("CF421", "no such case"))


def _verb(request: Request) -> str:
    if request.method in ("PATCH", "DELETE"):
        return "amend" if request.method == "PATCH" else "erase"
    return "withdraw" if request.path.endswith("/withdrawal") else "create"


def _erasure(request: Request) -> bytes:
    """A call to erase has no body: its address names the case, by Casefile's own reference."""
    return json.dumps({"erase": request.path.rpartition("/")[2]}).encode()


def _named(document: dict[str, Any]) -> dict[str, Any]:
    """The document's resources by the names of their relations; offences as a list."""
    included = {(each["type"], each["id"]): each for each in document.get("included", [])}
    tree = {
        "incident": _flat(document["data"]),
        "offence": [_flat(e) for (kind, _), e in included.items() if kind == "offence"],
    }
    pending = [document["data"]]
    while pending:
        for name, relation in pending.pop().get("relationships", {}).items():
            resource = included[(relation["data"]["type"], relation["data"]["id"])]
            if not name.startswith("offence-"):
                tree[name] = _flat(resource)
                pending.append(resource)
    return tree


def _flat(resource: dict[str, Any]) -> dict[str, Any]:
    return {"id": resource["id"], **resource["attributes"]}


def _case(outcome: Outcome, status: int) -> Response:
    attributes = {"caseReference": outcome.reference}
    document = {"data": {"type": "incident", "id": outcome.origin, "attributes": attributes}}
    return Response(status, json.dumps(document).encode(), KIND, {"Idempotency-Key": outcome.key})


def _problem(refusal: Refusal) -> Response:
    status = STATUS.get(refusal.code, 422)
    document = {
        "type": "about:blank",
        "title": "Not accepted",
        "status": status,
        "code": refusal.code,
        "detail": refusal.text,
    }
    return Response(status, json.dumps(document).encode(), "application/problem+json")


def main() -> None:
    chosen, faults = parse()
    machine = Casefile(chosen.home, faults)
    run(machine, chosen, routes={"incidents": machine.incidents})


if __name__ == "__main__":
    main()
