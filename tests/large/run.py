# run.py - a large shapefile, reduced while it is read, is drawn as the same data are when they are read whole.
"""run.py --cartouche CARTOUCHE

Islands with fractal coasts, lakes and borders that neighbours share, some 8 MB as a shapefile, which the program reduces
to what a frame shows, and as GeoJSON, which it reads whole. Pictures of both, in several views, differ by less than the
eye sees; and so do the reports of what was read.
"""
import argparse
import json
import math
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

try:
    from PIL import Image, ImageChops
except ImportError:
    print("needs PIL (python3-pil)")
    sys.exit(77)

STYLE = """style: 1
fonts: { sans: [Open Sans, DejaVu Sans] }
color: { land: "#d8cfb8", ink: "#303030", other: "#b8cfd8" }
area:
  land: { fill: land, stroke: { color: ink, width: 0.5px } }
  other: { fill: other, stroke: { color: ink, width: 0.5px } }
"""
VIEWS = {
    "world": 'bbox: [-180, -85, 180, 85], project: "+proj=eqc"',
    "part": 'bbox: [4, 40, 22, 56], project: "+proj=lcc +lat_1=42 +lat_2=54 +lon_0=13"',
    "near": 'bbox: [9, 46, 11, 48], project: auto',
    "pacific": 'bbox: [100, -40, 260, 60], project: "+proj=robin +lon_0=180"',
    "fit": 'fit: land, pad: 5%, project: auto',
}


def fractal(a, b, depth, rough):
    """Points from a (with it) to b (without), a coast by midpoint displacement."""
    if depth == 0:
        return [a]
    dx, dy = b[0] - a[0], b[1] - a[1]
    off = rough * random.gauss(0, 0.25)
    middle = ((a[0] + b[0]) / 2 - dy * off, (a[1] + b[1]) / 2 + dx * off)
    return fractal(a, middle, depth - 1, rough) + fractal(middle, b, depth - 1, rough)


def ring(x, y, r, depth, corners=6):
    at = [(x + r * math.cos(2 * math.pi * i / corners), y + 0.7 * r * math.sin(2 * math.pi * i / corners))
          for i in range(corners)]
    return [p for i in range(corners) for p in fractal(at[i], at[(i + 1) % corners], depth, 0.35)]


def countries():
    """Polygons (outer ring, holes), counter-clockwise: two neighbours with a lake each, and islands."""
    random.seed(20261124)
    south, north = (13, 42), (13, 54)
    border = fractal(south, north, 14, 0.3)
    west = fractal(north, (5, 48), 14, 0.4) + fractal((5, 48), south, 14, 0.4)
    east = fractal(south, (21, 48), 14, 0.4) + fractal((21, 48), north, 14, 0.4)
    back = [north] + border[:0:-1]
    shapes = [[border + west, ring(9, 48, 1.2, 10)[::-1]], [east + back, ring(17, 48, 1.2, 10)[::-1]]]
    for _ in range(150):
        x, y = random.uniform(-170, 170), random.uniform(-55, 38)
        shapes.append([ring(x, y, 10 ** random.uniform(-2.5, 0.7), random.choice((5, 8, 11)))])
    return shapes


def closed(points):
    return points + points[:1]


def write_shapefile(path, shapes):
    records, at = [], 50
    for i, rings in enumerate(shapes):
        points = [p for r in rings for p in closed(r)[::-1]]  # outer rings clockwise here
        starts, n = [], 0
        for r in rings:
            starts.append(n)
            n += len(r) + 1
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        content = struct.pack("<i4d2i", 5, min(xs), min(ys), max(xs), max(ys), len(rings), n) + \
            struct.pack(f"<{len(starts)}i", *starts) + b"".join(struct.pack("<2d", *p) for p in points)
        records.append((at, content))
        at += 4 + len(content) // 2

    def header(words):
        return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, words) + struct.pack("<2i8d", 1000, 5, -180, -90, 180, 90, 0, 0, 0, 0)

    path.write_bytes(header(at) + b"".join(struct.pack(">2i", i + 1, len(c) // 2) + c for i, (_, c) in enumerate(records)))
    path.with_suffix(".shx").write_bytes(header(50 + 4 * len(records)) +
                                         b"".join(struct.pack(">2i", a, len(c) // 2) for a, c in records))
    fields = b"kind".ljust(11, b"\0") + b"C" + struct.pack("<4xBB14x", 6, 0) + b"\r"
    path.with_suffix(".dbf").write_bytes(struct.pack("<4BIHH20x", 3, 126, 1, 1, len(shapes), 65, 7) + fields +
                                         b"".join(b" " + kind(i).ljust(6).encode() for i in range(len(shapes))) + b"\x1a")
    path.with_suffix(".prj").write_text('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,'
                                        '298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]')


def kind(i):
    return "other" if i == 1 else "land"


def write_geojson(path, shapes):
    features = [{"type": "Feature", "properties": {"kind": kind(i)},
                 "geometry": {"type": "Polygon", "coordinates": [closed(r) for r in rings]}}
                for i, rings in enumerate(shapes)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def draw(command, folder, name, view):
    """The picture of a file in a view, and its report."""
    spec = folder / f"{name}.map.yaml"
    spec.write_text(f"map: 1\nid: large\nstyle: s.style.yaml\nview: {{ {view} }}\nsize: {{ width: 800px, height: 600px }}\n"
                    f"data: {{ land: {{ file: land.{name} }} }}\n"
                    "layers: [ { id: land, data: land, class: { by: kind, land: land, other: other }, keep: true } ]\n")
    out, report = folder / f"{name}.png", folder / f"{name}.json"
    done = subprocess.run([command, "render", spec, "-o", out, "--report", report], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{name}, {view}: ended with {done.returncode}\n{done.stderr}")
    return Image.open(out).convert("RGB"), json.loads(report.read_text())


def compare(view, large, whole):
    """Fails where they differ by more than the eye sees."""
    difference = ImageChops.difference(large, whole).convert("L")
    counts = difference.histogram()
    pixels = sum(counts)
    mean = sum(value * n for value, n in enumerate(counts)) / pixels
    far = sum(counts[33:]) / pixels
    print(f"{view}: mean difference {mean:.3f} of 255, {100 * far:.3f} % of pixels by more than 32")
    if mean > 0.05 or far > 0.001:
        sys.exit(f"{view}: the picture of the reduced file is another one")
    if len(set(large.resize((100, 75)).getdata())) < 20:
        sys.exit(f"{view}: the picture is empty")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cartouche", required=True, type=pathlib.Path)
    command = parser.parse_args().cartouche.resolve()
    with tempfile.TemporaryDirectory(prefix="cartouche-large-") as name:
        folder = pathlib.Path(name)
        shapes = countries()
        (folder / "s.style.yaml").write_text(STYLE)
        write_shapefile(folder / "land.shp", shapes)
        write_geojson(folder / "land.geojson", shapes)
        if (folder / "land.shp").stat().st_size < 5e6:
            sys.exit("the file is not large")
        for view, words in VIEWS.items():
            large, told = draw(command, folder, "shp", words)
            whole, other = draw(command, folder, "geojson", words)
            compare(view, large, whole)
            read, drawn = told["layers"][0]["points_read"], told["layers"][0]["points_drawn"]
            if read < other["layers"][0]["points_read"] or drawn > read / 2:
                sys.exit(f"{view}: {drawn} of {read} points were drawn")
            if told["frames"][0]["crs"] != other["frames"][0]["crs"]:
                sys.exit(f"{view}: another projection")
    return 0


if __name__ == "__main__":
    sys.exit(main())
