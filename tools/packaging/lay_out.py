#!/usr/bin/python3
"""Lays out what Bazel built as the Debian packages have it.

usage: lay_out.py TREE BAZEL_BIN FOLDER

FOLDER/files/{server,knead,client} get the files of the three packages by their
places on a machine, and FOLDER/files the manual pages and the examples, which
debhelper puts in place.
"""

import pathlib
import re
import shutil
import subprocess
import sys

# What other languages start from.
PROTOCOL = "knead/v1/*.proto"

PKG_CONFIG_FILE = """\
includedir=/usr/include/knead-client
libdir=/usr/lib/{triplet}
protodir=/usr/share/knead/proto

Name: knead-client
Description: Client library of the Knead service
Version: {version}
Requires: {requires}
# The whole of it: descriptors of services register themselves, and nothing that a
# linker sees asks for them.
Libs: -L${{libdir}} -Wl,--whole-archive -lknead-client -Wl,--no-whole-archive
Cflags: -I${{includedir}}
"""


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def put(source, target, mode=0o644):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)


def closure(roots, pattern, find):
    """The roots and all that they name by `pattern`, as far as `find` has it."""
    found = {}
    todo = list(roots)
    while todo:
        name = todo.pop()
        path = find(name)
        if name in found or path is None:
            continue
        found[name] = path
        todo += re.findall(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
    return found


def file_in(*folders):
    def find(name):
        for folder in folders:
            if (folder / name).is_file():
                return folder / name
        return None

    return find


def lay_out_server(tree, built, files):
    put(built / "service/server/knead-server", files / "server/usr/bin/knead-server", 0o755)
    put(built / "service/server/manual/knead-server.8", files / "knead-server.8")
    units = tree / "service/server/systemd"
    put(units / "knead-server.service", files.parent / "debian/knead-server.service")
    put(tree / "docs/operations.md", files / "operations.md")
    examples = files / "operations"
    shutil.copytree(
        tree / "docs/operations", examples, ignore=shutil.ignore_patterns("BUILD.bazel")
    )
    for drop_in in units.glob("*.conf"):
        put(drop_in, examples / "systemd" / drop_in.name)


def lay_out_knead(built, files):
    put(built / "client/cli/knead", files / "knead/usr/bin/knead", 0o755)
    put(built / "client/cli/manual/knead.1", files / "knead.1")
    share = files / "knead/usr/share"
    scripts = built / "client/cli/completion"
    put(scripts / "knead.bash", share / "bash-completion/completions/knead")
    put(scripts / "knead.zsh", share / "zsh/vendor-completions/_knead")
    put(scripts / "knead.fish", share / "fish/vendor_completions.d/knead.fish")


def required_modules(libraries):
    """The pkg-config modules of these libraries, less those that others bring."""
    modules = [
        name
        for name in libraries
        if name.startswith("absl_") or name in ("grpc++", "protobuf")
    ]
    brought = {
        module: set(output_of("pkg-config", "--libs-only-l", module).split())
        for module in modules
    }
    return [
        module
        for module in modules
        if not any(
            f"-l{module}" in brought[other] for other in modules if other != module
        )
    ]


def lay_out_client(tree, built, files, version):
    usr = files / "client/usr"
    triplet = output_of("dpkg-architecture", "-qDEB_HOST_MULTIARCH").strip()
    lib = usr / "lib" / triplet
    put(built / "client/libknead-client.a", lib / "libknead-client.a")
    libraries = (built / "client/install.libraries").read_text(encoding="utf-8").split()
    pkg_config = lib / "pkgconfig/knead-client.pc"
    pkg_config.parent.mkdir()
    pkg_config.write_text(
        PKG_CONFIG_FILE.format(
            triplet=triplet,
            version=version,
            requires=", ".join(required_modules(libraries)),
        ),
        encoding="utf-8",
    )

    include = built / "client/install.include"
    # The headers that these include are installed too.
    public = (built / "client/install.public").read_text(encoding="utf-8").split()
    headers = closure(public, r'^#include [<"]([^>"]+)[>"]', file_in(include))
    for name, path in headers.items():
        put(path, usr / "include/knead-client" / name)

    own = tree / "proto"
    protocol = closure(
        [str(path.relative_to(own)) for path in own.glob(PROTOCOL)],
        r'^import "(google/(?:api|rpc)/[^"]+|knead/[^"]+)";',
        file_in(own, tree / "tools/npm/node_modules/google-proto-files"),
    )
    for name, path in protocol.items():
        put(path, usr / "share/knead/proto" / name)


def main():
    tree, built, folder = (pathlib.Path(path) for path in sys.argv[1:])
    files = folder / "files"
    # `knead 1.2.3`
    version = output_of(built / "client/cli/knead", "--version").split()[1]
    lay_out_server(tree, built, files)
    lay_out_knead(built, files)
    lay_out_client(tree, built, files, version)


if __name__ == "__main__":
    main()
