"""Fuzz targets that are tests of their corpus in every other build."""

load("@rules_cc//cc:defs.bzl", "cc_test")

def cc_fuzz_test(name, srcs, deps = [], corpus = [], data = [], **kwargs):
    """A libFuzzer target: a source that defines LLVMFuzzerTestOneInput.

    `bazel test` runs it once on each file of the corpus, with any compiler and
    sanitizer. To fuzz, build it with --config=fuzz and run the program:

        bazel build --config=fuzz //tests/fuzz:foo_fuzz_test
        bazel-bin/tests/fuzz/foo_fuzz_test -max_total_time=60 CORPUS_FOLDER

    Args:
      name: the name of the cc_test.
      srcs: the sources.
      deps: what they use.
      corpus: files, each one input.
      data: other files that it reads.
      **kwargs: further attributes of the cc_test.
    """
    cc_test(
        name = name,
        srcs = srcs,
        args = ["$(locations %s)" % file for file in corpus],
        data = corpus + data,
        linkopts = select({
            "//tools/bazel:fuzz": ["-fsanitize=fuzzer"],
            "//conditions:default": [],
        }),
        deps = deps + select({
            "//tools/bazel:fuzz": [],
            "//conditions:default": ["//tools/bazel:fuzz_replay"],
        }),
        **kwargs
    )
