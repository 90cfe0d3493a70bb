"""A C++ library as files to install: one static archive and its headers."""

load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

# This release of rules_cc has no file to load it from.
# buildifier: disable=native-cc-info
_CcInfo = CcInfo

# Libraries of this tree and those that are compiled with it; all others are
# installed on the machine.
_OWN = ["", "com_google_googleapis"]

_PublicHeadersInfo = provider(
    doc = "The headers of a library and of what it depends on directly.",
    fields = ["headers"],
)

def _public_headers_impl(target, ctx):
    headers = list(target[_CcInfo].compilation_context.direct_public_headers)
    for dep in ctx.rule.attr.deps:
        headers += dep[_CcInfo].compilation_context.direct_public_headers
    return [_PublicHeadersInfo(headers = headers)]

_public_headers = aspect(implementation = _public_headers_impl)

def _is_installed(header):
    # Headers of protocol files are there twice, once by a path that no code uses.
    return (header.owner.workspace_name in _OWN and
            "/_virtual_imports/" not in header.path)

def _install_path(header, roots):
    # The path by which code includes it: without the longest include folder.
    longest = ""
    for root in roots:
        if header.path.startswith(root + "/") and len(root) > len(longest):
            longest = root
    return header.path[len(longest) + 1:] if longest else header.short_path

def _cc_install_impl(ctx):
    info = ctx.attr.library[_CcInfo]
    archives = []
    flags = []
    for linked in info.linking_context.linker_inputs.to_list():
        own = linked.owner.workspace_name in _OWN
        for library in linked.libraries:
            if own and library.static_library:
                archives.append(library.static_library)
        for flag in linked.user_link_flags:
            if flag.startswith("-l"):
                flags.append(flag)

    archive = ctx.actions.declare_file("lib%s.a" % ctx.attr.archive)
    toolchain = find_cpp_toolchain(ctx)
    commands = ["create %s" % archive.path]
    commands += ["addlib %s" % each.path for each in archives]
    script = ctx.actions.declare_file(ctx.label.name + ".mri")
    ctx.actions.write(script, "\n".join(commands + ["save", "end"]) + "\n")
    ctx.actions.run_shell(
        mnemonic = "MergeArchives",
        command = '"$1" -M <"$2"',
        arguments = [toolchain.ar_executable, script.path],
        inputs = depset(archives + [script], transitive = [toolchain.all_files]),
        outputs = [archive],
    )

    libraries = ctx.actions.declare_file(ctx.label.name + ".libraries")
    names = {flag[len("-l"):]: None for flag in flags}
    ctx.actions.write(libraries, "\n".join(sorted(names)) + "\n")

    context = info.compilation_context
    public_headers = list(ctx.attr.library[_PublicHeadersInfo].headers)
    for library in ctx.attr.further_headers:
        public_headers += library[_CcInfo].compilation_context.direct_public_headers
    roots = (context.includes.to_list() + context.quote_includes.to_list() +
             context.system_includes.to_list())
    include = ctx.actions.declare_directory(ctx.label.name + ".include")
    headers = [
        header
        for header in context.headers.to_list()
        if _is_installed(header)
    ]
    args = ctx.actions.args()
    args.add(include.path)
    for header in headers:
        args.add(header)
        args.add(_install_path(header, roots))
    args.use_param_file("%s", use_always = True)
    args.set_param_file_format("multiline")
    ctx.actions.run_shell(
        mnemonic = "CollectHeaders",
        command = """
            {
              read -r folder
              while read -r from && read -r to; do
                install -D -m 644 "$from" "$folder/$to"
              done
            } <"$1"
        """,
        arguments = [args],
        inputs = headers,
        outputs = [include],
    )

    public = ctx.actions.declare_file(ctx.label.name + ".public")
    paths = {
        _install_path(header, roots): None
        for header in public_headers
        if _is_installed(header)
    }
    ctx.actions.write(public, "\n".join(sorted(paths)) + "\n")
    return [DefaultInfo(files = depset([archive, include, libraries, public]))]

cc_install = rule(
    doc = """Files to install for programs that use `library` without Bazel.

libARCHIVE.a holds the objects of the library and of all that is compiled with
it; NAME.include holds their headers, by the paths that code includes; NAME.public
names those that are for its users, one a line: the headers of the library, of its
direct deps and of `further_headers`; and NAME.libraries names the installed
libraries that it is to be linked with, one a line, without -l.""",
    implementation = _cc_install_impl,
    attrs = {
        "archive": attr.string(
            doc = "Name of the archive, without lib and .a.",
            mandatory = True,
        ),
        "further_headers": attr.label_list(
            doc = "Libraries that `library` holds and whose headers are public.",
            providers = [_CcInfo],
        ),
        "library": attr.label(
            mandatory = True,
            aspects = [_public_headers],
            providers = [_CcInfo],
        ),
        "_cc_toolchain": attr.label(
            default = "@bazel_tools//tools/cpp:current_cc_toolchain",
        ),
    },
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)
