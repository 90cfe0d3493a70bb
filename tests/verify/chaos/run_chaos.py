"""Chaos under load, for one seed."""

import contextlib
import os
import shutil
import tempfile

import chaos
from fleet import cluster
from fleet import corpus
from fleet import load
from fleet import replica
from fleet import sdk_load

# The replica whose log goes to a full disk.
WITHOUT_LOG = 0


def learn(binary, revisions):
    """The corpus with the answers of each content."""
    with contextlib.ExitStack() as stack:
        return corpus.learn(
            [
                [
                    stack.enter_context(
                        replica.Replica(binary, "--content", revision)
                    ).address
                    for _ in range(2)
                ]
                for revision in revisions
            ]
        )


def run(binary, seed, revisions, calls, behind_proxy, sdk_program=None):
    """What the callers met: for each event its name, the report of load.Load and
    that of sdk_load.SdkLoad, or None without its program."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        content_file = os.path.join(folder, "content.binpb")
        shutil.copyfile(revisions[0], content_file)
        logs = [
            stack.enter_context(
                open(chaos.FULL_DISK if i == WITHOUT_LOG else os.devnull, "wb")
            )
            for i in range(3)
        ]
        replicas = stack.enter_context(
            cluster.Cluster(
                binary,
                folder,
                "--content",
                content_file,
                behind_proxy=behind_proxy,
                logs=logs,
            )
        )
        disorder = chaos.Chaos(seed, replicas, content_file, revisions)
        callers = stack.enter_context(
            load.Load(folder, calls.comparable(), replicas.target, replicas.authority)
        )
        reports = []
        for event in disorder.schedule():
            sdk = sdk_program and sdk_load.SdkLoad(
                sdk_program, replicas.targets, replicas.authority
            )
            with sdk or contextlib.nullcontext():
                event()
                disorder.pause()
            reports.append((event.__name__, callers.report(), sdk and sdk.report))
        return reports
