"""Short versions of what tools/verify measures, as tests."""

def verify_test(name, data = []):
    """Runs NAME.py with a fleet and the server at hand.

    Args:
      name: the name of the test and of its program.
      data: what the program imports or reads besides the fleet.
    """

    # buildifier: disable=native-sh-test
    native.sh_test(
        name = name,
        size = "large",
        srcs = [name + ".py"],
        data = [
            "//service/server:knead-server",
            "//tests/interop:descriptors",
            "//tests/verify/fleet",
        ] + data,
        env = {
            "KNEAD_DESCRIPTORS": "$(rootpath //tests/interop:descriptors)",
            "PYTHONDONTWRITEBYTECODE": "1",
            "SERVER": "$(rootpath //service/server:knead-server)",
        },
    )
