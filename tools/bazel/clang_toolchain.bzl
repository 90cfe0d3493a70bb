"""A second C++ toolchain, for builds that GCC cannot make."""

load("@bazel_tools//tools/cpp:lib_cc_configure.bzl", "get_cpu_value")
load("@bazel_tools//tools/cpp:unix_cc_configure.bzl", "configure_unix_toolchain")

def _clang_toolchain_impl(ctx):
    clang = ctx.path(ctx.attr.path)
    if not clang.exists:
        fail("%s: %s is missing; run tools/setup." % (ctx.name, clang))
    configure_unix_toolchain(ctx, get_cpu_value(ctx), {"gcc": str(clang)})

clang_toolchain = repository_rule(
    doc = "What Bazel finds out by itself about the machine's GCC, for clang.",
    implementation = _clang_toolchain_impl,
    attrs = {
        "path": attr.string(doc = "The compiler.", mandatory = True),
    },
    configure = True,
    local = True,
)
