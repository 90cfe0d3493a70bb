"""Tests of a client against a server process."""

def client_test(name, program, data = [], env = {}, secure = False):
    """Gives every case to one client, against a knead-server of its own.

    Args:
      name: the name of the test.
      program: the client, as README.md describes it.
      data: what the client needs of the tree.
      env: environment variables of the client.
      secure: over TLS with a token, which everything else is refused without.
    """
    client = "clients/" + program
    variables = {
        "KNEAD_DESCRIPTORS": "$(rootpath :descriptors)",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    variables.update(env)

    # buildifier: disable=native-sh-test
    native.sh_test(
        name = name,
        size = "medium",
        srcs = ["//tests/support:with_server"],
        args = ([
            "--secure",
            "$(rootpath //tests/support:make_secrets)",
        ] if secure else []) + [
            "$(rootpath //service/server:knead-server)",
            "--reflection",
            "--",
            "/usr/bin/python3",
            "$(rootpath run_cases.py)",
            "$(rootpath %s)" % client,
            native.package_name() + "/cases",
        ],
        data = depset([
            client,
            "clients/python_client.py",
            "run_cases.py",
            ":cases",
            ":descriptors",
            "//service/server:knead-server",
        ] + (["//tests/support:make_secrets"] if secure else []) + data).to_list(),
        env = variables,
    )
