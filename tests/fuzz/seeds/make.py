#!/usr/bin/env python3
# make.py - writes the seeds of right input, from the mini map of tests/cli.
import pathlib
import struct

SEEDS = pathlib.Path(__file__).resolve().parent
MINI = SEEDS.parents[1] / "cli/data/mini"
TEMPLATES = {
    "plain": "Control of Donetsk and Luhansk oblasts",
    "date": "as of {date:long}, {date-30d:%-d %B %Y} and {date|upper}",
    "number": "{km2:,.0f} km², {km2:.1f}",
    "nested": "{name_{lang}} {{ and }}",
    "unknown": "{nmae_en} {",
    "day": "2026-01-27",
    "pattern": "front-%Y-%m-%d.geojson",
    "span": "400d",
    "float": "-1.5e-300",
    "not-utf8": b"{name_en}\xff\xfe {date:\xc3}",
}


def seed(target, name, data):
    path = SEEDS / target / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


# The maps of whole renders: a spec, a zero byte, its data.
HEAD = """map: 1
id: m
style: mini.style.yaml
text: { title: T, source: S, alt: A }
size: { width: 64px, height: 64px }
"""
AREAS = """{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"Lyman","rank":1},"geometry":{"type":"Polygon","coordinates":[[[36,47],[39,47],[39,50],[36,50],[36,47]]]}},
{"type":"Feature","properties":{"name":"Izium","rank":2},"geometry":{"type":"Polygon","coordinates":[[[39,47],[42,47],[42,50],[39,50],[39,47]]]}}]}
"""
LINES = """{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"front","rank":1},"geometry":{"type":"LineString","coordinates":[[37,46],[38,48.5],[38,51]]}}]}
"""
POINTS = """{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"Suva","rank":1},"geometry":{"type":"Point","coordinates":[178.4,-18.1]}},
{"type":"Feature","properties":{"name":"Apia","rank":2},"geometry":{"type":"Point","coordinates":[-171.8,-13.8]}}]}
"""
RENDERS = {
    "areas": (HEAD + """view: { fit: a, pad: 6% }
data: { a: { file: a.geojson } }
layers: [ { id: a, data: a, class: land, label: { text: "{name}", class: region }, key: Land } ]
furniture: { key: top-left, scale_bar: bottom-left }
""", AREAS),
    "operations": (HEAD + """view: { bbox: [35, 46, 43, 51] }
data:
  a: { file: a.geojson }
  one: { from: a, where: "rank = 1" }
  all: { from: a, dissolve: true }
  near: { from: one, buffer: 20km }
  rest: { from: all, subtract: near }
  border: { from: all, outline: inner }
layers:
  - { id: all, data: all, class: land }
  - { id: rest, data: rest, class: hatched }
  - { id: near, data: near, class: occupied }
""", AREAS),
    "front": (HEAD + """view: { fit: a, pad: 10% }
data: { a: { file: a.geojson } }
layers: [ { id: a, data: a, class: front } ]
annotations: [ { text: Here, at: [38, 48.5] } ]
""", LINES),
    "fiji": (HEAD + """view: { fit: a, pad: 10%, projection: auto }
data: { a: { file: a.geojson } }
layers: [ { id: a, data: a, class: { by: rank, 1: city, else: town }, label: { text: "{name}" } } ]
furniture: { graticule: 10 }
""", POINTS),
    "pole": (HEAD + """view: { center: [0, 90], radius: 3000km }
data: { a: { file: a.geojson } }
layers: [ { id: a, data: a, class: land } ]
""", AREAS),
}


def shape(*parts, fine=False):
    """The bytes that shapes.c reads as these parts of points, on a grid of 32 by 32 (fine: 65,536)."""
    out = bytes([len(parts) - 1 + (128 if fine else 0)])
    for part in parts:
        out += bytes([len(part) - 1])
        for pair in part:
            for n in pair:
                out += n.to_bytes(2, "big") if fine else bytes([n])
    return out


SQUARE = [(4, 4), (20, 4), (20, 20), (4, 20)]
OTHER = [(12, 12), (28, 12), (28, 28), (12, 28)]
HOLE = [(8, 8), (8, 16), (16, 16), (16, 8)]
BOW_TIE = [(2, 2), (30, 30), (30, 2), (2, 30)]
SPIKE = [(4, 4), (20, 4), (30, 4), (20, 4), (20, 20), (4, 20)]
COMB = [(x, y) for x in range(0, 30, 4) for y in ((2, 28) if x % 8 else (28, 2))] + [(30, 31), (0, 31)]
SNAKE = [(0, 10), (8, 14), (14, 6), (24, 18), (32, 16)]
STAR = [(32000 + dx * 60, 32000 + dy * 60) for dx, dy in
        ((0, 400), (-240, -330), (380, 130), (-380, 130), (240, -330))]
WILD = bytes([0, 5]) + b"".join(b"\x00" + n for n in (
    b"\0\0\0\0\0\0\xf8\x7f", b"\0\0\0\0\0\0\xf0\x7f", b"\0\0\0\0\0\0\xf0\xff",
    struct.pack("<d", 1e300), struct.pack("<d", -1e18), struct.pack("<d", 5e-324))) + bytes([4, 4, 9, 9, 4, 9])
PAIRS = {
    "squares": [SQUARE, OTHER], "twice": [SQUARE, SQUARE], "edge": [SQUARE, [(20, 4), (28, 4), (28, 20), (20, 20)]],
    "bow-tie": [BOW_TIE, OTHER], "comb": [COMB, SQUARE], "spike": [SPIKE, BOW_TIE],
}


def shape_seeds():
    for name, (a, b) in PAIRS.items():
        both = shape(a) + shape(b)
        seed("overlay", name, both + shape(SNAKE))
        seed("split", name, bytes([2, 1]) + shape(a) + shape(SNAKE, b))
        seed("clip", name, bytes([64, 0, 64, 0, 128, 0, 128, 0]) + both + WILD + WILD + WILD)
        seed("buffer", "page-" + name, bytes([1, 64, 0]) + both)
        seed("sieve", name, bytes([64, 0, 64, 0, 128, 0, 128, 0, 32, 0, 32, 0, 0]) + both)
    seed("overlay", "holes", shape(SQUARE, HOLE) + shape(STAR, fine=True) + shape(SNAKE))
    seed("split", "left", bytes([8, 0]) + shape(STAR, fine=True) + shape(SNAKE, SNAKE[::-1]))
    for kind in range(3):
        seed("buffer", f"ground-{kind}", bytes([0, 3, kind, 200, 0, 220, 0]) + shape(SQUARE))
    seed("buffer", "fiji", bytes([0, 2, 1, 216, 0, 100, 0]) + shape(SNAKE))
    seed("buffer", "line", bytes([2, 64, 0]) + shape(SNAKE))
    seed("sieve", "wild", bytes([64, 0, 64, 0, 128, 0, 128, 0, 32, 0, 32, 0, 64]) + WILD)


def label_seeds():
    place = [bytes([x, 0, y, 0, 80, 0]) for x, y in ((40, 40), (44, 42), (200, 60), (250, 250), (120, 128))]
    towns = b"".join(bytes([1 + 64 * (i == 2), i]) + at for i, at in enumerate(place))
    seed("labels", "towns", bytes([0]) + towns)
    seed("labels", "front", bytes([16 + 2, 10, 0, 10, 0, 99, 0, 40, 0, 90, 0, 9, 0, 99, 0, 99, 0])
         + shape(SNAKE) + towns)
    seed("labels", "areas", bytes([64]) + shape(SQUARE) + b"".join(
        bytes([how, 4 + how % 3]) + place[0] + shape(part) for how, part in ((3, SQUARE), (6, COMB), (7, SNAKE))))
    seed("labels", "texts", bytes([128]) + b"".join(
        bytes([129 + 32 * (i % 2), len(text)]) + text + place[i] for i, text in enumerate(
            (b"two\nlines", "\u05e9\u05dc\u05d5\u05dd".encode(), b"\xff\xfe<&>", b" ", "\u0915\u094d\u0937".encode()))))


def main():
    shape_seeds()
    label_seeds()
    for name, (spec, data) in RENDERS.items():
        seed("render", name, spec.encode() + b"\0" + data.encode())
    for name, text in TEMPLATES.items():
        seed("template", name, text)
    seed("spec", "mini", (MINI / "mini.map.yaml").read_bytes())
    seed("style", "mini", (MINI / "mini.style.yaml").read_bytes().replace(b"Open Sans, ", b"")
         + b"variants: { mobile: { text: { title: { size: 14px } } } }\n")
    shp, shx, dbf = ((MINI / f"areas.{ending}").read_bytes() for ending in ("shp", "shx", "dbf"))
    seed("shp", "areas", struct.pack("<2I", len(shp), len(shx)) + shp + shx + dbf)
    seed("shp", "no-dbf", struct.pack("<2I", len(shp), len(shx)) + shp + shx)
    seed("geojson", "line", (MINI / "control-2026-01-01.geojson").read_bytes())
    seed("geojson", "kinds", """{"type":"FeatureCollection","features":[
{"type":"Feature","id":1,"properties":{"n":null,"t":"\\u0414\\ud83d\\ude00","d":1.5e3,"o":{"a":[1]}},"geometry":
 {"type":"MultiPolygon","coordinates":[[[[0,0,9],[4,0,9],[4,4,9],[0,4,9],[0,0,9]],[[1,1],[1,2],[2,2],[1,1]]]]}},
{"type":"Feature","properties":null,"geometry":null},
{"type":"Feature","properties":{},"geometry":{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}},
{"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[
 {"type":"Point","coordinates":[1,2]},{"type":"LineString","coordinates":[[0,0],[1,1]]}]}}]}
""")
    seed("geojson", "empty", '{"type":"FeatureCollection","features":[]}')
    seed("csv", "towns", (MINI / "towns.csv").read_bytes())
    seed("csv", "quotes", 'name,lon,lat\n"a ""b"", c",1,2\n"two\nlines",3,\n;;,4,5,6\n')


main()
