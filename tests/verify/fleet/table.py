"""Tables for people, in plain text."""


def print_table(title, header, rows):
    """Columns as wide as their longest cell; the first one flush left."""
    cells = [[str(cell) for cell in row] for row in [header, *rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    print(f"\n{title}\n")
    for row in cells:
        first = row[0].ljust(widths[0])
        rest = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        print("  ".join([first, *rest]).rstrip())


def mebibytes(count):
    return f"{count / 2**20:.1f}"
