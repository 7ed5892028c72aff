#!/usr/bin/env python3
# run.py - entries of `data:` as files, read by GDAL: the same areas, fields and features in all formats.
"""run.py --cartouche CARTOUCHE: exits 0, 1 on a failure, 77 where it could not check (no osgeo)."""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

try:
    from osgeo import gdal, ogr, osr
except ImportError:
    print("export: no osgeo, skipped")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
DONBAS = ROOT / "data" / "donbas" / "donbas.map.yaml"
FORMATS = ("geojson", "shp", "gpkg")
# Fiji reaches over the antimeridian; a hole; two islands; values of every kind; nulls.
FIJI = [[[177, -20], [182, -20], [182, -16], [177, -16], [177, -20]]]
HOLED = [[[0, 0], [8, 0], [8, 8], [0, 8], [0, 0]], [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]]
ISLANDS = [[[[20, 0], [21, 0], [21, 1], [20, 1], [20, 0]]], [[[23, 0], [24, 0], [24, 1], [23, 1], [23, 0]]]]
FEATURES = [
    ({"name": "Fiji · Фіджі", "people": 924610, "share": 1 / 3, "since": "1970-10-10", "seen": "2026-01-27T22:30:00Z"},
     {"type": "Polygon", "coordinates": FIJI}),
    ({"name": None, "people": None, "share": None, "since": None, "seen": None},
     {"type": "Polygon", "coordinates": HOLED}),
    ({"name": "a \"b\" \\ c", "people": -3, "share": 12345.678901234567, "since": "1941-06-22",
      "seen": "1969-12-31T23:59:59Z"}, {"type": "MultiPolygon", "coordinates": ISLANDS}),
]
MAP = """map: 1
id: m
style: {style}
text: {{ title: T, source: "S, 2026", alt: A }}
view: {{ bbox: [-20, -30, 60, 30] }}
size: {{ width: 160px }}
data:
  areas: {{ file: areas.geojson }}
  lines: {{ from: areas, outline: all }}
  points: {{ file: points.csv, xy: [lon, lat] }}
layers: [ {{ id: areas, data: areas, class: land }} ]
"""


def check(good, what):
    if not good:
        raise AssertionError(what)


def write_map(folder):
    collection = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": properties, "geometry": geometry} for properties, geometry in FEATURES]}
    (folder / "areas.geojson").write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    (folder / "points.csv").write_text("lon,lat,name\n30.5,50.45,Київ\n-0.1,51.5,London\n", encoding="utf-8")
    path = folder / "m.map.yaml"
    path.write_text(MAP.format(style=ROOT / "styles" / "newsroom.style.yaml"), encoding="utf-8")
    return path


def export(cartouche, map_path, entry, folder, env=None):
    outputs = [folder / f"{entry}.{ending}" for ending in FORMATS]
    words = [word for path in outputs for word in ("-o", str(path))]
    done = subprocess.run([cartouche, "render", str(map_path), *words], capture_output=True, text=True,
                          env={**os.environ, **(env or {})})
    check(done.returncode == 0, f"{entry}: {done.stderr}")
    return outputs


def geodesic_km2(geometry):
    """By GDAL: in an equal-area projection about its first point."""
    ring = geometry.GetGeometryRef(0)
    while ring.GetGeometryCount():
        ring = ring.GetGeometryRef(0)
    plane = osr.SpatialReference()
    plane.ImportFromProj4(f"+proj=laea +lat_0={ring.GetY(0)} +lon_0={ring.GetX(0)} +datum=WGS84")
    globe = osr.SpatialReference()
    globe.ImportFromEPSG(4326)
    globe.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    own = geometry.Clone()
    own.Segmentize(0.05)
    own.Transform(osr.CoordinateTransformation(globe, plane))
    return own.GetArea() / 1e6


def measure(geometry, kind):
    if kind == "Polygon":
        return geodesic_km2(geometry)
    parts = [geometry.GetGeometryRef(i) for i in range(geometry.GetGeometryCount())] or [geometry]
    return sum(part.Length() if kind == "Line String" else abs(part.GetX()) + part.GetY() for part in parts)


def read(path):
    """The rows of a file as GDAL reads it: fields by their first ten bytes, area, kind, validity."""
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    check(dataset and dataset.GetLayerCount() == 1, f"{path}: GDAL does not read it")
    layer = dataset.GetLayer(0)
    code = layer.GetSpatialRef().GetAuthorityCode(None) or layer.GetSpatialRef().GetName()
    check(code in ("4326", "GCS_WGS_1984"), f"{path}: its CRS is {code}")
    rows, kinds = [], {}
    definition = layer.GetLayerDefn()
    for i in range(definition.GetFieldCount()):
        field = definition.GetFieldDefn(i)
        kinds[field.GetName()[:10]] = field.GetTypeName()
    for feature in layer:
        geometry = feature.GetGeometryRef()
        fields = {name[:10]: feature.GetField(i) for i, name in
                  enumerate(definition.GetFieldDefn(k).GetName() for k in range(definition.GetFieldCount()))}
        for name, value in fields.items():
            if isinstance(value, str):
                fields[name] = value.replace("/", "-")
        check(geometry.IsValid(), f"{path}: a geometry is not valid")
        name = ogr.GeometryTypeToName(ogr.GT_Flatten(geometry.GetGeometryType())).replace("Multi ", "")
        rows.append((fields, measure(geometry, name), name))
    return rows, kinds


def same_rows(path, rows, wanted):
    check(len(rows) == len(wanted), f"{path}: {len(rows)} rows, not {len(wanted)}")
    for (fields, size, kind), (own, right, own_kind) in zip(rows, wanted):
        check(kind == own_kind, f"{path}: a {kind}, not a {own_kind}")
        check(abs(size - right) <= 1e-6 * max(right, 1), f"{path}: {size}, not {right}")
        for name, value in own.items():
            found = fields.get(name)
            alike = found == value or (isinstance(value, float) and found is not None and abs(found - value) < 1e-12)
            if name == "seen":  # GDAL writes moments in a way of its own
                alike = (found is None) == (value is None)
            check(alike, f"{path}: '{name}' is {found!r}, not {value!r}")


def areas_come_back(cartouche, folder):
    path = write_map(folder)
    source = [(fields, geodesic_km2(ogr.CreateGeometryFromJson(json.dumps(shape))), "Polygon")
              for fields, shape in FEATURES]
    for output in export(cartouche, path, "areas", folder / "out"):
        rows, kinds = read(output)
        same_rows(output, rows, source)
        check(kinds["people"] in ("Integer", "Integer64"), f"{output}: people are {kinds['people']}")
        check(kinds["share"] == "Real" and kinds["name"] == "String", f"{output}: {kinds}")
        check(kinds["since"] == "Date", f"{output}: 'since' is {kinds['since']}")
    fiji = json.loads((folder / "out" / "areas.geojson").read_text())["features"][0]["geometry"]
    check(fiji["type"] == "MultiPolygon", "Fiji is not cut at the antimeridian")
    longitudes = [x for polygon in fiji["coordinates"] for ring in polygon for x, _ in ring]
    check(min(longitudes) == -180 and max(longitudes) == 180, f"Fiji lies in {min(longitudes)}..{max(longitudes)}")


def lines_and_points_come_back(cartouche, folder):
    path = write_map(folder)
    for entry in ("lines", "points"):
        outputs = export(cartouche, path, entry, folder / "out")
        first, _ = read(outputs[0])
        check(len(first) == {"lines": 3, "points": 2}[entry], f"{entry}: {len(first)} rows")
        for output in outputs[1:]:
            same_rows(output, read(output)[0], first)


def derived_areas_agree(cartouche, folder):
    for entry in ("occupied", "since", "control"):
        outputs = export(cartouche, DONBAS, entry, folder)
        first, _ = read(outputs[0])
        for output in outputs[1:]:
            same_rows(output, read(output)[0], first)


def bytes_are_the_same(cartouche, folder):
    elsewhere = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "HOME": str(folder)}
    one = export(cartouche, DONBAS, "occupied", folder / "one")
    two = export(cartouche, DONBAS, "occupied", folder / "two", elsewhere)
    for a, b in zip(sorted(one[0].parent.iterdir()), sorted(two[0].parent.iterdir()), strict=True):
        check(a.read_bytes() == b.read_bytes(), f"{a} and {b} differ")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cartouche", required=True)
    cartouche = parser.parse_args().cartouche
    gdal.UseExceptions()
    failed = 0
    for test in (areas_come_back, lines_and_points_come_back, derived_areas_agree, bytes_are_the_same):
        with tempfile.TemporaryDirectory(prefix="cartouche-export-") as folder:
            try:
                test(cartouche, pathlib.Path(folder))
                print(f"{test.__name__}: good")
            except AssertionError as fault:
                failed = 1
                print(f"{test.__name__}: {fault}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
