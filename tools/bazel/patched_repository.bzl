"""A repository on the machine with some text of its files replaced."""

def _patched_repository_impl(ctx):
    root = ctx.path(ctx.attr.path)
    if not root.exists:
        fail("%s: %s is missing; run tools/setup." % (ctx.name, root))

    # Copied, not linked: the patched files stand in the middle of the tree.
    result = ctx.execute(["cp", "-R", str(root) + "/.", "."])
    if result.return_code:
        fail("%s: copying %s failed: %s" % (ctx.name, root, result.stderr))

    for path in ctx.attr.files:
        text = ctx.read(path)
        for old, new in ctx.attr.replacements.items():
            text = text.replace(old, new)
        ctx.file(path, text)

patched_repository = repository_rule(
    doc = "Copies a folder of the machine and replaces text in some files.",
    implementation = _patched_repository_impl,
    attrs = {
        "files": attr.string_list(doc = "Files to change, from the root."),
        "path": attr.string(doc = "The folder to copy.", mandatory = True),
        "replacements": attr.string_dict(doc = "Old text to new text."),
    },
    local = True,
)
