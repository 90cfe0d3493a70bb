"""Peers that say what no client would."""

import random

import connection

HEADER_ODDITIES = {
    "no te": {"te": None},
    "te: gzip": {"te": "gzip"},
    "te twice over": {"te": "trailers, deflate;q=0.5"},
    "no scheme": {"_scheme": None},
    "scheme ftp": {"_scheme": "ftp"},
    "empty scheme": {"_scheme": ""},
    "GET": {"_method": "GET"},
    "CONNECT": {"_method": "CONNECT"},
    "no method": {"_method": None},
    "no path": {"_path": None},
    "empty path": {"_path": ""},
    "relative path": {"_path": "knead.v1.LookupService/GetContentInfo"},
    "path upwards": {"_path": "/../etc/passwd"},
    "unknown method": {"_path": "/knead.v1.LookupService/DropTables"},
    "long path": {"_path": "/" + "a" * 7000},
    "path of odd bytes": {"_path": "/%00%ff\x01"},
    "no authority": {"_authority": None},
    "odd authority": {"_authority": "a b\tc"},
    "pseudo header that is none": {"_status": "200"},
    "no content type": {"content_type": None},
    "text": {"content_type": "text/html"},
    "grpc-web": {"content_type": "application/grpc-web"},
    "bad base64": {"x_bin": "!!! not base64 !!!"},
    "truncated base64": {"trace_bin": "A"},
    "long base64": {"trace_bin": "A" * 7000},
    "bad timeout": {"grpc_timeout": "soon"},
    "timeout too long": {"grpc_timeout": "99999999999999999999H"},
    "negative timeout": {"grpc_timeout": "-1S"},
    "unknown encoding": {"grpc_encoding": "brotli"},
    "gzip": {"grpc_encoding": "gzip"},
    "connection": {"connection": "keep-alive"},
    "upgrade": {"upgrade": "websocket"},
    "content length that lies": {"content_length": "4"},
    "upper case": {"X_Upper": "1"},
    "line break": {"x_a": "b\r\nx-c: d"},
    "zero byte": {"x_a": "b\0c"},
    "huge header": {"x_a": "b" * 60_000},
    "many headers": {f"x_{i}": "y" for i in range(2000)},
}

BODY_ODDITIES = {
    "no message": b"",
    "half a prefix": b"\x00\x00",
    "a message shorter than it says": connection.message(b"ab", length=100),
    "a message of 4 GiB": connection.message(b"ab", length=2**32 - 1),
    "a message longer than allowed": connection.message(b"", length=70_000),
    "two messages": connection.message(b"") * 2,
    "a thousand messages": connection.message(b"") * 1000,
    "compressed without an encoding": connection.message(b"ab", compressed=1),
    "a flag that is none": connection.message(b"", compressed=7),
    "not protobuf": connection.message(b"\xff" * 50),
    "a field that never ends": connection.message(b"\x0a\xff\xff\xff\xff\x0f"),
    "deep nesting": connection.message(b"\x0b" * 10_000),
}


def _ask(dial, headers, body):
    with dial() as peer:
        peer.greet()
        peer.call(headers, body)
        return peer.trailers()


def headers(dial, count):
    """Each oddity of headers, over a connection of its own."""
    answers = {}
    for _ in range(count):
        for name, changes in HEADER_ODDITIES.items():
            request = connection.request_headers(**changes)
            answers[name] = _ask(dial, request, connection.message(b""))
    return answers


def messages(dial, count):
    """Each oddity of a message, over a connection of its own."""
    answers = {}
    for _ in range(count):
        for name, body in BODY_ODDITIES.items():
            answers[name] = _ask(dial, connection.request_headers(), body)
    return answers


def random_bytes(dial, count):
    """Bytes that mean nothing, the same ones in each run; every other time
    behind a right preface."""
    source = random.Random(1)
    for i in range(count):
        with dial() as peer:
            if i % 2:
                peer.greet()
            peer.send(source.randbytes(source.randrange(1, 20_000)))
            peer.await_close(0.1)


def random_frames(dial, count):
    """Frames that are well formed by themselves, and mean nothing together."""
    source = random.Random(2)
    for _ in range(count):
        with dial() as peer:
            peer.greet()
            for _ in range(50):
                size = source.choice((0, 4, 5, 6, 8, 100, 20_000))
                peer.send(
                    connection.frame(
                        source.randrange(12),
                        source.randrange(256),
                        source.choice((0, 1, 2, 3, 5, 2**31 - 1)),
                        source.randbytes(size),
                    )
                )
            peer.await_close(0.1)
