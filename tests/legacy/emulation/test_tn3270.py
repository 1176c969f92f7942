"""The emulated host is strict: it takes what a terminal can have typed on the screen it shows, and nothing else."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.legacy.emulation.tn3270 import Panel, Shown, Violation, stream
from daybook.legacy.mapping.screens import Cell
from daybook.legacy.systems.crime_recording import panels
from daybook.legacy.transports.tn3270.terminal import Terminal
from terminal_hosts import Host

CODE_PAGE = "cp285"
ENTER, SBA = b"\x7d", b"\x11"


@given(st.integers(0, stream.CELLS - 1))
def test_every_cell_has_an_address_that_reads_back(at):
    inbound = stream.read(ENTER + stream.address(at))
    assert (inbound.key, inbound.cursor) == ("ENTER", at)


@given(st.binary(max_size=60))
def test_no_record_is_read_as_something_it_is_not(record):
    try:
        inbound = stream.read(record)
    except ValueError:
        return
    assert inbound.key in stream.KEYS.values()
    assert all(0 <= at < stream.CELLS for at in inbound.fields)


@pytest.mark.parametrize("panel", panels.ALL, ids=lambda panel: panel.name)
def test_every_screen_fits_and_looks_alike_at_a_terminal(panel):
    """What our terminal shows of the bytes that the host writes is the picture that was drawn."""
    values = {part.name: "7" * part.length for part in panel.parts if hasattr(part, "name")}
    shown = Shown(panel, values)
    lines = panel.picture.strip("\n").split("\n")
    assert len(lines) == stream.ROWS
    terminal = Terminal(CODE_PAGE)
    terminal.screen._proc3270ds(shown.write(CODE_PAGE))
    rows = [terminal.text(Cell(row=row, col=1, length=stream.COLUMNS)) for row in range(1, stream.ROWS + 1)]
    terminal.loop.close()
    assert rows == [line.replace("_", " ").rstrip() for line in shown.text().split("\n")]


ONE = Panel("one", "\n DIGITS {#DIGITS:3}  NAME {NAME:5}\n")


def typed(name, text):
    at = next(slot.at for slot in ONE.typed.values() if slot.name == name)
    return stream.Inbound("ENTER", 0, {at: text.encode(CODE_PAGE)})


def test_what_was_typed_is_read_by_name():
    assert ONE.values(typed("NAME", "ADA"), CODE_PAGE) == {"NAME": "ADA"}
    assert ONE.values(typed("DIGITS", "12"), CODE_PAGE) == {"DIGITS": "12"}


@pytest.mark.parametrize(
    "inbound",
    [typed("DIGITS", "12A"), typed("NAME", "ADABEL"), stream.Inbound("ENTER", 0, {1: b"\xc1"})],
    ids=["letters for digits", "more than the field holds", "where nothing can be typed"],
)
def test_what_no_terminal_can_have_typed_is_a_violation(inbound):
    with pytest.raises(Violation):
        ONE.values(inbound, CODE_PAGE)


@pytest.fixture
def host(tmp_path):
    return Host(tmp_path)


def dialled(host):
    line = socket.create_connection(("127.0.0.1", host.machine.port), timeout=5)
    assert line.recv(10) == bytes((255, 253, 24))
    return line


def hung_up(line):
    with line:
        try:
            while line.recv(4096):
                pass
        except ConnectionResetError:
            pass
    return True


@pytest.mark.parametrize(
    "said",
    [b"GET / HTTP/1.1\r\n", bytes((255, 252, 24)), bytes((255, 250, 24, 0)) + b"VT100" + bytes((255, 240))],
    ids=["another protocol", "option refused", "another terminal"],
)
def test_who_is_no_3270_terminal_is_hung_up(host, said):
    line = dialled(host)
    line.sendall(said)
    assert hung_up(line)


def test_a_broken_data_stream_is_hung_up_and_noted(host, until):
    line = dialled(host)
    line.sendall(bytes((255, 251, 24, 255, 250, 24, 0)) + b"IBM-3278-2" + bytes((255, 240)))
    for option in (25, 0):
        line.sendall(bytes((255, 251, option, 255, 253, option)))
    line.sendall(ENTER + b"\x40\x40" + SBA + b"\x40\x40" + b"\xc1" + b"\xff\xef")
    assert hung_up(line)
    assert host.violations == ["CR000: a field that is not there, or too much in it"]
    assert host.machine.terminals.sessions == []
