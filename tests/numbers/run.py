# run.py - the figures of Cartouche held against GEOS and PROJ, run by a program of its own.
"""run.py --cartouche PATH --earth PATH own|tracker [--folder FOLDER]

own: areas, shares by oblast, what was gained between two dates, and the length of the front, over
all dates of data/donbas; and shapes with edges of any length. tracker: the same over a tracker's
daily polygons (deepstatemap_data_YYYYMMDD.geojson); exit 77 where there is no folder of them.

Nothing here reads by Cartouche's readers or measures by its rules: shapefiles and GeoJSON are parsed
below, overlays are GEOS's, areas PROJ's (earth.c). They must agree to one part in a million.
"""
import argparse
import json
import math
import os
import pathlib
import random as randomness
import struct
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DONBAS = ROOT / "data" / "donbas"
NEARLY = 1e-6        # relative
SPECK = 1e-4         # km2: what is left of two figures that should be nought
DROP = 0.05          # km2, as the maps have it
FIRST = "2022-02-23"


# ---- files --------------------------------------------------------------------------------------

def read_dbf(path):
    """The rows of a .dbf, as mappings of stripped text."""
    data = path.read_bytes()
    count, head, size = struct.unpack("<IHH", data[4:12])
    fields, at, offset = [], 32, 1
    while data[at] != 0x0D:
        name = data[at:at + 11].split(b"\0")[0].decode()
        fields.append((name, offset, data[at + 16]))
        offset += data[at + 16]
        at += 32
    rows = []
    for i in range(count):
        row = data[head + i * size:head + (i + 1) * size]
        rows.append({n: row[o:o + w].decode("utf-8").strip() for n, o, w in fields})
    return rows


def read_shp(path):
    """The rings of each polygon of a .shp: outer ones run clockwise."""
    data, at, shapes = path.read_bytes(), 100, []
    while at < len(data):
        size = struct.unpack(">I", data[at + 4:at + 8])[0] * 2
        body = data[at + 8:at + 8 + size]
        at += 8 + size
        kind, parts, points = struct.unpack("<I32xII", body[:44])
        assert kind == 5, "polygons are expected"
        starts = [*struct.unpack(f"<{parts}I", body[44:44 + 4 * parts]), points]
        flat = struct.unpack(f"<{2 * points}d", body[44 + 4 * parts:44 + 4 * parts + 16 * points])
        pairs = list(zip(flat[::2], flat[1::2]))
        shapes.append([pairs[a:b] for a, b in zip(starts, starts[1:])])
    return shapes


def turn(ring):
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1]))


def inside(point, ring):
    (x, y), odd = point, False
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1]):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            odd = not odd
    return odd


def polygons(rings):
    """The polygons of a shapefile's rings, holes with the outer ring about them."""
    outer = [[ring] for ring in rings if turn(ring) < 0]
    for hole in (ring for ring in rings if turn(ring) >= 0):
        next(p for p in outer if inside(hole[0], p[0])).append(hole)
    return outer


# ---- well-known text ----------------------------------------------------------------------------

def wkt_points(points):
    return "(" + ", ".join(f"{p[0]!r} {p[1]!r}" for p in points) + ")"


def wkt_polygons(polygons_):
    def closed(ring):
        return list(ring) + ([ring[0]] if tuple(ring[0]) != tuple(ring[-1]) else [])
    return "MULTIPOLYGON (" + ", ".join(
        "(" + ", ".join(wkt_points(closed(ring)) for ring in polygon) + ")" for polygon in polygons_) + ")"


# ---- the two programs ---------------------------------------------------------------------------

class Earth:
    """Commands for earth.c, run in one go; `ask` returns a promise of a number."""

    def __init__(self, program):
        self.program, self.lines, self.asked = program, [], 0
        self.answers = None

    def do(self, *words):
        self.lines.append("\t".join(map(str, words)))

    def ask(self, *words):
        self.do(*words)
        self.asked += 1
        return self.asked - 1

    def run(self):
        done = subprocess.run([self.program], input="\n".join(self.lines) + "\n", text=True,
                              stdout=subprocess.PIPE, check=True)
        self.answers = [float(line) for line in done.stdout.split()]
        assert len(self.answers) == self.asked


def stats_of(cartouche, map_path, *options):
    done = subprocess.run([cartouche, "stats", map_path, *options], text=True,
                          stdout=subprocess.PIPE, check=False)
    if done.returncode:
        sys.exit(f"cartouche stats ended with {done.returncode}")
    return {(r["date"], r["name"], r["key"]): r for r in json.loads(done.stdout)["stats"]}


class Checks:
    """Pairs of figures; each must agree."""

    def __init__(self):
        self.count, self.worst, self.faults = 0, 0, []

    def alike(self, what, theirs, ours):
        self.count += 1
        if theirs is None or abs(theirs - ours) > max(NEARLY * abs(ours), SPECK):
            self.faults.append(f"{what}: Cartouche has {theirs}, GEOS and PROJ {ours}")
        elif abs(ours) > 1:
            self.worst = max(self.worst, abs(theirs - ours) / abs(ours))


# ---- data/donbas: areas cut by a line -----------------------------------------------------------

def front_of(path):
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        if feature["properties"]["kind"] == "front":
            return [tuple(p) for p in feature["geometry"]["coordinates"]]
    sys.exit(f"{path} has no front")


def held_side(date, line):
    """All that lies on the line's left, closed far away; before the invasion it is an arc that
    leaves the north of Luhansk Oblast out."""
    (x0, y0), (x1, _) = line[0], line[-1]
    far = [(x1, 43.0), (46.0, 43.0)]
    far += [(46.0, y0)] if date == FIRST else [(46.0, 52.0), (x0, 52.0)]
    return [[line + far]]


def oblasts(names=None):
    rows = read_dbf(DONBAS / "oblasts.dbf")
    return {row["iso"]: polygons(rings) for row, rings in zip(rows, read_shp(DONBAS / "oblasts.shp"))
            if names is None or row["iso"] in names}


def check_lines(options, checks):
    earth, base = Earth(options.earth), oblasts(("UA-14", "UA-09"))
    dates = sorted(p.stem for p in (DONBAS / "control").glob("*.geojson"))
    ukraine = [p for rings in read_shp(DONBAS / "ukraine.shp") for p in polygons(rings)]
    asked = {}
    earth.do("load", "ukraine", wkt_polygons(ukraine))
    for key, shape in base.items():
        earth.do("load", key, wkt_polygons(shape))
        asked["base", key] = earth.ask("area", key)
    for date in dates:
        line = front_of(DONBAS / "control" / f"{date}.geojson")
        earth.do("load", "side", wkt_polygons(held_side(date, line)))
        earth.do("load", "line", "LINESTRING " + wkt_points(line))
        earth.do("and", "front", "line", "ukraine")
        asked[date, "front", None] = earth.ask("length", "front")
        for key in base:
            earth.do("and", f"{date} {key}", key, "side")
            asked[date, "occupied", key] = earth.ask("area", f"{date} {key}")
            earth.do("minus", "gain", f"{date} {key}", f"{FIRST} {key}")
            earth.do("drop", "gain", "gain", DROP)
            asked[date, "since", key] = earth.ask("area", "gain")
    earth.run()
    found = stats_of(options.cartouche, DONBAS / "donbas.map.yaml", "--dates", "all",
                     "--set", f"stats.since={FIRST}")
    # the whole front; Crimea's border is a line of its own in the first file
    fronts = stats_of(options.cartouche, DONBAS / "donbas.map.yaml", "--dates", "all", "--set",
                      "data.control.where=kind = 'front'", "--set",
                      "stats={ areas: [front] }")
    compare(checks, earth, asked, found, dates, list(base), ("occupied", "since"))
    for date in dates:
        checks.alike(f"{date} front km", fronts[date, "front", None]["km"],
                     earth.answers[asked[date, "front", None]])
    for date in dates:
        for key in (None, *base):
            now, then = found[date, "occupied", key], found[FIRST, "occupied", key]
            for what in ("km2", "pct", "count"):
                checks.alike(f"{date} {key} change of {what}", now[f"delta_{what}"],
                             now[what] - then[what])
    return len(dates)


def compare(checks, earth, asked, found, dates, keys, names):
    """Areas and shares, by key and in all."""
    whole = sum(earth.answers[asked["base", key]] for key in keys)
    for date in dates:
        for name in names:
            total = 0
            for key in keys:
                km2 = earth.answers[asked[date, name, key]]
                total += km2
                row = found[date, name, key]
                checks.alike(f"{date} {name} {key} km2", row["km2"], km2)
                checks.alike(f"{date} {name} {key} pct", row["pct"],
                             100 * km2 / earth.answers[asked["base", key]])
            row = found[date, name, None]
            checks.alike(f"{date} {name} km2", row["km2"], total)
            checks.alike(f"{date} {name} pct", row["pct"], 100 * total / whole)


# ---- shapes with edges of any length ------------------------------------------------------------

ALONE = """
map: 1
style: {style}
text: {{ title: Numbers }}
view: {{ bbox: [-170, -80, 170, 80] }}
data: {{ areas: areas.geojson, lines: lines.geojson }}
layers: [ {{ id: a, data: areas, class: land }} ]
stats: {{ areas: [areas, lines], by: id }}
"""


def star(random, holes):
    """A polygon round a centre, of edges from some metres to a third of the globe."""
    size = 10 ** random.uniform(-3, 1.6)
    x, y = random.uniform(-130, 130), random.uniform(-35, 35)
    count = random.randint(3, 40)
    angles = sorted(random.uniform(0, 2 * math.pi) for _ in range(count))
    if max(b - a for a, b in zip(angles, angles[1:] + [angles[0] + 2 * math.pi])) > 3:
        return star(random, holes)  # the centre would lie outside
    far = [random.uniform(0.3, 1) for _ in angles]
    rings = [[(x + size * f * share * math.cos(a), y + size * f * share * math.sin(a))
              for a, f in zip(angles, far)] for share in ((1, 0.5) if holes else (1,))]
    return rings


def check_shapes(options, checks):
    seed = int(os.environ.get("CT_SEED", "20260127"))
    print(f"shapes of CT_SEED={seed}")
    random = randomness.Random(seed)
    areas = [star(random, i % 3 == 0) for i in range(120)]
    areas += [[[(-60, 0), (60, 0), (60, 70), (-60, 70)]],          # long edges along parallels
              [[(170, -20), (190, -20), (190, 10), (170, 15)]],    # over the antimeridian
              [[(-10, 60), (100, 89), (120, 50)]]]
    lines = [[(random.uniform(-60, 60), random.uniform(-80, 80)) for _ in range(random.randint(2, 9))]
             for _ in range(60)]
    earth, asked = Earth(options.earth), {}
    for name, shapes, what in (("areas", areas, "area"), ("lines", lines, "length")):
        for i, shape in enumerate(shapes):
            wkt = wkt_polygons([shape]) if name == "areas" else "LINESTRING " + wkt_points(shape)
            earth.do("load", "shape", wkt)
            asked[name, str(i)] = earth.ask(what, "shape")
    earth.run()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        for name, shapes in (("areas", areas), ("lines", lines)):
            kind = "Polygon" if name == "areas" else "LineString"
            features = [{"type": "Feature", "properties": {"id": f"{i}"}, "geometry": {
                "type": kind, "coordinates":
                    [ring + ring[:1] for ring in shape] if name == "areas" else shape}}
                for i, shape in enumerate(shapes)]
            (folder / f"{name}.geojson").write_text(json.dumps(
                {"type": "FeatureCollection", "features": features}), encoding="utf-8")
        path = folder / "alone.map.yaml"
        path.write_text(ALONE.format(style=ROOT / "styles" / "newsroom.style.yaml"), encoding="utf-8")
        found = stats_of(options.cartouche, path)
    for (name, i), answer in asked.items():
        checks.alike(f"{name} {i}", found[None, name, i]["km2" if name == "areas" else "km"],
                     earth.answers[answer])


# ---- a tracker's polygons -----------------------------------------------------------------------

TRACKED = """
map: 1
style: {style}
text: {{ title: Numbers }}
view: {{ fit: oblasts }}
data:
  oblasts: {{ file: {oblasts} }}
  control: {{ file: "{folder}/deepstatemap_data_{{date:%Y%m%d}}.geojson" }}
  occupied: {{ from: control, clip: oblasts }}
  before: {{ from: occupied, at: {before} }}
  gain: {{ from: occupied, minus: before, drop: "< {drop}km2" }}
  loss: {{ from: before, minus: occupied, drop: "< {drop}km2" }}
layers: [ {{ id: o, data: oblasts, class: land }} ]
stats: {{ base: oblasts, areas: [occupied, gain, loss], by: iso }}
"""


def check_tracker(options, checks, folder):
    files = sorted(folder.glob("deepstatemap_data_*.geojson"))
    dates = {f"{p.stem[-8:-4]}-{p.stem[-4:-2]}-{p.stem[-2:]}": p for p in files}
    earth, base, before = Earth(options.earth), oblasts(), min(dates)
    asked = {}
    for key, shape in base.items():
        earth.do("load", key, wkt_polygons(shape))
        asked["base", key] = earth.ask("area", key)
    for date, path in dates.items():
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        shapes = [p for f in features for p in
                  ([f["geometry"]["coordinates"]] if f["geometry"]["type"] == "Polygon"
                   else f["geometry"]["coordinates"])]
        earth.do("load", "control", wkt_polygons(shapes))
        asked[date, "valid"] = earth.ask("valid", "control")
        for key in base:
            here, then = f"now {key}", f"{before} {key}"
            if date == before:
                earth.do("and", then, key, "control")
            earth.do("and", here, key, "control")
            asked[date, "occupied", key] = earth.ask("area", here)
            for name, a, b in (("gain", here, then), ("loss", then, here)):
                earth.do("minus", name, a, b)
                earth.do("drop", name, name, DROP)
                asked[date, name, key] = earth.ask("area", name)
    earth.run()
    with tempfile.TemporaryDirectory() as temporary:
        path = pathlib.Path(temporary) / "tracked.map.yaml"
        path.write_text(TRACKED.format(
            style=ROOT / "styles" / "newsroom.style.yaml", oblasts=DONBAS / "oblasts.shp",
            folder=folder, before=before, drop=DROP), encoding="utf-8")
        found = stats_of(options.cartouche, path, "--dates", "all")
    compare(checks, earth, asked, found, list(dates), list(base), ("occupied", "gain", "loss"))
    odd = sum(earth.answers[asked[date, "valid"]] == 0 for date in dates)
    return len(dates), odd


def main():
    parser = argparse.ArgumentParser(description="Figures held against GEOS and PROJ.")
    parser.add_argument("--cartouche", required=True)
    parser.add_argument("--earth", required=True)
    shared = os.environ.get("CARTOUCHE_SHARED_DATA", ROOT.parent / "shared" / "data")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path(shared) / "deepstate")
    parser.add_argument("what", choices=["own", "tracker"])
    options = parser.parse_args()
    checks = Checks()
    if options.what == "own":
        print(f"{check_lines(options, checks)} dates of lines: {checks.count} figures")
        check_shapes(options, checks)
    elif options.folder.is_dir():
        print("%d dates of polygons, %d of them not valid" %
              check_tracker(options, checks, options.folder.resolve()))
    else:
        print(f"skipped: there is no {options.folder}")
        return 77
    print(f"{checks.count} figures; greatest difference among those that agree: {checks.worst:.1e}")
    for fault in checks.faults[:40]:
        print("FAIL", fault)
    if checks.faults:
        print(f"{len(checks.faults)} of them differ")
    return bool(checks.faults)


if __name__ == "__main__":
    sys.exit(main())
