"""Peers that are many, or open much, and then do nothing with it."""

import contextlib
import socket
import struct
import time

import connection

# Of Linux's tcp.h: a socket in repair mode closes without telling the peer.
TCP_REPAIR = 19

# Connections over which one peer opens its streams.
CONNECTIONS = 20


def idle(dial, count):
    """Connections that greet and then say nothing."""
    with contextlib.ExitStack() as stack:
        for _ in range(count):
            stack.enter_context(dial()).greet()
        time.sleep(1)


def silent(dial, count):
    """Connections that do not even greet."""
    with contextlib.ExitStack() as stack:
        for _ in range(count):
            stack.enter_context(dial())
        time.sleep(1)


def vanished(dial, count):
    """Peers that are gone in the middle of a call, without a word where the
    machine lets us, else with a reset."""
    for _ in range(count):
        with dial() as peer:
            peer.greet()
            if not peer.send(peer.headers(connection.request_headers())):
                continue
            try:
                peer.socket.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
            except OSError:
                linger = struct.pack("ii", 1, 0)
                peer.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    time.sleep(1)


def abandoned_streams(dial, count):
    """Calls that are opened and never go on."""
    with dial() as peer:
        peer.greet()
        headers = connection.request_headers()
        for _ in range(count):
            if not peer.send(peer.headers(headers)):
                break
        time.sleep(1)


@contextlib.contextmanager
def silent_streams(dial, count):
    """Opens streams over many connections, says nothing on them, and stays."""
    headers = connection.request_headers(connection.COACH)
    with contextlib.ExitStack() as stack:
        for _ in range(CONNECTIONS):
            peer = stack.enter_context(dial())
            peer.greet()
            for _ in range(count // CONNECTIONS):
                peer.send(peer.headers(headers))
        yield


def idle_streams(dial, count):
    """Streams that are opened for nothing, for a while."""
    with silent_streams(dial, count):
        time.sleep(1)


def hurried(dial, count):
    """Connections that each make one call and leave before the answer."""
    headers = connection.request_headers()
    for _ in range(count):
        with dial() as peer:
            peer.greet()
            peer.call(headers)
