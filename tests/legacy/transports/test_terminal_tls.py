"""A host behind TLS must prove that it is the one that was set; what cannot is told nothing."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from daybook.legacy.transports import TransportError
from terminal_hosts import Host


def certified(folder, *names):
    """A certificate for these names that signs itself, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "A host")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
    file = folder / "host.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    )
    return file


def pass_on(source, to):
    try:
        while data := source.recv(4096):
            to.sendall(data)
    except OSError:
        pass
    finally:
        to.close()


def behind_tls(certificate, port):
    """A port that takes TLS and passes what is inside on to that port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    listening = socket.create_server(("127.0.0.1", 0))

    def take():
        while True:
            line, _ = listening.accept()
            try:
                outer = context.wrap_socket(line, server_side=True)
            except OSError:
                continue
            inner = socket.create_connection(("127.0.0.1", port))
            for ends in ((outer, inner), (inner, outer)):
                threading.Thread(target=pass_on, args=ends, daemon=True).start()

    threading.Thread(target=take, daemon=True).start()
    return listening.getsockname()[1]


@pytest.fixture
def host(tmp_path):
    return Host(tmp_path / "host")


def sent(host, told, certificate):
    port = behind_tls(certificate, host.machine.port)
    return host.send(told, line=host.line(host=f"tn3270s://127.0.0.1:{port}"))


def test_a_host_with_the_right_certificate_is_told(host, arrest, tmp_path, monkeypatch):
    certificate = certified(tmp_path, x509.IPAddress(ip_address("127.0.0.1")))
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert sent(host, arrest("crime_recording"), certificate).state == "confirmed"


@pytest.mark.parametrize("trusted", [True, False], ids=["another host's", "nobody signed it"])
def test_a_certificate_that_is_not_this_hosts_is_refused(host, arrest, tmp_path, monkeypatch, trusted):
    names = [x509.DNSName("other.example") if trusted else x509.IPAddress(ip_address("127.0.0.1"))]
    certificate = certified(tmp_path, *names)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(TransportError) as failed:
        sent(host, arrest("crime_recording"), certificate)
    assert (failed.value.cause, failed.value.unsent) == ("SSLCertVerificationError", True)
    assert host.records() == []
