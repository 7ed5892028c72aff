# islands.py - a large file of our own: islands with fractal coasts, lakes, and a border that two neighbours share.
import json
import math
import random
import struct

STYLE = """style: 1
fonts: { sans: [Open Sans, DejaVu Sans] }
color: { land: "#d8cfb8", ink: "#303030", other: "#b8cfd8" }
area:
  land: { fill: land, stroke: { color: ink, width: 0.5px } }
  other: { fill: other, stroke: { color: ink, width: 0.5px } }
"""


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
