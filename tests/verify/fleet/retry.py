"""How clients of these runs try calls again."""


def method_configs(codes):
    """Of a service config: every method is tried again on these codes."""
    return [
        {
            "name": [{}],
            "retryPolicy": {
                "maxAttempts": 4,
                "initialBackoff": "0.01s",
                "maxBackoff": "1s",
                "backoffMultiplier": 2,
                "retryableStatusCodes": codes,
            },
        }
    ]
