"""The protocol as data, for programs that are not compiled against it."""

load("@rules_proto//proto:defs.bzl", "ProtoInfo")

def _descriptor_set_impl(ctx):
    output = ctx.actions.declare_file(ctx.label.name + ".binpb")
    sets = depset(transitive = [
        dep[ProtoInfo].transitive_descriptor_sets
        for dep in ctx.attr.deps
    ])

    # Messages one behind the other are the message with all their entries.
    args = ctx.actions.args()
    args.add(output)
    args.add_all(sets)
    ctx.actions.run_shell(
        mnemonic = "DescriptorSet",
        command = 'cat -- "${@:2}" >"$1"',
        arguments = [args],
        inputs = sets,
        outputs = [output],
    )
    return [DefaultInfo(
        files = depset([output]),
        runfiles = ctx.runfiles(files = [output]),
    )]

descriptor_set = rule(
    doc = """A FileDescriptorSet with the files of `deps` and of all that they
import, in no particular order: NAME.binpb.""",
    implementation = _descriptor_set_impl,
    attrs = {
        "deps": attr.label_list(
            doc = "proto_library targets.",
            mandatory = True,
            providers = [ProtoInfo],
        ),
    },
)
