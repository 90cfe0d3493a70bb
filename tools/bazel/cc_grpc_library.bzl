"""C++ gRPC stubs for a proto_library."""

load("@rules_cc//cc:defs.bzl", "cc_library")
load("@rules_proto//proto:defs.bzl", "ProtoInfo")

def _grpc_sources_impl(ctx):
    info = ctx.attr.src[ProtoInfo]
    outputs = []
    imports = []
    for source in info.direct_sources:
        path = source.path
        if info.proto_source_root != ".":
            path = path[len(info.proto_source_root) + 1:]
        imports.append(path)
        for ending in [".grpc.pb.h", ".grpc.pb.cc", "_mock.grpc.pb.h"]:
            outputs.append(ctx.actions.declare_file(
                ctx.label.name + "/" + path[:-len(".proto")] + ending,
            ))

    out = "/".join([part for part in [
        ctx.bin_dir.path,
        ctx.label.workspace_root,
        ctx.label.package,
        ctx.label.name,
    ] if part])
    args = ctx.actions.args()
    args.add(ctx.executable._plugin, format = "--plugin=protoc-gen-grpc=%s")
    args.add("--grpc_out=generate_mock_code=true:" + out)
    args.add("--descriptor_set_in")
    args.add_joined(info.transitive_descriptor_sets, join_with = ":")
    args.add_all(imports)
    ctx.actions.run(
        mnemonic = "GrpcCppGenerate",
        executable = ctx.executable._protoc,
        arguments = [args],
        inputs = info.transitive_descriptor_sets,
        tools = [ctx.executable._plugin],
        outputs = outputs,
    )

    return [
        DefaultInfo(files = depset(outputs)),
        OutputGroupInfo(
            headers = depset([f for f in outputs if f.extension == "h"]),
            sources = depset([f for f in outputs if f.extension == "cc"]),
        ),
    ]

_grpc_sources = rule(
    implementation = _grpc_sources_impl,
    attrs = {
        "src": attr.label(mandatory = True, providers = [ProtoInfo]),
        "_plugin": attr.label(
            default = "@com_github_grpc_grpc//src/compiler:grpc_cpp_plugin",
            allow_single_file = True,
            executable = True,
            cfg = "exec",
        ),
        "_protoc": attr.label(
            default = "@com_google_protobuf//:protoc",
            allow_single_file = True,
            executable = True,
            cfg = "exec",
        ),
    },
    output_to_genfiles = False,
)

def cc_grpc_library(name, srcs, deps, **kwargs):
    """C++ gRPC stubs and their mocks, included as "path/of/file.grpc.pb.h".

    The path is the one that other .proto files use to import the file.

    Args:
      name: the name of the cc_library.
      srcs: one proto_library.
      deps: the cc_proto_library of the same messages.
      **kwargs: further attributes of the cc_library.
    """
    if len(srcs) != 1:
        fail("cc_grpc_library takes exactly one proto_library in srcs.")

    generated = name + "_sources"
    _grpc_sources(
        name = generated,
        src = srcs[0],
        visibility = ["//visibility:private"],
    )
    for kind in ["headers", "sources"]:
        native.filegroup(
            name = generated + "_" + kind,
            srcs = [generated],
            output_group = kind,
            visibility = ["//visibility:private"],
        )
    cc_library(
        name = name,
        srcs = [generated + "_sources"],
        hdrs = [generated + "_headers"],
        includes = [generated],
        deps = deps + ["@com_github_grpc_grpc//:grpc++"],
        **kwargs
    )
