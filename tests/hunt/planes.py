# planes.py - where projections end: cuts, poles that are infinitely far, far sides: python3 planes.py [CARTOUCHE].
import os
import sys
import unittest

import hunt


class Planes(hunt.Globe):
    def test_wide_boxes_have_their_outline(self):
        drawn = self.draw({"a.geojson": hunt.features(hunt.polygon(hunt.box(-100, 0, 100, 45)))},
                          data={"a": {"file": "a.geojson"}}, layers=[{"data": "a", "class": "rim"}], endings=["png"],
                          view={"bbox": [-180, -90, 180, 90], "pad": "0px", "project": "EPSG:4326"})
        ink = [(x, y) for y, row in enumerate(drawn.picture().pixels) for x, pixel in enumerate(row)
               if pixel != hunt.GROUND]
        for at, edge in ((0, 400 * 80 / 360), (0, 400 * 280 / 360), (1, 150), (1, 200)):
            self.assertGreater(sum(abs(spot[at] - edge) < 2 for spot in ink), 40, edge)
        self.assertGreater(min(x for x, _ in ink), 400 * 80 / 360 - 3)
        self.assertLess(max(x for x, _ in ink), 400 * 280 / 360 + 3)

    def test_the_plane_is_cut_where_the_projection_is(self):
        # EPSG:3832 has its middle at 150 E; what goes over its edge at 30 W is on both sides of the map
        ring = [(x, 50) for x in range(-60, 31)] + [(x, 60) for x in range(30, -61, -1)]
        for project in ("EPSG:3832", "+proj=merc +lon_0=150 +datum=WGS84"):
            drawn = self.map({"a.geojson": hunt.features(hunt.polygon(ring))}, {"a": None},
                             {"bbox": [-29.99, -60, 329.99, 70], "project": project})
            for row in drawn.picture().pixels:
                if hunt.RED in row:
                    break
            self.assertAlmostEqual(row.count(hunt.RED), 400 * 90 / 360, delta=3)
            self.assertEqual({row[x] for x in range(100, 330)}, {hunt.GROUND})
        cap = hunt.polygon([(x, 55 + x % 40 / 10) for x in range(-180, 180, 20)])
        for project in ("+proj=wintri +lon_0=0 +datum=WGS84", "+proj=robin +lon_0=20"):
            drawn = self.map({"a.geojson": hunt.features(cap)}, {"a": None},
                             {"centre": [-111, 79.5], "scale": "1:2000000", "project": project})
            self.assertEqual(drawn.picture().count(hunt.RED), 160000, project)

    def test_a_pole_may_be_infinitely_far(self):
        # a cone about the north pole: the south pole's cap goes on to the end of the sheet
        for project in ("+proj=lcc +lat_1=30 +lat_2=60 +datum=WGS84", "+proj=stere +lat_0=90 +datum=WGS84"):
            drawn = self.map({"a.geojson": hunt.features(hunt.polygon(hunt.box(-180, -90, 180, -60)))}, {"a": None},
                             {"centre": [0, -70], "scale": "1:60000000", "project": project})
            row = [pixels[200] for pixels in drawn.picture().pixels]
            self.assertEqual(set(row[row.index(hunt.RED):]), {hunt.RED}, project)

    def test_a_satellite_sees_one_side(self):
        near, far = hunt.polygon(hunt.box(-10, -10, 10, 10)), hunt.polygon(hunt.box(150, 30, 170, 45))
        view = {"centre": [0, 0], "scale": "1:160000000", "project": "+proj=geos +h=35785831 +lon_0=0 +R=6371000"}
        count = [self.map({"a.geojson": hunt.features(*shapes)}, {"a": None}, view).picture().count(hunt.RED)
                 for shapes in ((near,), (near, far))]
        self.assertGreater(count[0], 100)
        self.assertEqual(count[0], count[1])


def load_tests(loader, _tests, _pattern):
    """Without those of hunt.py, which Planes has too."""
    names = [name for name in vars(Planes) if name.startswith("test_")]
    return unittest.TestSuite(loader.loadTestsFromName(name, Planes) for name in names)


if __name__ == "__main__":
    if len(sys.argv) > 1 and os.path.exists(sys.argv[1]):
        hunt.CARTOUCHE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
