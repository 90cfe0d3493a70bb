"""Tests that call a server as no client should."""

def hostile_test(name, size):
    """Runs NAME.py with hostile peers, a fleet and the server at hand.

    Args:
      name: the name of the test and of its program.
      size: how long it may take.
    """

    # buildifier: disable=native-sh-test
    native.sh_test(
        name = name,
        size = size,
        srcs = [name + ".py"],
        data = [
            ":peers",
            "//service/server:knead-server",
            "//tests/verify/fleet",
        ],
        env = {
            "PYTHONDONTWRITEBYTECODE": "1",
            "SERVER": "$(rootpath //service/server:knead-server)",
        },
    )
