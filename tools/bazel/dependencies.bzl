"""The external repositories of this workspace, for it and for those that use it.

Every one stands under its canonical name and holds the target names of the
library's own Bazel build, but its code comes from the machine: from Debian's
packages and, for Google's API protocol files, from npm. tools/setup installs
both.
"""

load(":abseil.bzl", "ABSEIL_TARGETS")
load(":clang_toolchain.bzl", "clang_toolchain")
load(":googleapis_repository.bzl", "googleapis_repository")
load(":patched_repository.bzl", "patched_repository")
load(":pkg_config.bzl", "pkg_config_repository")
load(":stub_repository.bzl", "stub_repository")

# buildifier: disable=unnamed-macro
def knead_dependencies():
    """Declares all of them. Call it once, from a WORKSPACE file."""

    # This release of the rules loads a function that Debian's Bazel does not have.
    patched_repository(
        name = "rules_cc",
        files = [
            "cc/private/rules_impl/cc_flags_supplier.bzl",
            "cc/private/rules_impl/compiler_flag.bzl",
        ],
        path = "/usr/share/bazel/rules/cc",
        replacements = {
            ', "use_cpp_toolchain"': "",
            "use_cpp_toolchain()": '["@bazel_tools//tools/cpp:toolchain_type"]',
        },
    )

    native.local_repository(
        name = "rules_proto",
        path = "/usr/share/bazel/rules/proto",
    )

    native.local_repository(
        name = "rules_java",
        path = "/usr/share/bazel/rules/java",
    )

    native.local_repository(
        name = "bazel_skylib",
        path = "/usr/share/bazel/tools/skylib",
    )

    native.local_repository(
        name = "platforms",
        path = "/usr/share/bazel/platforms",
    )

    # Every cc_test asks for it, though only `bazel coverage` uses it.
    stub_repository(
        name = "remote_coverage_tools",
        targets = ["coverage_report_generator"],
    )

    # For --config=fuzz: libFuzzer comes with clang.
    clang_toolchain(
        name = "clang",
        path = "/usr/bin/clang-14",
    )

    pkg_config_repository(
        name = "com_google_absl",
        has_archives = True,
        targets = ABSEIL_TARGETS,
    )

    pkg_config_repository(
        name = "com_google_protobuf",
        has_archives = True,
        extra = Label("//tools/bazel/system:protobuf.BUILD"),
        links = {"/usr/include/google/protobuf": "src/google/protobuf"},
        targets = {
            "//:protobuf": ["protobuf"],
            "//:protobuf_lite": ["protobuf-lite"],
        },
        tools = {"/usr/bin/protoc": "//:protoc"},
    )

    pkg_config_repository(
        name = "com_github_grpc_grpc",
        has_archives = True,
        extra = Label("//tools/bazel/system:grpc.BUILD"),
        files = {
            Label("//tools/bazel/system:grpc_health.BUILD"): "src/proto/grpc/health/v1/BUILD.bazel",
            Label("//tools/npm:node_modules/grpc-health-check/proto/health/v1/health.proto"): "src/proto/grpc/health/v1/health.proto",
        },
        targets = {
            "//:grpc": ["grpc"],
            "//:grpc++": [
                "grpc++",
                "protobuf",
            ],
        },
        tools = {"/usr/bin/grpc_cpp_plugin": "//src/compiler:grpc_cpp_plugin"},
    )

    googleapis_repository(
        name = "com_google_googleapis",
        build_files = {
            Label("//tools/bazel/system:google_api.BUILD"): "google/api/BUILD.bazel",
            Label("//tools/bazel/system:google_rpc.BUILD"): "google/rpc/BUILD.bazel",
        },
        lock_file = Label("//tools/npm:package-lock.json"),
    )

    pkg_config_repository(
        name = "com_google_googletest",
        targets = {
            "//:gtest": ["gmock"],
            "//:gtest_main": ["gmock_main"],
        },
    )

    pkg_config_repository(
        name = "com_github_google_benchmark",
        extra = Label("//tools/bazel/system:benchmark.BUILD"),
        targets = {"//:benchmark": ["benchmark"]},
    )

    pkg_config_repository(
        name = "com_github_gabime_spdlog",
        targets = {"//:spdlog": ["spdlog"]},
    )

    pkg_config_repository(
        name = "com_github_cliutils_cli11",
        targets = {"//:cli11": ["CLI11"]},
    )

    pkg_config_repository(
        name = "openssl",
        has_archives = True,
        targets = {
            "//:crypto": ["libcrypto"],
            "//:ssl": ["libssl"],
        },
    )

    pkg_config_repository(
        name = "com_github_jupp0r_prometheus_cpp",
        targets = {"//core:core": ["prometheus-cpp-core"]},
    )

    pkg_config_repository(
        name = "libmicrohttpd",
        targets = {"//:microhttpd": ["libmicrohttpd"]},
    )

    # A client of HTTP, for tests.
    pkg_config_repository(
        name = "com_github_yhirose_cpp_httplib",
        targets = {"//:httplib": ["cpp-httplib"]},
    )

    pkg_config_repository(
        name = "pugixml",
        targets = {"//:pugixml": ["pugixml"]},
    )

    pkg_config_repository(
        name = "xapian",
        targets = {"//:xapian": ["xapian-core"]},
    )

    pkg_config_repository(
        name = "libsystemd",
        targets = {"//:systemd": ["libsystemd"]},
    )

    # Its pkg-config module asks for less of the system's headers than C++ does.
    pkg_config_repository(
        name = "ncurses",
        extra = Label("//tools/bazel/system:ncurses.BUILD"),
        targets = {},
    )

    # Has no pkg-config module.
    pkg_config_repository(
        name = "libunistring",
        extra = Label("//tools/bazel/system:unistring.BUILD"),
        targets = {},
    )

    # Has no pkg-config module.
    pkg_config_repository(
        name = "roaring",
        extra = Label("//tools/bazel/system:roaring.BUILD"),
        targets = {},
    )

    # Has no pkg-config module.
    pkg_config_repository(
        name = "snowball",
        extra = Label("//tools/bazel/system:stemmer.BUILD"),
        targets = {},
    )

    # Its pkg-config module is for those who write a tool of their own.
    pkg_config_repository(
        name = "valgrind",
        extra = Label("//tools/bazel/system:valgrind.BUILD"),
        targets = {},
    )
