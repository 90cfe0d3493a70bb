"""File descriptors of this process and those that it starts."""

import resource


def raise_limit():
    """Allows as many as the machine lets us, since a crowd of connections needs
    more than is usual."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
