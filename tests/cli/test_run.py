# test_run.py - the runner of .test files passes what is right and fails what is not.
import sys
import unittest

import run


class RunTest(unittest.TestCase):
    def passes(self, text):
        self.assertEqual(run.run_test(text, None), [])

    def fails(self, text, *words):
        faults = "\n".join(run.run_test(text, None))
        for word in words or ("line",):
            self.assertIn(word, faults)

    def test_status(self):
        self.passes("$ true\n$ exit 3\n? 3\n")
        self.fails("$ exit 3\n", "status 3, expected 0")
        self.fails("$ true\n? 3\n", "status 0, expected 3")

    def test_output_is_exact(self):
        self.passes("$ echo a; echo b >&2\n> a\n! b\n")
        self.fails("$ echo a\n", "+a")
        self.fails("$ true\n> a\n", "-a")
        self.fails("$ echo a >&2\n> a\n")
        self.fails("$ echo a; echo b\n> a\n", "+b")
        self.passes("$ echo; echo '  x'\n>\n>   x\n")

    def test_stars_and_regexes(self):
        self.passes("$ echo 'took 12 ms'\n> took * ms\n")
        self.fails("$ echo 'took 12 s'\n> took * ms\n")
        self.passes("$ echo 'a*b.c'\n> a\\*b.c\n")
        self.fails("$ echo 'aXbYc'\n> a\\*b.c\n")
        self.passes("$ echo 12\n>~ [0-9]+\n")
        self.fails("$ echo 12x\n>~ [0-9]+\n")

    def test_any_lines(self):
        self.passes("$ seq 5\n> 1\n> ...\n> 5\n")
        self.passes("$ seq 5\n> ...\n> 3\n> ...\n")
        self.passes("$ true\n> ...\n")
        self.fails("$ seq 5\n> 1\n> ...\n> 4\n")
        self.fails("$ seq 5\n> ...\n> 9\n> ...\n")

    def test_each_test_has_a_folder_of_its_own(self):
        self.passes("$ touch left-behind; ls\n> left-behind\n")
        self.passes("$ ls\n")

    def test_later_steps_see_earlier_ones(self):
        self.passes("$ cat > a <<'X'\n| one\n|   two\n| X\n$ cat a\n> one\n>   two\n")

    def test_json(self):
        self.passes("$ echo '{\"a\": [1, 2]}' > x.json; json x.json 'd[\"a\"][1]' 'len(d)'\n> 2\n> 1\n")
        self.passes("$ echo '{\"a\": 1}' > x.jsonl; json x.jsonl 'd[0][\"a\"]'\n> 1\n")

    def test_bad_tests(self):
        for text in ("", "> a\n", "$ true\nwhat\n", "@ no-such-fixture\n$ true\n"):
            with self.assertRaises(run.BadTest):
                run.run_test(text, None)


if __name__ == "__main__":
    sys.exit(unittest.main())
