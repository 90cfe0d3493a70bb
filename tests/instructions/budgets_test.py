#!/usr/bin/python3
"""Tests how what was counted is judged."""

import os
import sys
import tempfile
import unittest

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, FOLDER)

# pylint: disable=wrong-import-position
import budgets


class BudgetsTest(unittest.TestCase):
    def judge(self, took, budget=1000):
        return budgets.judge("Get", took, budget)

    def test_what_is_near_the_budget_is_kept(self):
        for took in (950, 1000, 1050):
            kept, words = self.judge(took)
            self.assertTrue(kept)
            self.assertNotIn(budgets.RECORD, words)

    def test_what_is_above_fails_and_says_what_to_do(self):
        kept, words = self.judge(1051)
        self.assertFalse(kept)
        for part in ("Get", "1,051", "1,000", "+5.1%", budgets.RECORD):
            self.assertIn(part, words)

    def test_what_is_far_below_asks_for_a_lower_budget(self):
        kept, words = self.judge(949)
        self.assertTrue(kept)
        self.assertIn(f"lower the budget with {budgets.RECORD}", words)

    def test_calls_and_budgets_are_the_same(self):
        found = list(budgets.verdicts({"Get": 1, "New": 2}, {"Get": 1, "Old": 3}))
        self.assertEqual([kept for kept, _ in found], [True, False, False])
        self.assertIn("New", found[1][1])
        self.assertIn("Old", found[2][1])

    def test_what_is_recorded_is_read_again(self):
        counts = {"Get, full view": 8232, "Search": 3150000}
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "budgets.tsv")
            budgets.write(path, counts)
            self.assertEqual(budgets.read(path), counts)

    def test_the_file_is_as_it_is_recorded(self):
        path = os.path.join(FOLDER, "budgets.tsv")
        with tempfile.TemporaryDirectory() as folder:
            again = os.path.join(folder, "budgets.tsv")
            budgets.write(again, budgets.read(path))
            with open(path, encoding="utf-8") as old, open(
                again, encoding="utf-8"
            ) as new:
                self.assertEqual(new.read(), old.read())


if __name__ == "__main__":
    unittest.main()
