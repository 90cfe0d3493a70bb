"""A connection that says in HTTP/2 whatever it is told to, right or wrong."""

import ipaddress
import socket
import ssl
import struct

import hpack

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS = 0, 1, 2, 3, 4
PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = 6, 7, 8, 9
END_STREAM, END_HEADERS, ACK = 1, 4, 1

SETTINGS_INITIAL_WINDOW_SIZE = 4
ERROR_CANCEL = 8

# Longest wait for bytes or for room to write.
TIMEOUT_SECONDS = 10

# Where hostile peers call from, so that limits by address tell them from others.
SOURCE = "127.0.0.2"

# Gives a list of about 100 KB.
LONG_LIST = "/knead.v1.LookupService/ListTechniques"
LONG_LIST_REQUEST = b"\x08\xe8\x07"  # page_size: 1000
SHORT_CALL = "/knead.v1.LookupService/GetContentInfo"
ASSESS = "/knead.v1.AssessmentService/Assess"
ASSESS_STREAM = "/knead.v1.AssessmentService/AssessStream"
COACH = "/knead.v1.SessionService/Coach"


def frame(kind, flags, stream, payload=b""):
    return (
        struct.pack(">I", len(payload))[1:]
        + bytes([kind, flags])
        + struct.pack(">I", stream)
        + payload
    )


def setting(name, value):
    return struct.pack(">HI", name, value)


def message(payload, compressed=0, length=None):
    """A message of gRPC; `length` may lie."""
    length = len(payload) if length is None else length
    return bytes([compressed]) + struct.pack(">I", length) + payload


def request_headers(path=SHORT_CALL, **changes):
    """The header list of a call. A change replaces a header, None leaves it
    out; `_` stands for `-`, and a first `_` for `:`."""
    headers = {
        ":method": "POST",
        ":scheme": "http",
        ":path": path,
        ":authority": "localhost",
        "content-type": "application/grpc",
        "te": "trailers",
    }
    for name, value in changes.items():
        name = name.replace("_", ":", 1) if name[0] == "_" else name
        name = name.replace("_", "-")
        headers.pop(name, None)
        if value is not None:
            headers[name] = value
    # Pseudo headers come first.
    return sorted(headers.items(), key=lambda header: header[0][0] != ":")


class Connection:
    """Usable in a with statement. A connection that the other side has refused or
    closed says so by `is_closed`, not by an exception."""

    def __init__(self, address, authority=None, source=SOURCE):
        """`authority`: the certificate to trust; without it, plain text."""
        host, _, port = address.rpartition(":")
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError(f"{address}: hostile peers call loopback alone")
        self.is_closed = False
        self._next_stream = 1
        self._encoder = hpack.Encoder()
        self._received = b""
        self.socket = socket.socket()
        self.socket.settimeout(TIMEOUT_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.bind((source, 0))
        try:
            self.socket.connect((host, int(port)))
            if authority:
                self._encrypt(authority, host)
        except OSError:
            self.close()

    def _encrypt(self, authority, host):
        context = ssl.create_default_context(cafile=authority)
        context.set_alpn_protocols(["h2"])
        self.socket = context.wrap_socket(
            self.socket, server_hostname=host, do_handshake_on_connect=False
        )
        self.socket.do_handshake()

    def send(self, data):
        """Whether all of it went out."""
        if self.is_closed:
            return False
        try:
            self.socket.sendall(data)
        except OSError:
            self.is_closed = True
        return not self.is_closed

    def greet(self, settings=b""):
        return self.send(PREFACE + frame(SETTINGS, 0, 0, settings))

    def headers(self, headers, flags=END_HEADERS, stream=None):
        """The bytes that open a stream."""
        if stream is None:
            stream = self._next_stream
            self._next_stream += 2
        return frame(HEADERS, flags, stream, self._encoder.encode(headers))

    @property
    def last_stream(self):
        return self._next_stream - 2

    def call(self, headers, body=message(b"")):
        """Sends a whole call."""
        opening = self.headers(headers)
        return self.send(opening + frame(DATA, END_STREAM, self.last_stream, body))

    def receive(self, seconds=TIMEOUT_SECONDS):
        """Some bytes; none when the other side has closed, or says nothing."""
        if self.is_closed:
            return b""
        self.socket.settimeout(seconds)
        try:
            data = self.socket.recv(65536)
        except (socket.timeout, ssl.SSLWantReadError):
            return b""
        except OSError:
            data = b""
        finally:
            self.socket.settimeout(TIMEOUT_SECONDS)
        self.is_closed = not data
        return data

    def frames(self):
        """Frames as (kind, flags, stream, payload) until there are no more."""
        while True:
            while len(self._received) >= 9:
                size = int.from_bytes(self._received[:3], "big")
                if len(self._received) < 9 + size:
                    break
                kind, flags = self._received[3], self._received[4]
                stream = int.from_bytes(self._received[5:9], "big")
                payload = self._received[9 : 9 + size]
                self._received = self._received[9 + size :]
                yield kind, flags, stream, payload
            data = self.receive()
            if not data:
                return
            self._received += data

    def trailers(self):
        """Reads to the end of the last stream. Its headers as a dict; None when
        the stream or the connection was closed instead."""
        decoder = hpack.Decoder()
        headers = {}
        for kind, flags, stream, payload in self.frames():
            if kind == HEADERS:
                found = dict(decoder.decode(payload))
                if stream == self.last_stream:
                    headers.update(found)
            if stream == self.last_stream:
                if kind == RST_STREAM:
                    return None
                if kind in (HEADERS, DATA) and flags & END_STREAM:
                    return headers
        return None

    def await_close(self, seconds):
        """Whether the other side closes within the time."""
        while data := self.receive(seconds):
            del data
        return self.is_closed

    def close(self):
        self.is_closed = True
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
