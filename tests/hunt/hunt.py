# hunt.py - what a map must not get wrong, held against plain arithmetic: python3 hunt.py [CARTOUCHE].
import csv
import json
import math
import os
import pathlib
import random
import re
import struct
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
CARTOUCHE = os.environ.get("CARTOUCHE", str(ROOT / "build/release/cartouche"))
DONBAS = ROOT / "data/donbas"
GROUND, RED, BLUE = (255, 0, 255), (255, 0, 0), (0, 0, 255)
SQUARE = 400  # px of the test maps, 40 px a degree

STYLE = {
    "style": 1,
    "fonts": {"sans": ["Open Sans", "DejaVu Sans"]},
    "color": {"ink": "#000000", "paper": "#ffffff"},
    "sheet": {"margin": "0px", "gap": "0px", "ground": "#ff00ff", "order": ["title", "map"]},
    "text": {"title": {"size": "12px"}, "key": {"size": "12px"}, "lab": {"size": "12px"}, "town": {"size": "12px"}},
    "area": {"red": {"fill": "#ff0000"}, "blue": {"fill": "#0000ff"},
             "rim": {"fill": "none", "stroke": {"color": "#000000", "width": "2px"}}},
    "point": {"town": {"symbol": "square", "size": "6px", "fill": "ink"}},
}


# ---- shapes and pictures -------------------------------------------------------------------------

def box(west, south, east, north):
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": [list(ring) for ring in rings]}


def parts(*polygons):
    return {"type": "MultiPolygon", "coordinates": [list(rings) for rings in polygons]}


def line(*points):
    return {"type": "LineString", "coordinates": [list(point) for point in points]}


def point(x, y):
    return {"type": "Point", "coordinates": [x, y]}


def features(*rows):
    """A collection of (properties, geometry) pairs; a geometry alone has no properties."""
    rows = [row if isinstance(row, tuple) else ({}, row) for row in rows]
    return {"type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": fields, "geometry": shape} for fields, shape in rows]}


def unfilter(kind, line, before, step):
    """One row of a PNG without its filter (PNG specification, 9.2)."""
    for i, value in enumerate(line):
        left = line[i - step] if i >= step else 0
        up, corner = before[i], before[i - step] if i >= step else 0
        guess = left + up - corner
        paeth = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
        line[i] = (value + (0, left, up, (left + up) // 2, paeth)[kind]) & 255
    return line


class Picture:
    """A PNG of 8 bits a channel, as rows of bytes."""

    def __init__(self, path):
        data, at, packed = path.read_bytes(), 8, b""
        while at < len(data):
            size, kind = struct.unpack(">I4s", data[at:at + 8])
            body = data[at + 8:at + 8 + size]
            at += 12 + size
            if kind == b"IHDR":
                self.width, self.height, depth, colour = struct.unpack(">IIBB", body[:10])
                assert depth == 8, depth
                step = {0: 1, 2: 3, 3: 1, 6: 4}[colour]
            if kind == b"PLTE":
                palette = body
            if kind == b"IDAT":
                packed += body
        raw, before, rows = zlib.decompress(packed), bytes(self.width * step), []
        for y in range(self.height):
            start = y * (self.width * step + 1)
            row = bytearray(raw[start + 1:start + 1 + self.width * step])
            if raw[start] == 2 and not any(before):
                pass
            elif raw[start]:
                row = unfilter(raw[start], row, before, step)
            rows.append(row)
            before = row
        self.pixels = [[tuple(palette[3 * row[i]:3 * row[i] + 3]) if colour == 3 else
                        (row[i * step],) * 3 if colour == 0 else tuple(row[i * step:i * step + 3])
                        for i in range(len(row) // step)] for row in rows]

    def count(self, wanted):
        return sum(row.count(wanted) for row in self.pixels)

    def but(self, wanted):
        return self.width * self.height - self.count(wanted)


class Drawing:
    """What a run of `render` made of a spec and files of its own."""

    def __init__(self, folder, status, errors, report):
        self.folder, self.status, self.errors, self.report = folder, status, errors, report

    def stat(self, name):
        return self.report["stats"][name]

    def picture(self):
        return Picture(self.folder / "o.png")

    def text(self, ending):
        return (self.folder / ("o." + ending)).read_text(encoding="utf-8")


class Hunt(unittest.TestCase):
    def draw(self, files, more=None, endings=("trace",), arguments=(), **spec):
        """Draws a map of [0, 10] by [0, 10] degrees, plate carrée; `files` by name."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.room.name))
        for name, content in {**files, "s.style.yaml": {**STYLE, **(more or {})}}.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        whole = {"map": 1, "id": "m", "style": "s.style.yaml", "size": {"width": "400px", "height": "400px"},
                 "view": {"bbox": [0, 0, 10, 10], "pad": "0px", "project": "EPSG:4326"}, **spec}
        (folder / "m.map.yaml").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        command = [CARTOUCHE, "render", str(folder / "m.map.yaml"), "--report", str(folder / "r.json"), *arguments]
        for ending in endings:
            command += ["-o", str(folder / ("o." + ending))]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        report = json.loads((folder / "r.json").read_text(encoding="utf-8")) if done.returncode == 0 else None
        return Drawing(folder, done.returncode, done.stderr, report)

    @classmethod
    def setUpClass(cls):
        cls.room = tempfile.TemporaryDirectory()

    @classmethod
    def tearDownClass(cls):
        cls.room.cleanup()


# ---- areas by a line -----------------------------------------------------------------------------

class Splits(Hunt):
    def split(self, lines, side, area=None, **keys):
        return self.draw({"a.geojson": features(area or polygon(box(0, -5, 10, 5))), "c.geojson": features(*lines)},
                         data={"a": {"file": "a.geojson"}, "c": {"file": "c.geojson"},
                               "s": {"from": "a", "split": "c", "side": side, **keys}},
                         view={"bbox": [-1, -6, 11, 6]}, layers=[{"data": "a", "class": "red"}],
                         stats={"base": "a", "areas": ["s"]})

    def share(self, lines, side, area=None, **keys):
        drawn = self.split(lines, side, area, **keys)
        self.assertEqual(drawn.status, 0, drawn.errors)
        return drawn.stat("s.pct")

    def test_sides(self):
        cut = [line((4, -6), (4, 6))]
        for side in ("left", "west", "north-west", "south-west", "W"):
            self.assertAlmostEqual(self.share(cut, side.lower()), 40, delta=1e-6)
        for side in ("right", "east", "ne", "se"):
            self.assertAlmostEqual(self.share(cut, side), 60, delta=1e-6)
        for side in ("north", "south"):
            level = self.share([line((-1, 0), (11, 0))], side)
            self.assertAlmostEqual(level, 50, delta=1e-6)

    def test_ends_that_fall_short(self):
        for gap in (0.01, 0.05, 0.1, 0.14):
            self.assertAlmostEqual(self.share([line((4, gap - 5), (4, 5 - gap))], "left"), 40, delta=1e-6)
        self.assertEqual(self.split([line((4, -4.8), (4, 4.8))], "left").status, 4)
        self.assertAlmostEqual(self.share([line((4, -4.8), (4, 4.8))], "left", tolerance=0.3), 40, delta=1e-6)

    def test_what_splits_nothing_is_a_fault(self):
        for cut in ([line((4, -6), (4, 0))], [line((-5, 0), (0, -5), (5, -10))], [line((10, -5), (10, 5))]):
            self.assertEqual(self.split(cut, "left").status, 4)

    def test_pockets(self):
        west, south, east, north = 2, -2, 4, 2
        turn = box(west, south, east, north)
        inside = self.share([line(*turn)], "left")
        self.assertAlmostEqual(inside, 8, delta=0.02)
        self.assertAlmostEqual(self.share([line(*turn[::-1])], "left"), 100 - inside, delta=1e-6)
        front = line((6, 6), (6, -6))
        self.assertAlmostEqual(self.share([front, line(*turn)], "left"), 40 + inside, delta=1e-6)

    def test_holes_and_parts(self):
        holed = polygon(box(0, -5, 10, 5), box(4, -1, 6, 1)[::-1])
        whole = self.share([line((5, -6), (5, 6))], "left", holed)
        self.assertAlmostEqual(whole, 50, delta=1e-6)
        resumed = [line((5, -6), (5, -1)), line((5, 1), (5, 6))]
        self.assertAlmostEqual(self.share(resumed, "left", holed), 50, delta=1e-6)
        islands = parts([box(0, -5, 4, 5)], [box(6, -5, 10, 5)])
        self.assertAlmostEqual(self.share([line((8, -6), (8, 6))], "left", islands), 75, delta=1e-6)

    def test_however_a_line_is_written(self):
        for seed in range(4):
            chance = random.Random(seed)
            run = [(round(5 + chance.uniform(-7, 7), 4), -7 + 14 * i / 30) for i in range(31)]
            left = self.share([line(*run)], "left")
            self.assertAlmostEqual(self.share([line(*run[::-1])], "right"), left, delta=1e-9)
            self.assertAlmostEqual(self.share([line(*run)], "right"), 100 - left, delta=1e-6)
            pieces = [line(*run[i:i + 4]) for i in range(0, 30, 3)]
            chance.shuffle(pieces)
            self.assertAlmostEqual(self.share(pieces, "left"), left, delta=1e-9)
            double = [point for point in run for _ in range(2)]
            self.assertAlmostEqual(self.share([line(*double)], "left"), left, delta=1e-9)


# ---- figures -------------------------------------------------------------------------------------

class Figures(Hunt):
    def test_the_ellipsoid(self):
        """Boxes against the closed form of a zone's area (Snyder 1987, 3-12)."""
        flattening = 1 / 298.257223563
        e = math.sqrt(flattening * (2 - flattening))

        def zone(degrees):
            sine = math.sin(math.radians(degrees))
            return (1 - e * e) * (sine / (1 - e * e * sine * sine) + math.atanh(e * sine) / e)

        for west, south, east, north in ((0, -5, 10, 5), (36, 46, 41, 50), (-70, -56, -66, -52), (10, 79, 20, 81),
                                         (-45, -20, 156, 20), (-180, -20, 180, 20), (-180, 60, 180, 90),
                                         (-180, -90, 180, 90), (170, 60, 190, 70)):
            drawn = self.draw({"a.geojson": features(polygon(box(west, south, east, north)))},
                              data={"a": {"file": "a.geojson"}},
                              view={"bbox": [-180, -90, 180, 90]}, layers=[{"data": "a", "class": "red"}],
                              stats={"areas": ["a"]})
            want = 6378.137 ** 2 / 2 * math.radians(east - west) * (zone(north) - zone(south))
            self.assertAlmostEqual(drawn.stat("a.km2") / want, 1, delta=1e-12)

    def test_overlays_add_up(self):
        a = polygon(box(0, 0, 6, 6), box(1, 1, 3, 3)[::-1])
        b = polygon(box(2, 2, 9, 9), box(4, 4, 5, 5)[::-1])
        data = {"a": {"file": "a.geojson"}, "b": {"file": "b.geojson"}, "c": {"from": "a", "clip": "b"},
                "m": {"from": "a", "minus": "b"}, "n": {"from": "b", "minus": "a"}, "u": {"from": "a", "union": "b"},
                "d": {"from": "u", "dissolve": True}}
        drawn = self.draw({"a.geojson": features(a), "b.geojson": features(b)}, data=data,
                          layers=[{"data": "u", "class": "red"}],
                          stats={"base": "u", "areas": list(data)}, endings=["png"])
        km2 = {name: drawn.stat(name + ".km2") for name in data}
        self.assertAlmostEqual((km2["c"] + km2["m"]) / km2["a"], 1, delta=1e-6)
        self.assertAlmostEqual(km2["u"] / (km2["a"] + km2["n"]), 1, delta=1e-9)
        self.assertAlmostEqual(km2["d"] / km2["u"], 1, delta=1e-6)
        self.assertEqual(drawn.picture().count(RED), (36 - 4 + 49 - 1 - 14) * 1600)

    def test_rings_as_they_come(self):
        for shape, squares in ((polygon(box(1, 1, 9, 9)[::-1], box(3, 3, 5, 5)), 60),
                               (parts([box(1, 1, 9, 9), box(3, 3, 7, 7)], [box(4, 4, 6, 6)]), 52)):
            drawn = self.draw({"a.geojson": features(shape)}, data={"a": {"file": "a.geojson"}},
                              layers=[{"data": "a", "class": "red"}], endings=["png"])
            self.assertEqual(drawn.picture().count(RED), squares * 1600)


# ---- areas whose rings do not do as they should --------------------------------------------------

class Mended(Hunt):
    def area(self, shape, squares, warned=True, **files):
        """Picture, figure and overlay of an area of so many square degrees, all told alike."""
        frame = polygon(box(0, 0, 10, 10))
        drawn = self.draw({"a.geojson": features(shape), "f.geojson": features(frame), **files}, endings=["png"],
                          data={"a": {"file": "a.geojson"}, "f": {"file": "f.geojson"},
                                "c": {"from": "f", "clip": "a"}, "m": {"from": "f", "minus": "a"},
                                "d": {"from": "a", "dissolve": True}},
                          layers=[{"data": "a", "class": "red"}], stats={"areas": ["a", "c", "m", "d", "f"]})
        self.assertEqual(drawn.status, 0, drawn.errors)
        self.assertEqual("outlines that cross" in drawn.errors, warned, drawn.errors)
        self.assertAlmostEqual(drawn.picture().count(RED) / 1600, squares, delta=0.2)
        km2 = drawn.stat("a.km2")
        self.assertAlmostEqual(km2 / 12200, squares, delta=0.5)  # a square degree has 12 309 to 12 120 km2 here
        for same in ("c", "d"):
            self.assertAlmostEqual(drawn.stat(same + ".km2") / km2, 1, delta=1e-9)
        self.assertAlmostEqual((drawn.stat("m.km2") + km2) / drawn.stat("f.km2"), 1, delta=1e-9)

    def test_members(self):
        two = ([box(1, 1, 5, 5)], [box(3, 3, 8, 8)])
        self.area(parts(*two), 37)
        self.area({"type": "GeometryCollection", "geometries": [polygon(*rings) for rings in two]}, 37)
        self.area(parts(two[0], two[0]), 16)
        self.area(parts(two[0], [box(1, 1, 5, 5)[::-1]]), 16)
        self.area(parts([box(1, 1, 9, 9)], [box(3, 3, 5, 5)]), 64)
        self.area(parts([box(1, 1, 5, 5)], [box(5, 1, 8, 5)]), 28, warned=False)  # they share an edge: a note

    def test_rings(self):
        self.area(polygon([(1, 1), (5, 5), (5, 1), (1, 5), (1, 1)]), 8)
        self.area(polygon([(1, 1), (3, 3), (5, 5), (5, 1), (3, 3), (1, 5), (1, 1)]), 8)
        self.area(polygon(box(1, 1, 5, 5) + box(1, 1, 5, 5)), 16)

    def test_holes(self):
        shell = box(1, 1, 9, 9)
        self.area(polygon(shell, box(2, 2, 5, 5), box(4, 4, 7, 7)), 47)
        self.area(polygon(shell, box(1, 2, 5, 5)), 52, warned=False)
        self.area(polygon(shell, box(0, 2, 5, 5)), 52)
        self.area(polygon(shell, box(2, 2, 8, 8), box(3, 3, 7, 7)), 28)

    def test_sound_ones_are_left_alone(self):
        self.area(parts([box(1, 1, 9, 9), box(2, 2, 8, 8)], [box(3, 3, 7, 7), box(4, 4, 6, 6)]), 64 - 36 + 16 - 4,
                  warned=False)
        self.area(parts([box(1, 1, 3, 3)], [box(3, 3, 5, 5)]), 8, warned=False)


# ---- turns of the globe --------------------------------------------------------------------------

class Globe(Hunt):
    def ring(self, wave):
        """Round the north pole at 70 degrees, a point every 5."""
        return polygon([(lon, 70 + wave * math.sin(math.radians(3 * lon))) for lon in [*range(-180, 180, 5), -180]])

    def map(self, files, data, view, layer="a", **spec):
        drawn = self.draw(files, data={name: {"file": name + ".geojson"} if entry is None else entry
                                       for name, entry in data.items()},
                          view={"pad": "0px", **view}, layers=[{"data": layer, "class": "red"}], endings=["png"],
                          **spec)
        self.assertEqual(drawn.status, 0, drawn.errors)
        return drawn

    def test_a_ring_round_a_pole_holds_it(self):
        for wave in (0, 3):
            for project in ("EPSG:4326", "auto"):
                drawn = self.map({"a.geojson": features(self.ring(wave)),
                                  "c.geojson": features(polygon(box(-180, 70, 180, 90)))}, {"a": None, "c": None},
                                 {"bbox": [-180, 55, 180, 90], "project": project}, stats={"base": "c", "areas": ["a"]})
                self.assertAlmostEqual(drawn.stat("a.pct"), 100, delta=1.5 if wave else 1e-9)
                red = drawn.picture().count(RED)
                whole = 400 * 400 * 35 / 360 if project == "EPSG:4326" else 400 * 400 * math.pi / 4
                cap = 20 / 35 if project == "EPSG:4326" else \
                    (1 - math.cos(math.radians(20))) / (1 - math.cos(math.radians(35)))
                self.assertAlmostEqual(red / whole, cap, delta=0.04)  # edges are grey

    def test_wide_boxes_are_what_they_say(self):
        for west, east in ((-45, 156), (-120, 120), (-10, 10)):
            drawn = self.map({"a.geojson": features(polygon(box(west, -45, east, 45)))}, {"a": None},
                             {"bbox": [-180, -90, 180, 90], "project": "EPSG:4326"})
            self.assertAlmostEqual(drawn.picture().count(RED) / (100 * (east - west) * 400 / 360), 1, delta=0.02)

    def test_over_the_antimeridian(self):
        jump = polygon([(170, 60), (-170, 60), (-170, 70), (170, 70), (170, 60)])
        cuts = {"north": ([line((160, 65), (180, 65)), line((-180, 65), (-160, 65))], [line((160, 65), (200, 65))],
                          [line((160, 65), (-160, 65))]),
                "west": ([line((-175, 50), (-175, 80))], [line((185, 50), (185, 80))])}
        for shape in (jump, polygon(box(170, 60, 190, 70)), parts([box(170, 60, 180, 70)], [box(-180, 60, -170, 70)])):
            for side, lines in cuts.items():
                for cut in lines:
                    files = {"a.geojson": features(shape), "b.geojson": features(polygon(box(-178, 62, -172, 68))),
                             "c.geojson": features(*cut)}
                    drawn = self.map(files, {"a": None, "b": None, "c": None, "k": {"from": "a", "clip": "b"},
                                             "m": {"from": "a", "minus": "b"},
                                             "s": {"from": "a", "split": "c", "side": side}},
                                     {"bbox": [165, 55, 195, 75], "project": "EPSG:4326"},
                                     stats={"base": "a", "areas": ["b", "k", "m", "s"]})
                    self.assertAlmostEqual(drawn.stat("k.km2") / drawn.stat("b.km2"), 1, delta=1e-9)
                    self.assertAlmostEqual(drawn.stat("k.pct") + drawn.stat("m.pct"), 100, delta=1e-9)
                    self.assertAlmostEqual(drawn.stat("s.pct"), 75 if side == "west" else 45.34, delta=0.01)
                    self.assertAlmostEqual(drawn.picture().count(RED) / (400 * 400 * 20 * 10 / 30 / 30), 1, delta=0.02)

    def test_globes_are_cut_at_their_rim(self):
        view = {"centre": [0, 0], "scale": "1:160000000", "project": "+proj=ortho +lat_0=0 +lon_0=0 +R=6378137"}
        radius = 6378137 / 160000000 / 0.0254 * 96
        belt = 1 - 2 * (1 / 3 - math.sqrt(3) / 4 / math.pi)  # between 30 degrees south and north
        for ring, share in ((box(-180, -90, 180, 90), 1), (box(-180, 0, 180, 90), 0.5), (box(0, -90, 180, 90), 0.5),
                            (box(-120, -30, 120, 30), belt), (box(0, 0, 120, 90), 0.25)):
            drawn = self.map({"a.geojson": features(polygon(ring))}, {"a": None}, view)
            self.assertAlmostEqual(drawn.picture().count(RED) / (math.pi * radius ** 2), share, delta=0.01)

    def test_cuts_sum_to_the_whole(self):
        drawn = self.map({"a.geojson": features(polygon(box(0, 40, 60, 70))),
                          "l.geojson": features(line((20, 0), (20, 90))),
                          "d.geojson": features(polygon([(x, 40) for x in range(61)] + [(60, 70), (0, 70), (0, 40)]))},
                         {"a": None, "l": None, "d": None, "w": {"from": "a", "split": "l", "side": "west"},
                          "e": {"from": "a", "split": "l", "side": "east"}},
                         {"bbox": [0, 30, 60, 80]}, stats={"base": "a", "areas": ["w", "e", "d"]})
        self.assertAlmostEqual(drawn.stat("w.pct"), 100 / 3, delta=1e-9)
        self.assertAlmostEqual(drawn.stat("e.pct"), 200 / 3, delta=1e-9)
        self.assertAlmostEqual(drawn.stat("d.pct"), 100, delta=1e-9)

    def test_points_on_a_border_are_inside(self):
        edge = [point(x, y) for x in (2, 5, 8) for y in (2, 5, 8)] + [point(1, 5), point(5, 9)]
        drawn = self.draw({"p.geojson": features(*edge), "b.geojson": features(polygon(box(2, 2, 8, 8)))},
                          data={"p": {"file": "p.geojson"}, "b": {"file": "b.geojson"},
                                "k": {"from": "p", "clip": "b"}},
                          layers=[{"data": "k", "class": "town"}])
        self.assertEqual(drawn.report["layers"][0]["features"], 9)


# ---- borders, frames, scales ---------------------------------------------------------------------

class Pictures(Hunt):
    def ragged(self, a, b, depth):
        if depth == 0:
            return [a]
        reach = 0.12 * (b[1] - a[1])
        middle = tuple((p + q) / 2 + self.chance.uniform(-reach, reach) for p, q in zip(a, b))
        return self.ragged(a, middle, depth - 1) + self.ragged(middle, b, depth - 1)

    def test_neighbours_share_their_border(self):
        self.chance = random.Random(3)
        border = self.ragged((35, 45), (35, 55), 12) + [(35, 55)]
        west = polygon([(10, 45), *border, (10, 55), (10, 45)])
        east = polygon([(60, 55), *border[::-1], (60, 45), (60, 55)])
        for view in ({"bbox": [32, 46, 38, 54]}, {"bbox": [34, 47, 36, 53], "project": "EPSG:32637"}):
            for keys in ({}, {"simplify": "5km2"}):
                drawn = self.draw({"a.geojson": features(({"k": 1}, west), ({"k": 2}, east))},
                                  view=view, endings=["png"],
                                  data={"r": {"file": "a.geojson"}, "a": {"from": "r", **keys}},
                                  layers=[{"data": "a", "class": {"by": "k", "1": "red", "2": "blue"}}])
                gaps = sum(red > 200 and blue > 200 for row in drawn.picture().pixels for red, _, blue in row)
                self.assertEqual(gaps, 0)

    def test_no_outline_along_the_frame(self):
        for shape in (polygon(box(-50, -50, 60, 60)), polygon(box(-50, -50, 60, 60), box(-5, -5, 15, 15)[::-1])):
            drawn = self.draw({"a.geojson": features(shape, polygon(box(4, 4, 6, 6)))}, endings=["png"],
                              data={"a": {"file": "a.geojson"}}, layers=[{"data": "a", "class": "rim"}])
            rim = drawn.picture().but(GROUND)
            self.assertAlmostEqual(rim, 82 * 82 - 78 * 78, delta=4)  # the small square's alone

    def test_a_scale_is_a_scale(self):
        drawn = self.draw({"a.geojson": features(point(0, 0))}, data={"a": {"file": "a.geojson"}},
                          layers=[{"data": "a", "class": "town"}],
                          view={"centre": [0, 0], "scale": "1:1000000", "project": "EPSG:3857"})
        to_page = drawn.report["frames"][0]["to_page"]
        self.assertAlmostEqual(to_page[0] * 1e6 * 0.0254 / 96, 1, delta=1e-5)
        self.assertAlmostEqual(to_page[2], SQUARE / 2, delta=1e-3)
        self.assertAlmostEqual(to_page[5], SQUARE / 2, delta=1e-3)

    def test_no_row_in_the_key_for_what_no_row_is(self):
        for where, there in (("k = 1", True), ("k = 9", False)):
            drawn = self.draw({"a.geojson": features(({"k": 1}, polygon(box(5, 0, 10, 5))))}, endings=["png"],
                              data={"a": {"file": "a.geojson"}, "b": {"from": "a"}},
                              layers=[{"data": "b", "class": "blue"},
                                      {"data": "a", "class": "red", "key": "A", "where": where}],
                              furniture={"key": "top-left"})
            red = drawn.picture().count(RED)
            self.assertEqual(red > 0, there)


# ---- days ----------------------------------------------------------------------------------------

class Days(Hunt):
    def shown(self, entry, day, files):
        """The width of the box that the day shows; None: none; a status where the run failed."""
        drawn = self.draw(files, date=day, data={"a": entry, "z": {"file": "z.geojson"}},
                          layers=[{"data": "z", "class": "blue"}, {"data": "a", "class": "red"}], endings=["png"])
        return drawn.picture().count(RED) // 1600 if drawn.status == 0 else -drawn.status

    def test_files(self):
        files = {f"d/x_2026010{i}.geojson": features(polygon(box(0, 0, i, 1))) for i in (1, 2, 4, 7)}
        files["z.geojson"] = features(polygon(box(0, 9, 1, 10)))
        cases = (("2026-01-04", {}, 4), ("2026-01-05", {}, -4), ("2026-01-05", {"missing": "previous"}, 4),
                 ("2026-01-05", {"missing": "skip"}, 0), ("2025-12-31", {"missing": "previous"}, -4),
                 ("2026-01-06", {"missing": "previous", "max_age": "1d"}, -4),
                 ("2026-01-06", {"missing": "previous", "max_age": "2d"}, 4))
        for name in ("d/x_{date:%Y%m%d}.geojson", "d/x_*.geojson"):
            for day, keys, want in cases:
                with self.subTest(name=name, day=day, **keys):
                    self.assertEqual(self.shown({"file": name, **keys}, day, files), want)

    def test_rows(self):
        for days in (["2026-01-01", "2026-01-02", "2026-01-04"], ["2026/01/01", "2026/01/02", "2026/01/04"],
                     [20260101, 20260102, 20260104], ["01.01.2026", "02.01.2026", "04.01.2026"]):
            rows = [({"date": day}, polygon(box(0, i, i + 1, i + 1))) for i, day in enumerate(days)]
            files = {"a.geojson": features(*rows), "z.geojson": features(polygon(box(0, 9, 1, 10)))}
            entry = {"file": "a.geojson", "date_field": "date"}
            self.assertEqual(self.shown(entry, "2026-01-02", files), 2)
            self.assertEqual(self.shown(entry, "2026-01-03", files), -4)
            self.assertEqual(self.shown({**entry, "missing": "previous"}, "2026-01-03", files), 2)
            self.assertEqual(self.shown({**entry, "missing": "skip"}, "2026-01-03", files), 0)


# ---- words ---------------------------------------------------------------------------------------

class Words(Hunt):
    def lines(self, drawn):
        tree = xml.fromstring(drawn.text("svg"))
        return ["".join(text.itertext()) for text in tree.iter("{http://www.w3.org/2000/svg}text")]

    def title(self, text, lang="en"):
        drawn = self.draw({"a.geojson": features(polygon(box(0, -5, 10, 5)))}, date="2026-03-01", lang=lang,
                          text={"title": text}, data={"a": {"file": "a.geojson"}}, stats={"base": "a", "areas": ["a"]},
                          layers=[{"data": "a", "class": "red"}],
                          size={"width": "900px", "height": "300px"}, endings=["svg"])
        self.assertEqual(drawn.status, 0, drawn.errors)
        return " ".join(self.lines(drawn))

    def test_days_and_numbers(self):
        pattern = "{date:long} / {date-30d} / {stat.a.pct:.1f}"
        for lang, want in (("en", "1 March 2026 / 2026-01-30 / 100.0"),
                           ("uk", "1 березня 2026\u202fр. / 2026-01-30 / 100,0"),
                           ("de", "1. März 2026 / 2026-01-30 / 100,0"), ("fr", "1 mars 2026 / 2026-01-30 / 100,0")):
            self.assertEqual(self.title(pattern, lang).replace("\u00a0", "\u202f"), want)
        self.assertRegex(self.title("{stat.a.km2:,.0f}"), r"^1,2\d\d,\d\d\d$")
        self.assertEqual(self.title("{{x}} {{{lang|upper}}} 2 * 3 * 4 <b>&amp;"), "{x} {EN} 2 * 3 * 4 <b>&amp;")

    def test_text_of_data_is_literal(self):
        names = ["{lang}", "{{", "}", "**b**", "*i*", "<tspan>x</tspan>", "&amp; & <", "]]>", "O'Brien \"q\"", "ЇЄҐ"]
        rows = [({"name": name}, point(1 + i % 3 * 4, 1 + i // 3 * 2.5)) for i, name in enumerate(names)]
        drawn = self.draw({"a.geojson": features(*rows)}, data={"a": {"file": "a.geojson"}}, endings=["svg"],
                          layers=[{"data": "a", "class": "town", "label": {"text": "{name}", "must": "1 = 1"}}])
        self.assertEqual(drawn.status, 0, drawn.errors)
        self.assertEqual(sorted(label["text"] for label in drawn.report["labels"]), sorted(names))
        self.assertLessEqual(set(names), set(self.lines(drawn)))


# ---- the sample map's labels, by its report ------------------------------------------------------

def overlap(a, b):
    across = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    down = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    return across > 0.3 and down > 0.3


def distance(place, label):
    x, y, width, height = label
    return math.hypot(max(x - place[0], 0, place[0] - x - width), max(y - place[1], 0, place[1] - y - height))


class Labels(Hunt):
    def test_the_sample(self):
        with open(DONBAS / "places.csv", encoding="utf-8", newline="") as table:
            names = {row["id"]: row for row in csv.DictReader(table)}
        for day in sorted(path.stem for path in (DONBAS / "control").glob("*.geojson"))[::4]:
            for lang in ("en", "uk"):
                for width in (390, 1200):
                    with self.subTest(day=day, lang=lang, width=width):
                        self.check(day, lang, width, names)

    def check(self, day, lang, width, names):
        report = pathlib.Path(self.room.name) / "sample.json"
        subprocess.run([CARTOUCHE, "render", str(DONBAS / "donbas.map.yaml"), "--date", day, "--lang", lang, "--quiet",
                        "--set", f"size.width={width}px", "--set", f"size.height={600 if width < 400 else 1000}px",
                        "-o", str(report.with_suffix(".trace")), "--report", str(report)], check=True, timeout=120)
        drawn = json.loads(report.read_text(encoding="utf-8"))
        x, y, frame_width, frame_height = drawn["frames"][0]["box"]
        labels = [label for label in drawn["labels"] if label["state"] != "dropped"]
        towns = [label for label in labels if label["layer"] == "towns"]
        self.assertGreater(len(towns), 10)
        for i, label in enumerate(labels):
            left, top, wide, high = label["box"]
            self.assertTrue(left >= x - 0.1 and top >= y - 0.1 and left + wide <= x + frame_width + 0.1
                            and top + high <= y + frame_height + 0.1, label)
            for other in labels[i + 1:]:
                self.assertFalse(overlap(label["box"], other["box"]), (label["id"], other["id"]))
            for frame in drawn["frames"][1:]:
                self.assertFalse(overlap(label["box"], frame["box"]), label["id"])
        for label in towns:
            self.assertEqual(re.sub(r"\s+", " ", label["text"]), names[label["id"].split("/")[1]]["name_" + lang])
            own = distance(label["anchor"], label["box"])
            for other in towns:
                if other is not label and label["position"] != "callout":
                    self.assertLess(own - 0.05, distance(other["anchor"], label["box"]), (label["id"], other["id"]))


if __name__ == "__main__":
    if len(sys.argv) > 1 and os.path.exists(sys.argv[1]):
        CARTOUCHE = os.path.abspath(sys.argv.pop(1))
    unittest.main()
