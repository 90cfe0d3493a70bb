"""Tests of what can be seen of a server process."""

def monitoring_test(name):
    """Runs `name`.py with a knead-server, a proxy and what operators are given.

    Args:
      name: the name of the test, and of its program.
    """

    # buildifier: disable=native-sh-test
    native.sh_test(
        name = name,
        size = "medium",
        srcs = [name + ".py"],
        data = [
            "knead_server.py",
            "//docs:operations.md",
            "//docs/operations/grafana:dashboard.json",
            "//docs/operations/prometheus:alerts.yml",
            "//docs/operations/prometheus:alerts_test.yml",
            "//docs/operations/prometheus:prometheus.yml",
            "//service/server:knead-server",
            "//tests/support:make_secrets",
            "//tests/verify/fleet",
        ],
        env = {
            "MAKE_SECRETS": "$(rootpath //tests/support:make_secrets)",
            "PYTHONDONTWRITEBYTECODE": "1",
            "SERVER": "$(rootpath //service/server:knead-server)",
        },
    )
