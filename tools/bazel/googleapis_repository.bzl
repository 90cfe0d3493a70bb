"""Google's API protocol files, from the npm package that ships them."""

def _googleapis_repository_impl(ctx):
    lock = ctx.path(ctx.attr.lock_file)
    root = lock.dirname.get_child("node_modules").get_child("google-proto-files")
    if not root.exists:
        fail("%s: google-proto-files is not installed; run tools/setup." %
             ctx.name)

    for label, path in ctx.attr.build_files.items():
        ctx.symlink(label, path)
        package = path.rpartition("/")[0]
        for file in ctx.path("%s/%s" % (root, package)).readdir():
            if file.basename.endswith(".proto"):
                ctx.symlink(file, package + "/" + file.basename)

googleapis_repository = repository_rule(
    doc = """Links the protocol files of google-proto-files beside BUILD files
of ours, which name the targets as the googleapis repository does.""",
    implementation = _googleapis_repository_impl,
    attrs = {
        "build_files": attr.label_keyed_string_dict(
            doc = "BUILD file to its place in the repository.",
            allow_files = True,
        ),
        "lock_file": attr.label(
            doc = "The npm lock file; node_modules stands beside it.",
            allow_single_file = True,
        ),
    },
    local = True,
)
