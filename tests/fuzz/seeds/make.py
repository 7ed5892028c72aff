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


def main():
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
