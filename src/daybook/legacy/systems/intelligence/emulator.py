"""Lantern intelligence, emulated: a SOAP server that offers its WSDL, checks after it, and numbers its reports."""

import time
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import Any

from daybook.legacy.emulation import Machine, Refusal, Rule, check
from daybook.legacy.emulation.checks import RefusalCodes
from daybook.legacy.emulation.machine import ACCEPTED, Outcome
from daybook.legacy.emulation.process import parse, run
from daybook.legacy.emulation.screen import Request, Response
from daybook.legacy.emulation.store import next_number
from daybook.legacy.emulation.trees import flat_xml, grouped
from daybook.legacy.systems.intelligence import envelopes
from daybook.legacy.systems.intelligence.enquiries import Enquiry, TooVagueError, search
from daybook.legacy.systems.intelligence.envelopes import Call, NotLetIn

KIND = "text/xml; charset=utf-8"
CODES = RefusalCodes("L010", "L011", "L012", "L013", "L014", "L015")
VERBS = {
    "SubmitReport": "create", "AmendReport": "amend", "WithdrawReport": "withdraw", "EraseReport": "erase",
}  # fmt: skip
PAGE = 5
LISTS = frozenset({"Nominal", "Offence", "Alias"})
BASIC_PLANE = r"\n\x20-\x7e\xa0-\ud7ff\ue000-\uffff"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
STATES = {"ARREST": frozenset({"ARR", "VOL", "REL"}), "INTEL": frozenset({"EVA", "SAN", "DIS", "REV"})}
RULES = (
    Rule("Report.SourceReference", required=True, length=20),
    Rule("Report.Form", required=True, codes=frozenset(STATES)),
    Rule("Report.KnownAt", required=True, pattern=MOMENT),
    Rule("Report.Marking", required=True, codes=frozenset({"O", "OS"})),
    Rule("Report.Priority", codes=frozenset("HML")),
    Rule("Report.Grade.Source", required=True, codes=frozenset("123")),
    Rule("Report.Grade.Information", required=True, codes=frozenset("ABCDE")),
    Rule("Report.Grade.Handling", required=True, codes=frozenset("PC")),
    Rule("Report.Grade.Conditions", pattern=r"(A1|A2|S1|S2)( (A1|A2|S1|S2))*"),
    Rule("Report.Text", required=True, length=4000, chars=BASIC_PLANE),
    Rule("Report.Place.Description", length=120, chars=BASIC_PLANE),
    Rule("Report.AuthorCollar", required=True, length=8),
)
OF_CONDITIONS = (
    Rule("Report.Grade.Conditions", required=True),
    Rule("Report.Grade.ConditionsText", required=True, length=300, chars=BASIC_PLANE),
)
OF_NOMINAL = (
    Rule("Surname", required=True, length=40, chars=BASIC_PLANE),
    Rule("Forenames", length=60, chars=BASIC_PLANE),
    Rule("BirthDate", date="%Y-%m-%d"),
    Rule("Sex", codes=frozenset("MFU")),
    Rule("Ethnicity", pattern=r"[WMABO]\d|NS"),
)
OF_OFFENCE = (
    Rule("Code", required=True, length=8, chars="A-Z0-9"),
    Rule("Title", length=120, chars=BASIC_PLANE),
)


class Lantern(Machine):
    name, title = "intelligence", "Lantern intelligence"
    held_code, not_held_code, unreadable_code = "L020", "L021", "L001"
    kept_code = "L040"

    def read(self, body: bytes) -> dict[str, Any]:
        return dict(flat_xml(body, "SubmitReport", LISTS))

    def judge(self, content: dict[str, Any]) -> Refusal | None:
        return check(RULES, content, CODES) or self._form(content) or self._parts(content)

    def _form(self, content: dict[str, Any]) -> Refusal | None:
        """What depends on the form and the grading."""
        form = content["Report.Form"]
        status = Rule("Report.Status", required=True, codes=STATES[form])
        more = OF_CONDITIONS if content["Report.Grade.Handling"] == "C" else ()
        return check((status, *more), content, CODES)

    def _parts(self, content: dict[str, Any]) -> Refusal | None:
        nominals, offences = grouped(content, "Report.Nominal"), grouped(content, "Report.Offence")
        if content["Report.Form"] == "ARREST" and not (nominals and offences):
            return Refusal(CODES.missing, "NOMINAL AND OFFENCE MANDATORY")
        parts = [(OF_NOMINAL, each) for each in nominals] + [(OF_OFFENCE, each) for each in offences]
        return next((found for rules, each in parts if (found := check(rules, each, CODES))), None)

    def origin(self, content: dict[str, Any]) -> str:
        return str(content.get("Report.SourceReference", ""))

    def erased_number(self, content: dict[str, Any]) -> str:
        return str(content.get("Urn", ""))

    def caption(self, content: dict[str, Any]) -> str:
        names = [each.get("Surname", "") for each in grouped(content, "Report.Nominal")]
        grade = "".join(content[f"Report.Grade.{part}"] for part in ("Source", "Information", "Handling"))
        return f"{content['Report.Form']} {grade} {', '.join(names)}".rstrip()

    def new_reference(self, session: Connection, content: dict[str, Any]) -> str:
        return f"LN/{next_number(session, 'report', 101):07d}/{datetime.now(UTC).year % 100:02d}"

    def service(self, request: Request) -> Response:
        """`/lantern`: the WSDL to whoever asks for it, and its operations."""
        if request.method == "GET":
            host = request.headers.get("host", "127.0.0.1")
            return Response(200, envelopes.wsdl(host, self.faults.answer == "wsdl"), KIND)
        fault = self.faults.strike()
        if fault == "yes-then-timeout":
            self._answered(request.body)
        if fault in ("", "wsdl", "count"):
            return self._answered(request.body)
        return _broken(fault)

    def _answered(self, raw: bytes) -> Response:
        try:
            call = envelopes.read(raw)
        except NotLetIn:
            return Response(500, envelopes.shut_out(), KIND)
        except ValueError:
            return _refused(Refusal(self.unreadable_code, "MESSAGE NOT READABLE"))
        if call.operation == "ListReports":
            return self._listed(call)
        if call.operation == "SearchReports":
            return self._searched(call)
        return self._found(call) if call.operation == "FindReport" else self._told(call)

    def _told(self, call: Call) -> Response:
        """It does not know a message again: what comes twice is done twice."""
        outcome = self.take(f"{call.message_id}#{time.time_ns()}", VERBS[call.operation], call.body)
        if outcome.outcome != ACCEPTED:
            return _refused(Refusal(outcome.code, outcome.text))
        return self._held(call.operation, outcome)

    def _found(self, call: Call) -> Response:
        found = self.store.last_answer(call.reference, ACCEPTED)
        return self._held("FindReport", found) if found else _refused(Refusal("L021", "RECORD NOT HELD"))

    def _listed(self, call: Call) -> Response:
        """The next page of all that it holds, in the order of its numbers."""
        ahead = self.store.behind(call.reference, PAGE + 1)
        total = self.store.count() + (self.faults.answer == "count")
        return Response(200, envelopes.listed(ahead[:PAGE], len(ahead) > PAGE, total), KIND)

    def _searched(self, call: Call) -> Response:
        """Reports about people so named, so born and so numbered."""
        try:
            return Response(200, envelopes.found(search(self.store, Enquiry.read(call.body))), KIND)
        except TooVagueError:
            return _refused(Refusal("L030", "NAME, BIRTH DATE OR PNCID MANDATORY"))

    def _held(self, operation: str, outcome: Outcome) -> Response:
        record = self.store.record(outcome.reference)
        values = {"Urn": outcome.reference, "MessageId": outcome.key.rpartition("#")[0]}
        if record:
            values |= {"State": record.state, "Edition": str(record.version)}
        return Response(200, envelopes.answer(operation, values), KIND)


def _refused(refusal: Refusal) -> Response:
    return Response(500, envelopes.fault(refusal), KIND)


def _broken(fault: str) -> Response:
    """What a faulty machine says."""
    if fault == "busy":
        return Response(500, envelopes.fault(Refusal("L900", "NIGHTLY WORK"), "Server"), KIND)
    if fault == "bomb":
        return Response(200, BOMB, KIND)
    if fault == "nonsense":
        return Response(200, b"<html>Welcome to the proxy</html>", "text/html")
    if fault == "500":
        return Response(500, b"internal error", "text/plain")
    return Response(0, b"", silent=True)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/hostname">]>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><SubmitReportResponse><Urn>&c;&x;</Urn>
</SubmitReportResponse></s:Body></s:Envelope>"""
"""An answer that would grow and read files where its entities are followed."""


def main() -> None:
    chosen, faults = parse()
    machine = Lantern(chosen.home, faults)
    run(machine, chosen, routes={"lantern": machine.service})


if __name__ == "__main__":
    main()
