"""Rounds in the order A B B A, so that what changes on the machine meanwhile
falls on both alike."""

import statistics

ROUNDS = 5

# Two measurements of the same must not differ by more than this.
MOST_DIFFERENCE = 0.05


class Comparison:
    """What `subject` and `other` cost, each a load.Load."""

    def __init__(self, subject, other, rounds=ROUNDS):
        self.subject, self.other = subject.server.name, other.server.name
        subject.check()
        other.check()
        # Neither counts: what is made at the first calls.
        subject.measure()
        other.measure()
        self.subject_costs, self.other_costs = [], []
        for _ in range(rounds):
            self.subject_costs.append(subject.measure())
            self.other_costs.append(other.measure())
            self.other_costs.append(other.measure())
            self.subject_costs.append(subject.measure())

    @property
    def ratio(self):
        return statistics.median(self.subject_costs) / statistics.median(
            self.other_costs
        )

    def differs(self):
        """For two servers of one kind: whether the run says nothing."""
        return abs(self.ratio - 1) > MOST_DIFFERENCE


def described(costs):
    """The median of some costs, and their range."""
    return f"{statistics.median(costs):.1f} ({min(costs):.1f}-{max(costs):.1f})"
