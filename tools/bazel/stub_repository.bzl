"""A repository that Bazel asks for and this build has no use for."""

def _stub_repository_impl(ctx):
    ctx.file("BUILD.bazel", "".join([
        'filegroup(name = "%s", visibility = ["//visibility:public"])\n' % name
        for name in ctx.attr.targets
    ]))

stub_repository = repository_rule(
    doc = "A repository of empty file groups.",
    implementation = _stub_repository_impl,
    attrs = {"targets": attr.string_list(mandatory = True)},
)
