"""Repositories made of libraries that are installed on the machine."""

_HEADER = """load("@rules_cc//cc:defs.bzl", "cc_library")

package(default_visibility = ["//visibility:public"])

"""

_EXPORT = """exports_files(["%s"])
"""

def _flags(ctx, modules, kind):
    result = ctx.execute(["/usr/bin/pkg-config", kind] + modules)
    if result.return_code:
        fail("%s: pkg-config knows no %s; run tools/setup.\n%s" %
             (ctx.name, " ".join(modules), result.stderr))
    return [flag for flag in result.stdout.split(" ") if flag.strip()]

def _unique(items):
    # The last mention stays, which is what a static archive's user needs.
    return reversed({item: None for item in reversed(items)}.keys())

# The C library's own stay shared.
_SHARED = ["-lc", "-ldl", "-lm", "-lpthread", "-lrt", "-latomic"]

def _archives(ctx, folder, modules):
    """The libraries and all that they need, as archives where there is one."""
    libraries = []
    for flag in _unique(_flags(ctx, modules + ["--static"], "--libs")):
        flag = flag.strip()
        archive = "lib%s.a" % flag[2:]
        if not flag.startswith("-l"):
            continue
        if flag not in _SHARED and ctx.path(folder + archive).exists:
            flag = "-l:" + archive
        libraries.append(flag)
    return libraries

def _target(ctx, name, modules):
    libraries = _unique([
        flag.strip()
        for flag in _flags(ctx, modules, "--libs")
        if flag.startswith("-l")
    ])
    defines = _unique([
        flag.strip()[2:]
        for flag in _flags(ctx, modules, "--cflags")
        if flag.startswith("-D") and flag.strip() != "-DNOMINMAX"
    ])

    # An archive's user names all that it needs, the rest can go. A library that
    # is shared names nothing: a program that only it sends to gRPC would be
    # linked without.
    options = "[]"
    if libraries:
        as_needed = ["-Wl,--push-state,--as-needed"] + libraries + [
            "-Wl,--pop-state",
            "-pthread",
        ]
        statically = as_needed
        if ctx.attr.has_archives:
            triplet = ctx.execute(["/usr/bin/gcc", "-print-multiarch"])
            folder = "/usr/lib/%s/" % triplet.stdout.strip()
            statically = _archives(ctx, folder, modules) + ["-pthread"]
        options = "select({%r: %r, %r: %r, %r: %r})" % (
            "@knead//tools/bazel:links_statically",
            statically,
            "@knead//tools/bazel:links_archives",
            as_needed,
            "//conditions:default",
            libraries + ["-pthread"],
        )
    return "cc_library(name = %r, defines = %r, linkopts = %s)\n" % (
        name,
        defines,
        options,
    )

def _pkg_config_repository_impl(ctx):
    packages = {"": ""} if ctx.attr.extra else {}
    for label, modules in ctx.attr.targets.items():
        package, name = label[2:].split(":")
        target = _target(ctx, name, modules)
        packages[package] = packages.get(package, "") + target

    for path, label in ctx.attr.tools.items():
        package, name = label[2:].split(":")
        packages[package] = packages.get(package, "") + _EXPORT % name
        ctx.symlink(path, (package + "/" + name).lstrip("/"))
    for path, target in ctx.attr.links.items():
        ctx.symlink(path, target)
    for label, target in ctx.attr.files.items():
        ctx.symlink(label, target)

    for package, targets in packages.items():
        header = _HEADER
        if ctx.attr.extra and not package:
            header = ctx.read(ctx.attr.extra)
        ctx.file((package + "/BUILD.bazel").lstrip("/"), header + targets)

pkg_config_repository = repository_rule(
    doc = """Targets that link installed shared libraries.

The headers stand in the compiler's own search path, so a target carries link
options and definitions only. Target names are those of the library's own Bazel
build, so the real sources can take the repository's place.""",
    implementation = _pkg_config_repository_impl,
    attrs = {
        "extra": attr.label(
            doc = "Beginning of the root package's BUILD file, in place of " +
                  "the usual one; loads cc_library.",
            allow_single_file = True,
        ),
        "has_archives": attr.bool(
            doc = "Whether --config=static links the archives of the library " +
                  "and of what it needs.",
        ),
        "files": attr.label_keyed_string_dict(
            doc = "File of the workspace to the path it gets in the repository.",
            allow_files = True,
        ),
        "links": attr.string_dict(
            doc = "Absolute path to the path it gets in the repository.",
        ),
        "tools": attr.string_dict(
            doc = "Absolute path of a program to its target (//package:name).",
        ),
        "targets": attr.string_list_dict(
            doc = "Target (//package:name) to its pkg-config modules.",
            mandatory = True,
        ),
    },
    local = True,
)
