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
        self._ratios = []
        for _ in range(rounds):
            first = subject.measure()
            others = [other.measure(), other.measure()]
            subjects = [first, subject.measure()]
            self.subject_costs += subjects
            self.other_costs += others
            self._ratios.append(sum(subjects) / sum(others))

    @property
    def ratio(self):
        """The median over the rounds: within one, the machine is as fast for both."""
        return statistics.median(self._ratios)

    def differs(self):
        """For two servers of one kind: whether the run says nothing."""
        return abs(self.ratio - 1) > MOST_DIFFERENCE


def described(costs):
    """The median of some costs, and their range."""
    return f"{statistics.median(costs):.1f} ({min(costs):.1f}-{max(costs):.1f})"
