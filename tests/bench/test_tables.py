# test_tables.py - what the benchmark's tables, plot and guard say of given results.
import contextlib
import io
import pathlib
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
from unittest import mock

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "peers")]

import cases  # noqa: E402
import guard  # noqa: E402
import page  # noqa: E402
import plot  # noqa: E402


def row(peer, cpu, **more):
    return {"peer": peer, "label": peer.title(), "version": "1", "note": "", "cpu": cpu, "wall": cpu, "mib": 100 * cpu, "bytes": 10,
            **more}


FOUND = {
    "machine": {"cpu": "a machine", "cores": 2, "memory_gib": 4, "system": "a system", "date": "2026-01-01", "load": 0.1},
    "runs": 3, "timeout": 60,
    "cases": [{"name": "world", "title": "World", "kind": "land", "rows": [
        row("cartouche", 0.5), row("mapserver", 2.0, note="a remark"), row("mapnik", 0.25),
        {"peer": "gmt", "label": "GMT", "version": "6", "note": "", "failed": "over 60 s", "limit": 60}]}]}


class Tables(unittest.TestCase):
    def test_ratios(self):
        text = page.markdown(FOUND)
        self.assertIn("| World | **0.50** | 2.00 (4.0×) | 0.25 (0.5×) | over 60 s |", text)
        self.assertIn("|  | Mapserver <sup>1</sup> | 2.00 | 2.00 | 200 | 10 | 4.0× | 4.0× | 4.0× |", text)
        self.assertIn("<sup>1</sup> Mapserver: a remark", text)

    def test_where_others_are_better_is_said(self):
        told = [line for line in page.markdown(FOUND).splitlines() if line.startswith("- ")]
        self.assertEqual(told, ["- World: Mapnik takes less CPU (0.25 against 0.50), wall time (0.25 against 0.50), "
                                "memory (25 against 50)."])

    def test_page_between_its_marks(self):
        with tempfile.TemporaryDirectory() as name:
            path = pathlib.Path(name) / "page.md"
            path.write_text(f"before\n{page.BEGIN}\nold\n{page.END}\nafter\n")
            page.replace(path, "new\n")
            self.assertEqual(path.read_text(), f"before\n{page.BEGIN}\nnew\n{page.END}\nafter\n")
            path.write_text("no marks")
            with self.assertRaises(SystemExit):
                page.replace(path, "new\n")

    def test_plot(self):
        svg = ET.fromstring(plot.draw(FOUND))
        space = "{http://www.w3.org/2000/svg}"
        words = [t.text for t in svg.iter(space + "text")]
        self.assertIn("0.5×", words)  # Mapnik's CPU in Cartouche's
        dots = [c for c in svg.iter(space + "circle") if c.get("fill") == plot.STORY]
        self.assertEqual(len(dots), 3)  # key, CPU, memory
        scale = plot.Scale([0.25, 2.0], 0, 100)
        self.assertEqual((scale.low, scale.high), (0.1, 3))
        self.assertAlmostEqual(scale.x(0.1), 0)
        self.assertAlmostEqual(scale.x(3), 100)

    def test_figure_has_its_layers_on_each_day(self):
        files = [layer.file.format(day="2025-01-02") for layer in cases.figure_layers(pathlib.Path("x"))]
        self.assertEqual(len([f for f in files if "2025-01-02" in f]), 4)


class Guard(unittest.TestCase):
    def told(self, counts):
        with tempfile.TemporaryDirectory() as name:
            with mock.patch.object(guard, "KEPT", pathlib.Path(name) / "guard.txt"):
                guard.accept({"a": 1000000, "b": 2000000})
                self.assertEqual(guard.kept(), ({"a": 1000000, "b": 2000000}, guard.system()))
                with contextlib.redirect_stdout(io.StringIO()) as out:
                    guard.tell(counts)
                return out.getvalue()

    def test_a_slip_is_loud(self):
        said = self.told({"a": 1050000, "b": 2000000})
        self.assertIn("SLOWER: a takes 5.0 % more instructions", said)
        self.assertNotIn("SLOWER: b", said)

    def test_a_little_is_no_slip(self):
        self.assertNotIn("SLOWER", self.told({"a": 1029999, "b": 1000000}))


if __name__ == "__main__":
    unittest.main()
