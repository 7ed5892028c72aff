# test_donbas.py - the check of the sample map projects right and tells red ground from other.
import pathlib
import sys
import types
import unittest

import check
import conic

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "golden"))
import png  # noqa: E402


class ConicTest(unittest.TestCase):
    def test_snyders_example(self):
        """USGS 1395, p. 296: Clarke 1866, 33° and 45°, origin 23° N 96° W, the point 35° N 75° W."""
        conic.ELLIPSOIDS["clrk66"] = (6378206.4, 294.978698214)
        crs = "+proj=lcc +lat_1=33 +lat_2=45 +lat_0=23 +lon_0=-96 +ellps=clrk66"
        x, y = conic.project(crs, -75, 35)
        self.assertAlmostEqual(x, 1894410.9, delta=0.15)
        self.assertAlmostEqual(y, 1564649.5, delta=0.15)

    def test_the_origin_is_at_the_false_origin(self):
        crs = "+proj=lcc +lat_1=47 +lat_2=49 +lat_0=48 +lon_0=38 +x_0=500 +y_0=-20 +datum=WGS84 +units=m"
        x, y = conic.project(crs, 38, 48)
        self.assertAlmostEqual(x, 500, places=6)
        self.assertAlmostEqual(y, -20, places=6)


def drawing(colours):
    """A page of 40 × 40 px a colour, side by side, at scale 2, on a plane crs."""
    row = b"".join(bytes(colour) * 80 for colour in colours)
    picture = png.Picture(80 * len(colours), 80, 3, row * 80)
    frame = {"box": [0, 0, 40 * len(colours), 40]}
    return types.SimpleNamespace(picture=picture, frame=frame, page=lambda x, y: (x, y))


class GroundTest(unittest.TestCase):
    RED, LAND = (216, 160, 148), (242, 240, 234)

    def faults(self, occupied, free):
        names = check.OCCUPIED + check.FREE
        colours = [occupied] * len(check.OCCUPIED) + [free] * len(check.FREE)
        return check.check_grounds(drawing(colours), {name: (40 * i + 20, 20) for i, name in enumerate(names)})

    def test_red_and_other_ground(self):
        self.assertEqual(self.faults(self.RED, self.LAND), [])
        self.assertEqual(len(self.faults(self.LAND, self.LAND)), len(check.OCCUPIED))
        self.assertEqual(len(self.faults(self.RED, self.RED)), len(check.FREE))


class AnchorTest(unittest.TestCase):
    def faults(self, *anchors):
        labels = [{"layer": "towns", "text": name, "anchor": anchor}
                  for name, anchor in zip(check.REQUIRED, anchors)]
        page = types.SimpleNamespace(report={"labels": labels}, page=lambda lon, lat: (10 * lon, 10 * lat))
        return check.check_anchors(page, {name: (1, i) for i, name in enumerate(check.REQUIRED)})

    def test_anchors(self):
        self.assertEqual(self.faults([10, 0.05], [10, 10]), [])
        self.assertEqual(len(self.faults([10, 0], [10, 10.2])), 1)
        self.assertEqual(self.faults(), ["the towns have no labels"])


class LabelTest(unittest.TestCase):
    def report(self, **changes):
        label = lambda text, x, **more: {"text": text, "state": "placed", "angle": 0,  # noqa: E731
                                         "box": [x, 0, 50, 10], **more}
        return {"labels": [label("Donetsk", 0), label("Luhansk", 60), label("DONETSK OBLAST", 120),
                           label("Luhansk Oblast", 180, **changes)],
                "label_metrics": {"overlap_px2": 0, "required_placed": 1}}

    def test_good(self):
        self.assertEqual(check.check_labels(self.report()), [])

    def test_dropped_overlapping(self):
        self.assertIn("oblast of Luhansk", check.check_labels(self.report(state="dropped"))[0])
        self.assertIn("overlaps", check.check_labels(self.report(box=[100, 5, 50, 10]))[0])
        report = self.report()
        report["label_metrics"] = {"overlap_px2": 3, "required_placed": 0.5}
        self.assertEqual(len(check.check_labels(report)), 2)


if __name__ == "__main__":
    sys.exit(unittest.main())
