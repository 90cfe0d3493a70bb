"""All hostile peers, and how much of each there is."""

import dataclasses
import typing

import crowds
import floods
import malformed
import slow


@dataclasses.dataclass(frozen=True)
class Peer:
    """`run(dial, count)` does its worst over connections that `dial(encrypted)`
    makes, `count` times, and ends by itself. `encrypted` is True when not given,
    and means nothing to a plain text port. `brief` is the count in a test, `full`
    that of tools/verify."""

    name: str
    run: typing.Callable
    brief: int
    full: int


PEERS = (
    Peer("trickling preface", slow.preface, 10, 200),
    Peer("trickling TLS greeting", slow.hello, 10, 200),
    Peer("trickling headers", slow.headers, 10, 200),
    Peer("trickling message", slow.body, 10, 200),
    Peer("trickling long messages", slow.long_body, 1_200, 2_000),
    Peer("window of zero", slow.never_reads, 200, 2_000),
    Peer("full sockets", slow.never_receives, 200, 2_000),
    Peer("half-closed sockets", slow.half_closed, 50, 500),
    Peer("vanished peers", crowds.vanished, 50, 500),
    Peer("idle connections", crowds.idle, 1_000, 1_000),
    Peer("silent connections", crowds.silent, 1_000, 1_000),
    Peer("abandoned streams", crowds.abandoned_streams, 1_000, 10_000),
    Peer("idle streams", crowds.idle_streams, 1_200, 2_000),
    Peer("hurried connections", crowds.hurried, 100, 2_000),
    Peer("ping flood", floods.pings, 10_000, 200_000),
    Peer("settings flood", floods.settings, 10_000, 200_000),
    Peer("window update flood", floods.window_updates, 10_000, 200_000),
    Peer("priority flood", floods.priorities, 10_000, 200_000),
    Peer("empty data flood", floods.empty_data, 10_000, 200_000),
    Peer("odd headers", malformed.headers, 1, 20),
    Peer("odd messages", malformed.messages, 1, 20),
    Peer("random bytes", malformed.random_bytes, 20, 200),
    Peer("random frames", malformed.random_frames, 20, 200),
)

# What gRPC 1.51.1 itself does not stand; a proxy has to keep it away.
DEADLY_PEERS = (
    Peer("rapid resets", floods.rapid_resets, 3_000, 30_000),
    Peer("CONTINUATION flood", floods.continuations, 1_000, 4_000),
)
