"""How many instructions a call may cost."""

# The part of a budget by which a call may miss it. Two runs of one build differ
# by less than 0.1 %, builds that differ elsewhere by up to 1 %, CPUs with and
# without AVX2 by up to 2 %; the rest is room for other releases of the system's
# libraries and for changes that are small.
TOLERANCE = 0.05

# What writes the budgets anew.
RECORD = "tests/instructions/run --record"

_HEADER = (
    "# What a call costs, in instructions. It may take "
    f"{TOLERANCE:.0%} more (TOLERANCE in budgets.py).\n"
    f"# To record what it takes now: {RECORD}\n"
    "# call\tinstructions\n"
)


def read(path):
    """The budget of each call by its name."""
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line[:1] != "#"]
    return {call: int(instructions) for call, instructions in rows}


def write(path, counts):
    """Makes what was counted the budgets."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(_HEADER)
        for call, instructions in counts.items():
            file.write(f"{call}\t{instructions}\n")


def judge(call, took, budget):
    """Whether a call keeps its budget, and that in words."""
    text = f"{call}: {took:,} instructions"
    if budget is None:
        return False, f"{text}, and it has no budget; record it with {RECORD}"
    text += f", budget {budget:,} ({took / budget - 1:+.1%})"
    if took > budget * (1 + TOLERANCE):
        return (
            False,
            f"{text}: too many; if they are worth it, record them with {RECORD}",
        )
    if took < budget * (1 - TOLERANCE):
        return True, f"{text}: far below; lower the budget with {RECORD}"
    return True, text


def verdicts(counts, budgets):
    """Yields (kept, words) for each call that was counted or has a budget."""
    for call, took in counts.items():
        yield judge(call, took, budgets.get(call))
    for call in budgets.keys() - counts.keys():
        yield False, f"{call}: has a budget, and no such call is made"
