"""SOAP without a server: what an answer may be, and what a server may not do to us."""

from contextlib import suppress
from dataclasses import replace

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.legacy import transports
from daybook.legacy.mapping import Unreadable
from daybook.legacy.systems import registry
from daybook.legacy.transports import TransportError, soap_answer, soap_wire

WSDL = (registry.FOLDER / "intelligence" / "lantern.wsdl").read_bytes()
SOAP11, SOAP12 = soap_answer.SOAP11, soap_answer.SOAP12
YES = "<SubmitReportResponse xmlns='urn:lantern:intelligence:2'><Urn>LN/1/26</Urn></SubmitReportResponse>"


def envelope(inner, version=SOAP11):
    return f"<s:Envelope xmlns:s='{version}'><s:Body>{inner}</s:Body></s:Envelope>".encode()


def fault11(code, detail=""):
    return envelope(
        f"<s:Fault><faultcode>{code}</faultcode><faultstring>No</faultstring><detail>{detail}</detail></s:Fault>"
    )


def fault12(code, detail=""):
    return envelope(
        f"<s:Fault><s:Code><s:Value>{code}</s:Value></s:Code><s:Reason><s:Text>No</s:Text></s:Reason>"
        f"<s:Detail>{detail}</s:Detail></s:Fault>",
        SOAP12,
    )


@pytest.fixture
def sent(monkeypatch, arrest, connect):
    """Sends the golden arrest to a server that answers so."""
    line = connect("intelligence", url="http://lantern/service", user="u", password="p")
    document = arrest("intelligence")

    def send(answer, wsdl=lambda request: httpx.Response(200, content=WSDL)):
        def serve(request):
            return wsdl(request) if request.method == "GET" else answer(request)

        client = httpx.Client(transport=httpx.MockTransport(serve))
        monkeypatch.setattr(soap_wire, "_web", lambda: client)
        return transports.get("soap").send(
            line.mapping.encode(document).body, document["key"], "create", line
        )

    return send


def says(content, status=200, **headers):
    return lambda request: httpx.Response(status, content=content, headers=headers)


def test_the_call_is_as_the_wsdl_says_and_names_us(sent):
    asked = []
    told = sent(lambda request: asked.append(request) or httpx.Response(200, content=envelope(YES)))
    assert (told.state, told.reference) == ("confirmed", "LN/1/26")
    [request] = asked
    assert request.headers["SOAPAction"] == '"urn:lantern:intelligence:2/SubmitReport"'
    assert "<wsse:Username>u</wsse:Username>" in request.content.decode()
    assert "<wsse:Password" in request.content.decode()
    assert b">p<" not in request.content


def test_basic_credentials_go_where_the_mapping_asks_for_them(monkeypatch, connect):
    line = connect("intelligence", url="http://lantern/service", user="u", password="p")
    spec = line.mapping.spec.model_copy(
        update={"transport": line.mapping.spec.transport | {"security": "basic"}}
    )
    basic = replace(line, mapping=replace(line.mapping, spec=spec))
    asked = []
    client = httpx.Client(
        transport=httpx.MockTransport(lambda request: asked.append(request) or httpx.Response(200))
    )
    monkeypatch.setattr(soap_wire, "_web", lambda: client)
    soap_wire.exchange("GET", "http://lantern/service", basic)
    assert asked[0].headers["Authorization"] == "Basic dTpw"


@pytest.mark.parametrize("fault", [fault11, fault12], ids=["SOAP 1.1", "SOAP 1.2"])
def test_a_fault_is_a_refusal_by_its_code(sent, fault):
    detail = "<LanternFault><Code>L014</Code><Text>INVALID DATE</Text></LanternFault>"
    told = sent(says(fault("s:Client", detail), 500))
    assert (told.state, told.code) == ("refused", "L014")
    assert "date is not possible" in told.reason
    unknown = sent(says(fault("s:Client", detail.replace("L014", "L777")), 500))
    assert (unknown.code, unknown.reason) == ("L777", "The system says: INVALID DATE")


@pytest.mark.parametrize(("fault", "code"), [(fault11, "s:Client"), (fault12, "s:Sender")])
def test_a_fault_without_a_code_of_theirs_is_a_refusal_where_it_is_ours(sent, fault, code):
    assert sent(says(fault(code), 500)).state == "refused"


@pytest.mark.parametrize(("fault", "code"), [(fault11, "s:Server"), (fault12, "s:Receiver"), (fault11, "")])
def test_and_is_waited_out_where_it_is_theirs(sent, fault, code):
    with pytest.raises(TransportError, match="fault of its own") as failed:
        sent(says(fault(code), 500))
    assert not failed.value.permanent


def test_a_yes_without_a_reference_is_asked_again(sent):
    with pytest.raises(TransportError, match="gave no reference"):
        sent(says(envelope("<SubmitReportResponse/>")))


def test_a_pause_that_it_asks_for_is_kept(sent):
    with pytest.raises(TransportError) as failed:
        sent(says(b"<html/>", 503, **{"Retry-After": "60"}))
    assert failed.value.retry_after == 60


def test_an_answer_without_end_is_cut_off(sent, monkeypatch):
    monkeypatch.setattr(soap_wire, "LONGEST_ANSWER", 20_000)
    with pytest.raises(TransportError, match="cut off or broken"):
        sent(says(envelope(YES + "<x/>" * 50_000)))


def test_a_wsdl_that_sends_us_elsewhere_is_not_followed(sent):
    asked = []
    elsewhere = (
        b'<d xmlns="http://schemas.xmlsoap.org/wsdl/"><import location="http://inside.example/secret"/></d>'
    )

    def wsdl(request):
        asked.append(request.url.host)
        return httpx.Response(200, content=elsewhere)

    with pytest.raises(
        TransportError, match=r"at another host \(inside\.example\)\. Nothing was sent"
    ) as failed:
        sent(says(b""), wsdl)
    assert failed.value.unsent
    assert asked == ["lantern"]


def test_a_server_that_cannot_show_its_wsdl_now_is_tried_again(sent):
    with pytest.raises(TransportError, match="answered with error 503") as failed:
        sent(says(b""), says(b"", 503))
    assert (failed.value.permanent, failed.value.unsent) == (False, True)


@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda text: envelope(text.replace("\0", ""))))
def test_whatever_comes_back_is_an_answer_or_none(raw):
    with suppress(Unreadable):
        assert soap_answer.read(raw).content


def test_entities_are_never_followed():
    raw = b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + envelope("<a>&x;</a>")
    with pytest.raises(Unreadable, match="document type"):
        soap_answer.read(raw)
