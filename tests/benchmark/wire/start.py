"""How long a server takes from its start to its first answer, and what memory it
then has."""

import socket
import struct
import time

import hpack

import calls

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, SETTINGS = 0, 1, 4
END_STREAM, END_HEADERS = 1, 4
FRAME_HEADER_BYTES = 9

TIMES = 21


def measure(start, call, times=TIMES):
    """`start` makes a server. The seconds of each start, in order of size, and the
    resident bytes of the last one."""
    request = _request(call)
    took, resident = [], 0
    for _ in range(times):
        begin = time.monotonic()
        with start() as server:
            _await_answer(server.address, request)
            took.append(time.monotonic() - begin)
            resident = server.resident_bytes()
    return sorted(took), resident


def _frame(kind, flags, stream, payload=b""):
    length = struct.pack(">I", len(payload))[1:]
    return length + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def _request(call):
    headers = hpack.Encoder().encode(
        [
            (":method", "POST"),
            (":scheme", "http"),
            (":path", call.path),
            (":authority", "localhost"),
            ("content-type", "application/grpc"),
            ("te", "trailers"),
        ]
    )
    return (
        PREFACE
        + _frame(SETTINGS, 0, 0)
        + _frame(HEADERS, END_HEADERS, 1, headers)
        + _frame(DATA, END_STREAM, 1, calls.framed(call.request()))
    )


def _await_answer(address, request):
    host, port = address.rsplit(":", 1)
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(request)
        stream = connection.makefile("rb")
        while True:
            header = stream.read(FRAME_HEADER_BYTES)
            length = int.from_bytes(header[:3], "big")
            stream.read(length)
            # An error has no data.
            if header[3] == DATA and length > 0:
                return
