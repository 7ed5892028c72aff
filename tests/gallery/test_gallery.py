# test_gallery.py - the gallery's runner can fail.
import pathlib
import sys
import tempfile
import unittest

import run

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "golden"))
import png  # noqa: E402

FINE = {"findings": [{"severity": "note", "text": "drawn"}], "layers": [{"id": "towns", "points_drawn": 3}],
        "label_metrics": {"required_placed": 1, "overlap_px2": 0, "frame_exits": 0, "front_crossings": 0,
                          "leader_crossings": 0}}
DRAWN = ('<svg xmlns="http://www.w3.org/2000/svg"><title>a</title><desc>b</desc>'
         '<g id="layer-towns"><text>c</text></g></svg>')


def picture(path, shade, width=20):
    png.write(path, png.Picture(width, 10, 3, bytes([shade]) * (width * 10 * 3)))
    return path


class Runner(unittest.TestCase):
    def test_pictures_of_a_spec(self):
        self.assertEqual(run.pictures("a: 1\noutputs: [ one.png ]\n"), [(None, "one.png")])
        self.assertEqual(run.pictures('outputs: [ { to: "q-{lang}.png", lang: [en, ar] } ]\n'),
                         [("en", "q-en.png"), ("ar", "q-ar.png")])
        self.assertRaises(ValueError, run.pictures, "outputs: [ one.svg ]\n")

    def test_reports(self):
        self.assertEqual(run.judge_report(FINE), [])
        bad = {**FINE, "findings": [{"severity": "warning", "text": "pale"}],
               "label_metrics": {**FINE["label_metrics"], "required_placed": 0.5, "overlap_px2": 2}}
        self.assertEqual(len(run.judge_report(bad)), 3)

    def test_svgs(self):
        self.assertEqual(run.judge_svg(DRAWN, FINE), [])
        self.assertEqual(len(run.judge_svg('<svg xmlns="http://www.w3.org/2000/svg"/>', FINE)), 4)

    def test_pictures_that_differ(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            golden = picture(folder / "golden.png", 10)
            self.assertEqual(run.judge_picture(golden, picture(folder / "same.png", 12)), [])
            self.assertEqual(len(run.judge_picture(golden, picture(folder / "other.png", 200))), 1)
            self.assertEqual(len(run.judge_picture(golden, picture(folder / "wide.png", 10, 30))), 1)
            self.assertEqual(len(run.judge_picture(folder / "none.png", golden)), 1)


if __name__ == "__main__":
    unittest.main()
