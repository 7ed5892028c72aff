# test_house.py - each house rule finds what breaks it, and nothing in a tree that keeps it.
import pathlib
import sys
import tempfile
import unittest

import ctext
import house

HEADER = "/* {0}.h - the {0} room. */\n#ifndef CT_{0}\n#define CT_{0}\n#endif\n"
GOOD = {
    "src/cartouche.h": HEADER.format("cartouche"),
    "src/base/base.h": HEADER.format("base"),
    "src/base/arena.c": '/* arena.c - memory. */\n#include "base.h"\n#include <stdlib.h>\n',
    "src/geom/geom.h": HEADER.format("geom") + '#include "../base/base.h"\n',
    "src/geom/clip.c": '/* clip.c - cut. */\n#include "geom.h"\nint ct_clip(int a) {\n    return a;\n}\n',
    "tests/unit/test_arena.c": "/* test_arena.c - memory. */\nvoid t(void) { assert_true(1); }\n",
    "tests/unit/test_clip.c": "/* test_clip.c - cutting. */\nvoid t(void) { assert_true(1); }\n",
}


class HouseTest(unittest.TestCase):
    def findings(self, check, **changes):
        """The findings of one check on the good tree with some files added or changed."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**GOOD, **changes.get("files", {})}.items():
                path = pathlib.Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            found = house.House(folder)
            house.CHECKS[check](found)
            return found.findings

    def expect(self, check, name, text, *words):
        findings = self.findings(check, files={name: text})
        self.assertEqual(len(findings), 1, findings)
        for word in words:
            self.assertIn(word, findings[0])

    def test_the_good_tree_has_no_findings(self):
        for check in house.CHECKS:
            self.assertEqual(self.findings(check), [], check)

    def test_a_room_may_not_include_one_above_it(self):
        self.expect("includes", "src/base/date.c", '/* date.c - days. */\n#include "../geom/geom.h"\n',
                    "base may not include geom/geom.h", "date.c:2")

    def test_the_command_includes_the_public_header_alone(self):
        self.expect("includes", "src/cli/main.c", '/* main.c - x. */\n#include "../base/base.h"\n',
                    "cli may not include")

    def test_a_foreign_header_stays_in_its_room(self):
        self.expect("includes", "src/geom/a.c", "#include <cairo.h>\n", "canvas/cairo")
        self.expect("includes", "src/geom/a.c", "#include <curl/curl.h>\n", "neither of C and POSIX")
        self.assertEqual(self.findings("includes", files={"src/geom/overlay.c": "#include <geos_c.h>\n"}), [])

    def test_an_include_in_a_comment_is_none(self):
        text = "/* a.c - x.\n#include <cairo.h>\n*/\n// #include <cairo.h>\n"
        self.assertEqual(self.findings("includes", files={"src/geom/a.c": text}), [])

    def test_a_circle_of_files(self):
        files = {"src/base/base.h": '#include "../geom/geom.h"\n'}
        findings = self.findings("circles", files=files)
        self.assertEqual(len(findings), 2, findings)
        self.assertIn("src/base/base.h → src/geom/geom.h → src/base/base.h", findings[0])

    def test_one_header_a_folder(self):
        self.expect("headers", "src/geom/clip.h", HEADER.format("clip"), "one header, here geom.h")

    def test_lengths(self):
        self.expect("lengths", "src/geom/a.c", "\n" * 601, "601 lines")
        body = "int ct_long(int a,\n            int b) {\n" + "    a++;\n" * 78 + "}\n"
        self.expect("lengths", "src/geom/a.c", body, "ct_long has 81 lines", "a.c:1")
        self.assertEqual(self.findings("lengths", files={"src/geom/a.c": body.replace("    a++;\n", "", 1)}), [])

    def test_first_lines(self):
        self.expect("first-lines", "src/geom/a.c", "int ct_a;\n", "/* a.c - what it is")
        self.expect("first-lines", "src/geom/a.c", "/* b.c - of another name. */\n", "a.c")
        self.assertEqual(self.findings("first-lines", files={"run": "#!/bin/sh\n# run - builds.\n"}), [])
        self.expect("first-lines", "run", "#!/bin/sh\necho\n", "run")

    def test_names(self):
        self.expect("names", "src/geom/a.c", "typedef struct { int x; } point_t;\n", "point_t")
        self.expect("names", "src/geom/a.c", "int clip(void) {\n    return 0;\n}\n", "clip is seen outside")
        self.expect("names", "src/geom/a.c", "static int ct_a(void) {\n    return 0;\n}\n", "local to its file")
        self.expect("names", "src/geom/geom_util.c", "/* geom_util.c - bag. */\n", "for what it holds")

    def test_paths(self):
        self.expect("paths", "tests/cli/a.test", "$ cat /ho" + "me/someone/map\n", "one machine")

    def test_calls(self):
        self.expect("calls", "src/geom/a.c", "int ct_a(char *s) { return atoi(s); }\n", "atoi is banned")
        self.expect("calls", "src/geom/a.c", "double ct_a(char *s) { return strtod(s, 0); }\n", "strtod")
        self.assertEqual(self.findings("calls", files={"src/base/a.c": "x = strtod(s, 0);\n"}), [])
        self.assertEqual(self.findings("calls", files={"src/geom/a.c": 'x = "atoi(";  // atoi(\n'}), [])

    def test_units(self):
        self.expect("tests", "src/geom/a.c", "/* a.c - x. */\n", "no tests/unit/test_a.c")
        self.expect("tests", "tests/unit/test_b.c", "assert_true(1);\n", "no src/…/b.c")
        self.expect("tests", "tests/unit/test_clip.c", "/* nothing */\n", "asserts nothing")


class FunctionsTest(unittest.TestCase):
    def test_functions_are_found_and_other_blocks_are_not(self):
        text = ('struct a {\n    int x;\n};\nstatic const int b[] = { 1, 2 };\n'
                'typedef enum { C } c;\n#define D(x) \\\n    { x }\n'
                'static int one(void) { return "{"[0]; }\n'
                '/* { */\nchar *two(int (*f)(int), int g)\n{\n    if (g) {\n        f(1);\n    }\n    return 0;\n}\n'
                'extern "C" {\n}\n')
        self.assertEqual(ctext.functions(text), [("one", 8, 8, True), ("two", 10, 16, False)])


if __name__ == "__main__":
    sys.exit(unittest.main())
