"""Peers that take their time: bytes trickle, or are never taken in."""

import contextlib
import socket
import time

import connection

# Between two bytes that trickle.
PAUSE_SECONDS = 0.05

# Connections of one slow peer.
CONNECTIONS = 20

# What there is at first of a long request, more than a proxy waits for; how long
# its message claims to be, as long as a server takes.
FIRST_BYTES = 18_000
CLAIMED_BYTES = 60_000
# A frame of HTTP/2 holds as much unless it was agreed otherwise.
FRAME_BYTES = 16_384
# Bytes of each that come later.
LATE_BYTES = 20


def _trickle(dial, opening, data, count, encrypted=True):
    """Sends the opening, and then `count` of the bytes one by one, over many
    connections side by side."""
    with contextlib.ExitStack() as stack:
        peers = [
            stack.enter_context(dial(encrypted=encrypted)) for _ in range(CONNECTIONS)
        ]
        for peer in peers:
            peer.send(opening)
        for i in range(min(count, len(data))):
            for peer in peers:
                peer.send(data[i : i + 1])
            time.sleep(PAUSE_SECONDS)


def preface(dial, count):
    """The preface, byte by byte."""
    _trickle(dial, b"", connection.PREFACE * 100, count)


def headers(dial, count):
    """The headers of a call, byte by byte, without an end."""
    opening = connection.PREFACE + connection.frame(connection.SETTINGS, 0, 0)
    size = 8000
    block = connection.frame(connection.HEADERS, 0, 1, bytes(size))[:9]
    _trickle(dial, opening + block, b"\x00\x01a\x01b" * (size // 5), count)


def body(dial, count):
    """The message of a call, byte by byte, without an end."""
    with dial() as model:
        call = model.headers(connection.request_headers())
    opening = connection.PREFACE + connection.frame(connection.SETTINGS, 0, 0) + call
    size = 8000
    data = connection.frame(connection.DATA, 0, 1, connection.message(bytes(size)))
    _trickle(dial, opening, data, count)


@contextlib.contextmanager
def unfinished_requests(dial, count):
    """Makes calls whose requests have come so far that they are passed on, and
    stays. Gives a function that sends the next byte of each."""
    headers_of_call = connection.request_headers(connection.ASSESS)
    first = connection.message(bytes(FIRST_BYTES), length=CLAIMED_BYTES)
    with contextlib.ExitStack() as stack:
        calls = []
        for _ in range(CONNECTIONS):
            peer = stack.enter_context(dial())
            peer.greet()
            for _ in range(count // CONNECTIONS):
                peer.send(peer.headers(headers_of_call))
                calls.append((peer, peer.last_stream))
        for peer, stream in calls:
            for i in range(0, len(first), FRAME_BYTES):
                part = first[i : i + FRAME_BYTES]
                peer.send(connection.frame(connection.DATA, 0, stream, part))

        def send_next():
            for peer, stream in calls:
                peer.send(connection.frame(connection.DATA, 0, stream, b"\0"))

        yield send_next


def long_body(dial, count):
    """Long messages of many calls: a good part at once, the rest byte by byte."""
    with unfinished_requests(dial, count) as send_next:
        for _ in range(LATE_BYTES):
            send_next()
            time.sleep(PAUSE_SECONDS)


def hello(dial, count):
    """A TLS greeting that says how long it is, byte by byte. To a plain text
    port it is mere nonsense."""
    greeting = b"\x16\x03\x01\x20\x00\x01\x00\x1f\xfc" + bytes(8000)
    _trickle(dial, b"", greeting, count, encrypted=False)


@contextlib.contextmanager
def unread_answers(dial, count):
    """Asks for long lists, gives no window to send them, and stays."""
    closed = connection.setting(connection.SETTINGS_INITIAL_WINDOW_SIZE, 0)
    headers_of_list = connection.request_headers(connection.LONG_LIST)
    request = connection.message(connection.LONG_LIST_REQUEST)
    with contextlib.ExitStack() as stack:
        for _ in range(CONNECTIONS):
            peer = stack.enter_context(dial())
            peer.greet(closed)
            for _ in range(count // CONNECTIONS):
                peer.call(headers_of_list, request)
        yield


def never_reads(dial, count):
    """Leaves answers unread for a while."""
    with unread_answers(dial, count):
        time.sleep(1)


def never_receives(dial, count):
    """Asks for long lists, gives all the window there is, and takes in nothing,
    so that the sockets fill up."""
    opened = connection.setting(connection.SETTINGS_INITIAL_WINDOW_SIZE, 2**31 - 1)
    headers_of_list = connection.request_headers(connection.LONG_LIST)
    request = connection.message(connection.LONG_LIST_REQUEST)
    with contextlib.ExitStack() as stack:
        for _ in range(CONNECTIONS):
            peer = stack.enter_context(dial())
            peer.greet(opened)
            peer.send(
                connection.frame(
                    connection.WINDOW_UPDATE, 0, 0, (2**30).to_bytes(4, "big")
                )
            )
            for _ in range(count // CONNECTIONS):
                peer.call(headers_of_list, request)
        time.sleep(1)


def half_closed(dial, count):
    """Calls, says that nothing will follow, and stays without reading."""
    with contextlib.ExitStack() as stack:
        for _ in range(count):
            peer = stack.enter_context(dial())
            peer.greet()
            peer.call(connection.request_headers())
            try:
                peer.socket.shutdown(socket.SHUT_WR)
            except OSError:
                peer.is_closed = True
        time.sleep(1)
